package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * The server's certificate, and whose certificates clients have to show, if any; read again when
 * its files change. Safe for any thread. TLS 1.2 and 1.3 with forward secrecy and authenticated
 * encryption only.
 */
final class TlsContexts {
  private static final long LOOK_EVERY = 1_000_000_000L;
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private final Path certificate;
  private final Path key;
  private final Optional<Path> clientAuthorities;
  private final LongSupplier nanos;
  private final QuietLog warnings;
  private Loaded loaded;
  private long lookedAt;

  /**
   * Reads the files for the first time.
   *
   * @throws XliveException when they cannot be used
   */
  TlsContexts(
      Path certificate,
      Path key,
      Optional<Path> clientAuthorities,
      LongSupplier nanos,
      QuietLog warnings) {
    this.certificate = certificate;
    this.key = key;
    this.clientAuthorities = clientAuthorities;
    this.nanos = nanos;
    this.warnings = warnings;
    this.lookedAt = nanos.getAsLong();
    try {
      this.loaded = load();
    } catch (IOException | IllegalArgumentException e) {
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION,
          "rtmp.tls.certificate, rtmp.tls.key"
              + (clientAuthorities.isPresent() ? ", rtmp.tls.client-authorities" : "")
              + ": cannot be used: "
              + e.getMessage(),
          e);
    }
  }

  private record Loaded(SslContext context, List<FileTime> modified) {}

  /**
   * The context for a new connection. A changed certificate that cannot be used is told, and the
   * former stays.
   */
  synchronized SslContext current() {
    long now = nanos.getAsLong();
    if (now - lookedAt >= LOOK_EVERY) {
      lookedAt = now;
      try {
        if (changed()) {
          loaded = load();
        }
      } catch (IOException | IllegalArgumentException e) {
        warnings.warn(
            "tls-reload",
            "the changed RTMPS certificate cannot be used, the former stays: " + e.getMessage());
      }
    }
    return loaded.context();
  }

  /**
   * Puts TLS at the end of the pipeline of a new connection. A client that speaks TLS and is not
   * let in is told of in the log; what is no TLS at all is not.
   */
  void secure(Channel channel, InetSocketAddress client, Duration handshakeTime) {
    SslHandler handler = current().newHandler(channel.alloc());
    handler.setHandshakeTimeoutMillis(handshakeTime.toMillis());
    handler
        .handshakeFuture()
        .addListener(
            done -> {
              if (done.cause() instanceof SSLHandshakeException refused) {
                warnings.warn(
                    "tls-handshake",
                    client.getHostString() + " refused: TLS: " + refused.getMessage());
              }
            });
    channel.pipeline().addLast(handler);
  }

  private boolean changed() throws IOException {
    return !modified().equals(loaded.modified());
  }

  private List<FileTime> modified() throws IOException {
    List<FileTime> times = new ArrayList<>();
    times.add(Files.getLastModifiedTime(certificate));
    times.add(Files.getLastModifiedTime(key));
    if (clientAuthorities.isPresent()) {
      times.add(Files.getLastModifiedTime(clientAuthorities.get()));
    }
    return times;
  }

  private Loaded load() throws IOException {
    // Asked first: a file that changes while it is read is read again.
    List<FileTime> modified = modified();
    return new Loaded(build(), modified);
  }

  private SslContext build() throws SSLException {
    SslContextBuilder builder =
        SslContextBuilder.forServer(certificate.toFile(), key.toFile())
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3", "TLSv1.2")
            .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE);
    clientAuthorities.ifPresent(
        file -> builder.trustManager(file.toFile()).clientAuth(ClientAuth.REQUIRE));
    return builder.build();
  }
}
