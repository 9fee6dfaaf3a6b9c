package io.xlive.kernel;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code http}: what the container and the web application must know of HTTP. It stands
 * here because the standalone host and the web application both read it.
 */
public record HttpConfig(
    @ConfigKey(
            doc = "Port of playback, API, health and metrics; 0 takes a free one",
            def = "3001",
            min = "0",
            max = "65535")
        int port,
    @ConfigKey(doc = "Address to listen on; 0.0.0.0 is every one", def = "0.0.0.0") String bind,
    @ConfigKey(doc = "HTTPS with HTTP/2") Tls tls,
    @ConfigKey(doc = "Networks (CIDR) of reverse proxies whose forwarding headers are believed")
        List<String> trustedProxies,
    @ConfigKey(
            doc = "Who may read /metrics and /health: with a token, anyone from this host, anyone",
            def = "token")
        Observability observability,
    @ConfigKey(doc = "Open connections at most", def = "10000", min = "1", max = "1000000")
        int maxConnections,
    @ConfigKey(
            doc =
                "Open connections of one address (IPv6: of one /64) at most; trusted proxies may"
                    + " have more",
            def = "200",
            min = "1",
            max = "1000000")
        int maxConnectionsPerAddress,
    @ConfigKey(doc = "Request line and headers at most", def = "16KiB", min = "1KiB", max = "1MiB")
        ByteSize maxHeaderSize,
    @ConfigKey(doc = "Header fields of a request at most", def = "100", min = "10", max = "10000")
        int maxHeaderFields,
    @ConfigKey(
            doc = "Path of a request at most, in the form in which it is sent",
            def = "4KiB",
            min = "256B",
            max = "1MiB")
        ByteSize maxPathSize,
    @ConfigKey(
            doc =
                "A request's header has to be complete within, from the connection's start or its"
                    + " first byte",
            def = "10s",
            min = "1s",
            max = "1h")
        Duration headerTimeout,
    @ConfigKey(
            doc = "A request's body has to be complete within, from the end of its header",
            def = "30s",
            min = "1s",
            max = "1h")
        Duration bodyTimeout,
    @ConfigKey(
            doc = "A connection without a request, or whose client takes nothing, is closed after",
            def = "30s",
            min = "1s",
            max = "1h")
        Duration idleTimeout) {

  /** Who may read metrics and health. */
  public enum Observability {
    /** Callers with the right {@code observe}. */
    TOKEN,
    /** Anyone who connects from this host, and callers with the right. */
    LOOPBACK,
    /** Anyone. */
    PUBLIC
  }

  /** HTTPS; off until a certificate is set. */
  public record Tls(
      @ConfigKey(doc = "Port of HTTPS; 0 takes a free one", def = "3443", min = "0", max = "65535")
          int port,
      @ConfigKey(
              doc =
                  "PEM file with the certificate and its chain; HTTPS is off without; reloaded when"
                      + " it changes")
          Optional<Path> certificate,
      @ConfigKey(doc = "PEM file with the private key (PKCS #8, unencrypted)")
          Optional<Path> key) {}
}
