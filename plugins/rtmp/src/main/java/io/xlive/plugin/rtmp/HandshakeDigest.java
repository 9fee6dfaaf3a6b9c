package io.xlive.plugin.rtmp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The digest of the "complex" handshake that Flash Player 9 brought and that encoders still check.
 * It proves nothing: both keys are public for ages. Not in the RTMP 1.0 specification.
 */
final class HandshakeDigest {
  /** Bytes of C1, S1, C2 and S2. */
  static final int SIZE = 1536;

  private static final int DIGEST = 32;
  private static final byte[] TAIL =
      HexFormat.of().parseHex("f0eec24a8068bee82e00d0d1029e7e576eec5d2d29806fab93b8e636cfeb31ae");
  private static final byte[] PLAYER = key("Genuine Adobe Flash Player 001");
  private static final byte[] SERVER = key("Genuine Adobe Flash Media Server 001");
  private static final int PLAYER_NAME = 30;
  private static final int SERVER_NAME = 36;

  private HandshakeDigest() {}

  /** Where the digest stands: the two layouts of the 1536 bytes. */
  enum Schema {
    /** Key first, digest in the second half. */
    KEY_FIRST(772),
    /** Digest first. */
    DIGEST_FIRST(8);

    private final int base;

    Schema(int base) {
      this.base = base;
    }

    private int offset(byte[] block) {
      int sum = 0;
      for (int i = 0; i < 4; i++) {
        sum += block[base + i] & 0xFF;
      }
      return sum % 728 + base + 4;
    }
  }

  /** What a client's C1 holds. */
  record Found(Schema schema, byte[] digest) {}

  /** Looks for a valid digest in a client's C1. */
  static Optional<Found> find(byte[] c1) {
    for (Schema schema : Schema.values()) {
      int at = schema.offset(c1);
      byte[] digest = Arrays.copyOfRange(c1, at, at + DIGEST);
      if (MessageDigest.isEqual(digest, around(c1, at, PLAYER, PLAYER_NAME))) {
        return Optional.of(new Found(schema, digest));
      }
    }
    return Optional.empty();
  }

  /** Puts the server's digest into S1. */
  static void signServerBlock(byte[] s1, Schema schema) {
    int at = schema.offset(s1);
    System.arraycopy(around(s1, at, SERVER, SERVER_NAME), 0, s1, at, DIGEST);
  }

  /** Signs S2, whose last 32 bytes answer the digest of C1. */
  static void signServerAnswer(byte[] s2, byte[] clientDigest) {
    answer(s2, clientDigest, SERVER);
  }

  /** What a client does with its C1; here because tests and pulling clients need it. */
  static void signClientBlock(byte[] c1, Schema schema) {
    int at = schema.offset(c1);
    System.arraycopy(around(c1, at, PLAYER, PLAYER_NAME), 0, c1, at, DIGEST);
  }

  private static void answer(byte[] block, byte[] digest, byte[] key) {
    byte[] temporary = hmac(key, key.length, digest, 0, digest.length, 0, 0);
    byte[] signature = hmac(temporary, DIGEST, block, 0, SIZE - DIGEST, 0, 0);
    System.arraycopy(signature, 0, block, SIZE - DIGEST, DIGEST);
  }

  private static byte[] around(byte[] block, int at, byte[] key, int keyLength) {
    return hmac(key, keyLength, block, 0, at, at + DIGEST, SIZE - at - DIGEST);
  }

  private static byte[] hmac(
      byte[] key, int keyLength, byte[] text, int from, int count, int from2, int count2) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, 0, keyLength, "HmacSHA256"));
      mac.update(text, from, count);
      mac.update(text, from2, count2);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static byte[] key(String name) {
    byte[] ascii = name.getBytes(StandardCharsets.US_ASCII);
    byte[] key = Arrays.copyOf(ascii, ascii.length + TAIL.length);
    System.arraycopy(TAIL, 0, key, ascii.length, TAIL.length);
    return key;
  }
}
