package io.xlive.host;

import io.xlive.kernel.HttpConfig;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Makes the doors: HTTP/1.1 with h2c, and HTTPS with HTTP/2 once there is a certificate. */
final class Connectors {
  private static final int SELECTORS = 1;

  private Connectors() {}

  static List<ServerConnector> of(Server server, HttpConfig config, Path home) {
    List<ServerConnector> connectors = new ArrayList<>();
    AddressLimit limit = new AddressLimit(config, System::nanoTime);
    connectors.add(plain(server, config, limit));
    config
        .tls()
        .certificate()
        .ifPresent(certificate -> connectors.add(secure(server, config, home, certificate, limit)));
    return connectors;
  }

  /**
   * Reads the certificate and its key as {@link #of} would, and opens nothing.
   *
   * @throws XliveException when HTTPS could not be had with them
   */
  static void check(HttpConfig config, Path home) {
    config
        .tls()
        .certificate()
        .ifPresent(certificate -> PemKeyStore.load(home.resolve(certificate), key(config, home)));
  }

  private static Path key(HttpConfig config, Path home) {
    return config
        .tls()
        .key()
        .map(home::resolve)
        .orElseThrow(
            () ->
                new XliveException(
                    SpiError.INVALID_CONFIGURATION,
                    "http.tls.key is needed beside http.tls.certificate"));
  }

  private static ServerConnector plain(Server server, HttpConfig config, AddressLimit limit) {
    HttpConfiguration http = http(config);
    ServerConnector connector =
        new LimitedConnector(
            server,
            SELECTORS,
            limit,
            new RequestDeadline(config),
            new HttpConnectionFactory(http),
            new HTTP2CServerConnectionFactory(http));
    connector.setName("http");
    return listen(connector, config, config.port());
  }

  private static ServerConnector secure(
      Server server, HttpConfig config, Path home, Path certificate, AddressLimit limit) {
    Path chain = home.resolve(certificate);
    Path key = key(config, home);
    SslContextFactory.Server tls = tls(chain, key);
    server.addBean(new CertificateReload(tls, chain, key));
    HttpConfiguration https = http(config);
    https.addCustomizer(new SecureRequestCustomizer(false));
    ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol("http/1.1");
    ServerConnector connector =
        new LimitedConnector(
            server,
            SELECTORS,
            limit,
            new RequestDeadline(config),
            new SslConnectionFactory(tls, alpn.getProtocol()),
            alpn,
            new HTTP2ServerConnectionFactory(https),
            new HttpConnectionFactory(https));
    connector.setName("https");
    return listen(connector, config, config.tls().port());
  }

  private static SslContextFactory.Server tls(Path certificate, Path key) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    KeyStore store = PemKeyStore.load(certificate, key);
    tls.setKeyStore(store);
    tls.setKeyStorePassword("");
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    tls.setExcludeCipherSuites(".*_CBC_.*", "^TLS_RSA_.*", ".*NULL.*", ".*anon.*");
    return tls;
  }

  private static ServerConnector listen(ServerConnector connector, HttpConfig config, int port) {
    connector.setHost(config.bind());
    connector.setPort(port);
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    connector.setAcceptQueueSize(1024);
    return connector;
  }

  private static HttpConfiguration http(HttpConfig config) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setRequestHeaderSize((int) config.maxHeaderSize().bytes());
    http.setUriCompliance(UriCompliance.DEFAULT);
    http.setMinRequestDataRate(0);
    return http;
  }
}
