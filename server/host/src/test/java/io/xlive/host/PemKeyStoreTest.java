package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.XliveException;
import io.xlive.testkit.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemKeyStoreTest {
  @TempDir private static Path folder;
  private static Pem one;
  private static Pem rsa;

  @BeforeAll
  static void make() {
    one = Pem.make(folder, "one", "-keyalg", "EC");
    rsa = Pem.make(folder, "rsa", "-keyalg", "RSA");
  }

  private static void refused(ThrowingCallable load, String... sentences) {
    assertThatThrownBy(load).isInstanceOf(XliveException.class).hasMessageContainingAll(sentences);
  }

  private static void readable(Pem pem, String algorithm) throws Exception {
    KeyStore store = PemKeyStore.load(pem.certificate(), pem.key());
    assertThat(store.getKey("xlive", new char[0]).getAlgorithm()).isEqualTo(algorithm);
    assertThat(store.getCertificateChain("xlive")).hasSize(1);
  }

  @Test
  void readsKeysOfEveryUsualKind() throws Exception {
    readable(rsa, "RSA");
    readable(one, "EC");
    readable(Pem.make(folder, "edwards", "-keyalg", "Ed25519"), "EdDSA");
  }

  @Test
  void readsTheWholeChainTheServersOwnFirst() throws Exception {
    Pem pem = Pem.chain(folder);
    KeyStore store = PemKeyStore.load(pem.certificate(), pem.key());
    assertThat(store.getCertificateChain("xlive"))
        .extracting(c -> ((java.security.cert.X509Certificate) c).getSubjectX500Principal())
        .extracting(Object::toString)
        .containsExactly("CN=leaf", "CN=authority");
  }

  @Test
  void namesTheFileThatIsNotThere() {
    Path gone = folder.resolve("gone.key");
    refused(() -> PemKeyStore.load(one.certificate(), gone), "http.tls", gone.toString());
    refused(() -> PemKeyStore.load(gone, one.key()), "http.tls", gone.toString());
  }

  @Test
  void namesTheFileThatIsSomethingElse() throws IOException {
    Path binary = Files.write(folder.resolve("binary"), new byte[] {-1, -2, 0, 1, (byte) 0x80});
    Path empty = Files.writeString(folder.resolve("empty"), "");
    refused(() -> PemKeyStore.load(one.certificate(), binary), "http.tls.key", binary.toString());
    refused(() -> PemKeyStore.load(one.certificate(), one.certificate()), "http.tls.key");
    refused(() -> PemKeyStore.load(binary, one.key()), "http.tls", binary.toString());
    refused(() -> PemKeyStore.load(empty, one.key()), "http.tls.certificate", empty.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "BEGIN PRIVATE KEY, BEGIN ENCRYPTED PRIVATE KEY, PKCS #8",
    "BEGIN PRIVATE KEY, BEGIN EC PRIVATE KEY, PKCS #8",
    "M, =M, http.tls",
    "KEY-----\\s[^-]{8}, KEY-----AAAAAAAA, http.tls",
  })
  void aDamagedKeyIsASentenceAndNoKey(String from, String to, String sentence) throws IOException {
    Path damaged = folder.resolve("damaged.key");
    Files.writeString(damaged, Files.readString(one.key()).replaceFirst(from, to));
    refused(() -> PemKeyStore.load(one.certificate(), damaged), sentence, damaged.toString());
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() {
    Pem same = Pem.make(folder, "same", "-keyalg", "EC");
    refused(() -> PemKeyStore.load(one.certificate(), same.key()), "is not that of");
    refused(() -> PemKeyStore.load(one.certificate(), rsa.key()), "is not that of");
  }
}
