package io.xlive.host;

import io.xlive.spi.XliveException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a thread that looks at the certificate's files every ten seconds and takes new ones;
 * connections go on with what they have.
 */
final class CertificateReload extends AbstractLifeCycle {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateReload.class);
  private static final int PERIOD_SECONDS = 10;

  private final SslContextFactory.Server tls;
  private final Path certificate;
  private final Path key;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("certificate-reload").factory());
  private Optional<Times> seen;

  /** When the two files were written; each counts, as either may come first or be set back. */
  private record Times(FileTime certificate, FileTime key) {}

  CertificateReload(SslContextFactory.Server tls, Path certificate, Path key) {
    this.tls = tls;
    this.certificate = certificate;
    this.key = key;
    this.seen = times();
  }

  @Override
  protected void doStart() {
    timer.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  protected void doStop() {
    timer.shutdownNow();
  }

  /**
   * Reloads when a file is another than what was seen; a bad file leaves the old certificate in
   * force.
   */
  void look() {
    Optional<Times> now = times();
    if (now.isEmpty() || now.equals(seen)) {
      return;
    }
    seen = now;
    try {
      KeyStore store = PemKeyStore.load(certificate, key);
      tls.reload(factory -> factory.setKeyStore(store));
      LOG.info("HTTPS uses the new certificate {}", certificate);
    } catch (XliveException e) {
      LOG.warn("HTTPS keeps the old certificate: {}", e.getMessage());
    } catch (Exception e) {
      // reload is declared to throw anything; whatever it is, the old context still works.
      LOG.warn("HTTPS keeps the old certificate", e);
    }
  }

  private Optional<Times> times() {
    try {
      return Optional.of(
          new Times(Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key)));
    } catch (IOException gone) {
      // Between two steps of a renewal a file may be missing: nothing to do until it is back.
      return Optional.empty();
    }
  }
}
