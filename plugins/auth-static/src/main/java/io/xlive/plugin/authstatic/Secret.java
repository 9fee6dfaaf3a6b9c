package io.xlive.plugin.authstatic;

import io.xlive.spi.media.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.spec.InvalidKeySpecException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** What a user shows: compared in a time that tells nothing. The plain text is not kept. */
sealed interface Secret {

  /** Whether it is what was shown. */
  boolean matches(String shown);

  /** The SHA-256 of a secret that stands plainly in the file. */
  record Digest(Bytes hash) implements Secret {
    static Digest of(String plain) {
      return new Digest(Bytes.copyOf(sha256(plain)));
    }

    @Override
    public boolean matches(String shown) {
      return MessageDigest.isEqual(hash.toArray(), sha256(shown));
    }

    @Override
    public String toString() {
      return "Digest[...]";
    }

    private static byte[] sha256(String text) {
      try {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  /**
   * A password behind PBKDF2 with HMAC-SHA-256 (RFC 8018, section 5.2).
   *
   * @param rounds 1,000..10,000,000
   * @param salt 8 bytes or more
   * @param hash 16..64 bytes
   */
  record Pbkdf2(int rounds, Bytes salt, Bytes hash) implements Secret {
    static final String PREFIX = "{pbkdf2}";
    private static final Pattern FORM =
        Pattern.compile("(\\d{4,8}):([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");

    public Pbkdf2 {
      if (rounds < 1_000
          || rounds > 10_000_000
          || salt.length() < 8
          || hash.length() < 16
          || hash.length() > 64) {
        throw new IllegalArgumentException(
            "a {pbkdf2} password has 1000..10000000 rounds, 8 bytes of salt or more and 16..64"
                + " bytes of hash");
      }
    }

    /**
     * Reads {@code ROUNDS:SALT:HASH}.
     *
     * @throws IllegalArgumentException without the text in the message
     */
    static Pbkdf2 parse(String text) {
      Matcher form = FORM.matcher(text);
      if (!form.matches()) {
        throw new IllegalArgumentException(
            "a {pbkdf2} password has the form {pbkdf2}ROUNDS:SALT:HASH");
      }
      Base64.Decoder base64 = Base64.getDecoder();
      return new Pbkdf2(
          Integer.parseInt(form.group(1)),
          Bytes.copyOf(base64.decode(form.group(2))),
          Bytes.copyOf(base64.decode(form.group(3))));
    }

    static byte[] derive(String password, byte[] salt, int rounds, int length) {
      PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, length * 8);
      try {
        return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(spec)
            .getEncoded();
      } catch (InvalidKeySpecException e) {
        throw new IllegalArgumentException("not a password", e);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this Java platform has no PBKDF2 with HMAC-SHA-256", e);
      } finally {
        spec.clearPassword();
      }
    }

    @Override
    public boolean matches(String shown) {
      return MessageDigest.isEqual(
          hash.toArray(), derive(shown, salt.toArray(), rounds, hash.length()));
    }

    @Override
    public String toString() {
      return "Pbkdf2[...]";
    }
  }
}
