package io.xlive.host;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the PEM files that operators have (RFC 7468) into the key store that Jetty wants. */
final class PemKeyStore {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final String[] ALGORITHMS = {"RSA", "EC", "EdDSA"};

  private PemKeyStore() {}

  /**
   * Reads a certificate chain and its key.
   *
   * @throws XliveException when a file cannot be read or is not what it should be
   */
  static KeyStore load(Path certificate, Path key) {
    try {
      CertificateFactory x509 = CertificateFactory.getInstance("X.509");
      Certificate[] chain =
          x509.generateCertificates(new ByteArrayInputStream(Files.readAllBytes(certificate)))
              .toArray(Certificate[]::new);
      if (chain.length == 0) {
        throw new XliveException(
            SpiError.INVALID_CONFIGURATION,
            "http.tls.certificate: no certificate in " + certificate);
      }
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      PrivateKey own = privateKey(key);
      if (!belong(own, chain[0].getPublicKey())) {
        throw new XliveException(
            SpiError.INVALID_CONFIGURATION,
            "http.tls: the key in "
                + key
                + " is not that of the first certificate in "
                + certificate);
      }
      store.setKeyEntry("xlive", own, new char[0], chain);
      return store;
    } catch (NoSuchFileException e) {
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION, "http.tls: there is no file " + e.getFile(), e);
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      // IllegalArgumentException is how the JDK refuses what is not Base64.
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION,
          "http.tls: cannot use " + certificate + " with " + key + ": " + e.getMessage(),
          e);
    }
  }

  /** Whether what one key signs the other one takes. */
  private static boolean belong(PrivateKey key, PublicKey certified)
      throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    byte[] probe = {1, 2, 3};
    Signature signer = Signature.getInstance(algorithm);
    signer.initSign(key);
    signer.update(probe);
    byte[] signed = signer.sign();
    signer.initVerify(certified);
    signer.update(probe);
    try {
      return signer.verify(signed);
    } catch (SignatureException otherLength) {
      return false;
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    Matcher pem = KEY.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    if (!pem.find()) {
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION,
          "http.tls.key: no unencrypted PKCS #8 key (BEGIN PRIVATE KEY) in " + file);
    }
    PKCS8EncodedKeySpec encoded =
        new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (InvalidKeySpecException wrongAlgorithm) {
        // The encoding names its algorithm, but the JDK only tells by trying.
        continue;
      }
    }
    throw new XliveException(
        SpiError.INVALID_CONFIGURATION, "http.tls.key: neither RSA nor EC nor Ed25519 in " + file);
  }
}
