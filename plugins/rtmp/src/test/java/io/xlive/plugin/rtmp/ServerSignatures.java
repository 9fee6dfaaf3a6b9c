package io.xlive.plugin.rtmp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** How a client checks a server's digests; written apart from the code under test. */
final class ServerSignatures {
  private static final byte[] TAIL =
      HexFormat.of().parseHex("F0EEC24A8068BEE82E00D0D1029E7E576EEC5D2D29806FAB93B8E636CFEB31AE");

  private ServerSignatures() {}

  static boolean validBlock(byte[] s1, HandshakeDigest.Schema schema) {
    int base = schema == HandshakeDigest.Schema.DIGEST_FIRST ? 8 : 772;
    int offset = offset(s1, base);
    byte[] joined = new byte[1536 - 32];
    System.arraycopy(s1, 0, joined, 0, offset);
    System.arraycopy(s1, offset + 32, joined, offset, 1536 - 32 - offset);
    byte[] key = "Genuine Adobe Flash Media Server 001".getBytes(StandardCharsets.US_ASCII);
    return Arrays.equals(hmac(key, joined), Arrays.copyOfRange(s1, offset, offset + 32));
  }

  static boolean validAnswer(byte[] s2, byte[] c1, HandshakeDigest.Schema schema) {
    int offset = offset(c1, schema == HandshakeDigest.Schema.DIGEST_FIRST ? 8 : 772);
    byte[] name = "Genuine Adobe Flash Media Server 001".getBytes(StandardCharsets.US_ASCII);
    byte[] key = Arrays.copyOf(name, name.length + TAIL.length);
    System.arraycopy(TAIL, 0, key, name.length, TAIL.length);
    byte[] temporary = hmac(key, Arrays.copyOfRange(c1, offset, offset + 32));
    byte[] expected = hmac(temporary, Arrays.copyOf(s2, 1504));
    return Arrays.equals(expected, Arrays.copyOfRange(s2, 1504, 1536));
  }

  private static int offset(byte[] block, int base) {
    int sum =
        (block[base] & 0xFF)
            + (block[base + 1] & 0xFF)
            + (block[base + 2] & 0xFF)
            + (block[base + 3] & 0xFF);
    return sum % 728 + base + 4;
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
