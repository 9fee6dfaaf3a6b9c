package io.xlive.mediakit.bits;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;

/** Writes bits, most significant first. One thread at a time. */
public final class BitWriter {
  private final BytesBuilder out = new BytesBuilder();
  private int open;
  private int used;

  /** Appends the low {@code count} bits of a value, 0..32 of them. */
  public BitWriter bits(long value, int count) {
    if (count < 0 || count > 32) {
      throw new IllegalArgumentException("0..32 bits, not " + count);
    }
    for (int i = count - 1; i >= 0; i--) {
      open = open << 1 | (int) (value >> i & 1);
      used++;
      if (used == 8) {
        out.u8(open);
        open = 0;
        used = 0;
      }
    }
    return this;
  }

  /** Appends one bit. */
  public BitWriter flag(boolean value) {
    return bits(value ? 1 : 0, 1);
  }

  /** Appends an unsigned Exp-Golomb code, 0..2^31-2. */
  public BitWriter ue(int value) {
    int length = 32 - Integer.numberOfLeadingZeros(value + 1);
    return bits(0, length - 1).bits(value + 1L, length);
  }

  /** Fills up with zero bits to a byte boundary. */
  public BitWriter align() {
    return used == 0 ? this : bits(0, 8 - used);
  }

  /** Appends whole bytes wherever it stands. */
  public BitWriter bytes(Bytes source) {
    for (int i = 0; i < source.length(); i++) {
      bits(source.u8(i), 8);
    }
    return this;
  }

  /** How many bits are in. */
  public long length() {
    return ((long) out.length() << 3) + used;
  }

  /** Hands over what was written, filled up with zero bits, and starts anew. */
  public Bytes build() {
    align();
    return out.build();
  }
}
