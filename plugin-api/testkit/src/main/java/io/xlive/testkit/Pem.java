package io.xlive.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A certificate and its key as files, made anew by the JDK's keytool.
 *
 * @param certificate PEM file with the chain
 * @param key PEM file with the key
 */
public record Pem(Path certificate, Path key) {
  private static final String PASSWORD = "only-for-tests";

  /**
   * One that signed itself, for localhost.
   *
   * @param keyOptions what keytool is told of the key, as in {@code -keyalg EC}
   */
  public static Pem make(Path folder, String name, String... keyOptions) {
    Path store = folder.resolve(name + ".p12");
    generate(store, name, List.of(keyOptions));
    return export(folder, store, name);
  }

  /** One that was signed by another one, which comes along. */
  public static Pem chain(Path folder) {
    Path store = folder.resolve("chain.p12");
    generate(store, "authority", List.of("-keyalg", "EC", "-ext", "bc:c"));
    generate(store, "leaf", List.of("-keyalg", "EC", "-signer", "authority"));
    return export(folder, store, "leaf");
  }

  /** Puts both files in the place of others, as a renewal does. */
  public void replace(Pem used, FileTime modified) {
    try {
      for (Map.Entry<Path, Path> file :
          Map.of(certificate, used.certificate, key, used.key).entrySet()) {
        Files.copy(file.getKey(), file.getValue(), StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file.getValue(), modified);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** What a client has that trusts this certificate and no other. */
  public SSLContext trust() {
    return context(null);
  }

  /** The same of a client that shows a certificate of its own. */
  public SSLContext trust(Pem own) {
    try {
      Certificate[] chain = own.certificates().toArray(Certificate[]::new);
      String key = Files.readString(own.key).replaceAll("-----.*-----|\\s", "");
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry(
          "own",
          KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key))),
          new char[0],
          chain);
      KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
      factory.init(keys, new char[0]);
      return context(factory.getKeyManagers());
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Puts the certificate that signed the others of a chain into a file of its own. */
  public Path authority(Path file) {
    try {
      return Files.writeString(file, text("CERTIFICATE", certificates().getLast().getEncoded()));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private SSLContext context(KeyManager @Nullable [] own) {
    try {
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, null);
      trusted.setCertificateEntry("it", certificates().getFirst());
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private List<Certificate> certificates() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(certificate)) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
    }
  }

  private static void generate(Path store, String alias, List<String> options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                store.toString()));
    command.addAll(options);
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new AssertionError("keytool: " + said);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Pem export(Path folder, Path store, String alias) {
    try {
      KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
      StringBuilder chain = new StringBuilder("Text that tools write above a certificate.\n");
      for (Certificate certificate : keys.getCertificateChain(alias)) {
        chain.append(text("CERTIFICATE", certificate.getEncoded()));
      }
      Key key = keys.getKey(alias, PASSWORD.toCharArray());
      return new Pem(
          Files.writeString(folder.resolve(alias + ".crt"), chain),
          Files.writeString(folder.resolve(alias + ".key"), text("PRIVATE KEY", key.getEncoded())));
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String text(String label, byte[] content) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(label, lines.encodeToString(content), label);
  }
}
