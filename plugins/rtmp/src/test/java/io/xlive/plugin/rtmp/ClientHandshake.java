package io.xlive.plugin.rtmp;

import java.util.Optional;
import java.util.Random;

/** The client's side of the handshake. */
final class ClientHandshake {
  private ClientHandshake() {}

  /** C0 and C1 without a digest when there is no schema. */
  static byte[] c0c1(Optional<HandshakeDigest.Schema> schema, long seed) {
    byte[] c1 = new byte[HandshakeDigest.SIZE];
    new Random(seed).nextBytes(c1);
    for (int i = 0; i < 8; i++) {
      c1[i] = 0;
    }
    if (schema.isPresent()) {
      c1[4] = 10;
      c1[6] = 45;
      c1[7] = 2;
      HandshakeDigest.signClientBlock(c1, schema.get());
    }
    byte[] both = new byte[1 + c1.length];
    both[0] = 3;
    System.arraycopy(c1, 0, both, 1, c1.length);
    return both;
  }

  /** C2 as an echo of S1. */
  static byte[] c2(byte[] s0s1s2) {
    byte[] c2 = new byte[HandshakeDigest.SIZE];
    System.arraycopy(s0s1s2, 1, c2, 0, c2.length);
    return c2;
  }
}
