package io.xlive.mediakit.bits;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;

/**
 * Reads bits, most significant first. Total: whatever the bytes are, the answer is a value or an
 * {@link XliveException} of {@link io.xlive.spi.SpiError#MALFORMED_MEDIA}. One thread at a time.
 */
public final class BitReader {
  private final Bytes source;
  private final long end;
  private long position;

  /** Reads from the first bit of {@code source}. */
  public BitReader(Bytes source) {
    this.source = source;
    this.end = (long) source.length() << 3;
  }

  /** How many bits were read or skipped. */
  public long position() {
    return position;
  }

  /** How many bits are left. */
  public long remaining() {
    return end - position;
  }

  /** One bit as a flag. */
  public boolean flag() {
    return bits(1) != 0;
  }

  /**
   * An unsigned number of 0..31 bits.
   *
   * @throws XliveException when fewer bits are left; the same holds for every reader of this class
   */
  public int bits(int count) {
    if (count < 0 || count > 31) {
      throw new IllegalArgumentException("0..31 bits, not " + count);
    }
    return (int) wide(count);
  }

  /** An unsigned number of 32 bits. */
  public long u32() {
    return wide(32);
  }

  private long wide(int count) {
    need(count);
    long value = 0;
    int left = count;
    while (left > 0) {
      int free = 8 - (int) (position & 7);
      int take = Math.min(free, left);
      int octet = source.u8((int) (position >> 3)) >> (free - take) & ((1 << take) - 1);
      value = value << take | octet;
      position += take;
      left -= take;
    }
    return value;
  }

  /** Passes over bits. */
  public void skip(long count) {
    need(count);
    position += count;
  }

  /** Passes over bits up to the next byte boundary; nothing when it stands on one. */
  public void align() {
    position = position + 7 & ~7L;
  }

  /**
   * An unsigned Exp-Golomb code of at most 31 leading zero bits, 0..2^32-2: ITU-T H.264, 9.1;
   * {@code uvlc()} of AV1, 4.10.3, is the same up to there.
   */
  public long ue() {
    int zeros = 0;
    while (!flag()) {
      zeros++;
      if (zeros > 31) {
        throw XliveException.malformed("an Exp-Golomb code is longer than 31 bits");
      }
    }
    return (1L << zeros) - 1 + wide(zeros);
  }

  /**
   * An unsigned Exp-Golomb code with an upper bound.
   *
   * @param max the greatest value that the syntax allows
   * @throws XliveException when it is above
   */
  public int ue(int max) {
    long value = ue();
    if (value > max) {
      throw XliveException.malformed("a coded number is above " + max);
    }
    return (int) value;
  }

  /** A signed Exp-Golomb code: ITU-T H.264, 9.1.1. */
  public long se() {
    long code = ue();
    return (code & 1) == 0 ? -(code >> 1) : (code + 1) >> 1;
  }

  /** The bytes from here on, which must be a byte boundary. */
  public Bytes rest() {
    if ((position & 7) != 0) {
      throw new IllegalStateException("not on a byte boundary");
    }
    return source.from((int) (position >> 3));
  }

  private void need(long count) {
    if (count < 0 || count > remaining()) {
      throw XliveException.malformed("the bits end before their syntax does");
    }
  }
}
