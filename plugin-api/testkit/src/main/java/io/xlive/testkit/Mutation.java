package io.xlive.testkit;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.Random;

/** Damages bytes, once to four times. */
final class Mutation {
  private static final long[] EXTREMES = {
    0,
    1,
    2,
    7,
    8,
    0x7F,
    0x80,
    0xFF,
    0x7FFF,
    0x8000,
    0xFFFF,
    0xFFFFFF,
    0x7FFFFFFFL,
    0x80000000L,
    0xFFFFFFFFL
  };

  private Mutation() {}

  static Bytes of(Bytes valid, Random random) {
    Bytes mutant = valid;
    for (int n = random.nextInt(4); n >= 0; n--) {
      mutant = once(mutant, random);
    }
    return mutant;
  }

  private static Bytes once(Bytes input, Random random) {
    if (input.isEmpty()) {
      return Bytes.copyOf((byte) random.nextInt());
    }
    int at = random.nextInt(input.length());
    return switch (random.nextInt(8)) {
      case 0, 1 -> patched(input, at, input.u8(at) ^ 1 << random.nextInt(8), 1);
      case 2, 3 -> patched(input, at, random.nextInt(256), 1);
      case 4, 5 ->
          patched(input, at, EXTREMES[random.nextInt(EXTREMES.length)], 1 + random.nextInt(4));
      case 6 -> input.slice(0, at);
      default -> repeated(input, at, random.nextInt(Math.min(64, input.length() - at) + 1));
    };
  }

  private static Bytes patched(Bytes input, int at, long value, int width) {
    byte[] bytes = input.toArray();
    for (int i = 0; i < width && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >> 8 * (width - 1 - i));
    }
    return Bytes.copyOf(bytes);
  }

  private static Bytes repeated(Bytes input, int at, int count) {
    return new BytesBuilder(input.length() + count)
        .bytes(input.slice(0, at + count))
        .bytes(input.from(at))
        .build();
  }
}
