package io.xlive.spi.media;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Gathers bytes and hands them over without a last copy.
 *
 * <p>Memory grows with what was appended (by half, at least to what is needed), never with what a
 * peer announced. One thread at a time.
 */
public final class BytesBuilder {
  private static final int SMALLEST = 64;

  private final int shared;
  private byte[] array;
  private int start;
  private int end;
  private long handed;

  /** Starts with room for 64 bytes. */
  public BytesBuilder() {
    this(SMALLEST);
  }

  /** Starts with room for {@code capacity} bytes, 0 or more. */
  public BytesBuilder(int capacity) {
    this(new byte[capacity], 0);
  }

  private BytesBuilder(byte[] array, int shared) {
    this.array = array;
    this.shared = shared;
  }

  /**
   * A builder whose results lie one behind the other in arrays that they share: for many small ones
   * that are kept about equally long, so that a collector finds one object where there were dozens.
   * A result keeps its whole array; {@link Bytes#compact()} cuts loose.
   *
   * @param most the length of an array, 64 or more; the first ones are shorter, as long as what was
   *     handed over is less
   */
  public static BytesBuilder sharing(int most) {
    return new BytesBuilder(new byte[0], Math.max(most, SMALLEST));
  }

  /** How many bytes are in. */
  public int length() {
    return end - start;
  }

  /** Appends the low 8 bits. */
  public BytesBuilder u8(int value) {
    room(1);
    array[end++] = (byte) value;
    return this;
  }

  /** Appends the low 16 bits, big-endian. */
  public BytesBuilder u16(int value) {
    return u8(value >> 8).u8(value);
  }

  /** Appends the low 24 bits, big-endian. */
  public BytesBuilder u24(int value) {
    return u8(value >> 16).u16(value);
  }

  /** Appends 32 bits, big-endian; an unsigned value comes as the low half of a long. */
  public BytesBuilder u32(long value) {
    return u16((int) (value >> 16)).u16((int) value);
  }

  /** Appends 64 bits, big-endian. */
  public BytesBuilder u64(long value) {
    return u32(value >> 32).u32(value);
  }

  /** Appends the text as ASCII; anything outside becomes a question mark. */
  public BytesBuilder ascii(String text) {
    return bytes(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Appends a copy of the array. */
  public BytesBuilder bytes(byte... source) {
    return bytes(source, 0, source.length);
  }

  /** Appends a copy of a part of the array. */
  public BytesBuilder bytes(byte[] source, int from, int count) {
    room(count);
    System.arraycopy(source, from, array, end, count);
    end += count;
    return this;
  }

  /** Appends a copy of the bytes. */
  public BytesBuilder bytes(Bytes source) {
    room(source.length());
    source.copyTo(0, array, end, source.length());
    end += source.length();
    return this;
  }

  /** Appends a copy of what remains in the buffer and moves its position to the limit. */
  public BytesBuilder bytes(ByteBuffer source) {
    int count = source.remaining();
    room(count);
    source.get(array, end, count);
    end += count;
    return this;
  }

  /** Appends {@code count} zero bytes. */
  public BytesBuilder zeros(int count) {
    room(count);
    Arrays.fill(array, end, end + count, (byte) 0);
    end += count;
    return this;
  }

  /**
   * Overwrites four bytes, as a box does with its size once it is known.
   *
   * @throws IndexOutOfBoundsException when they are not written yet
   */
  public BytesBuilder setU32(int index, long value) {
    Objects.checkFromIndexSize(index, 4, length());
    int at = start + index;
    array[at] = (byte) (value >> 24);
    array[at + 1] = (byte) (value >> 16);
    array[at + 2] = (byte) (value >> 8);
    array[at + 3] = (byte) value;
    return this;
  }

  /** Forgets what was gathered. */
  public BytesBuilder clear() {
    end = start;
    return this;
  }

  /**
   * Makes room for {@code count} more bytes, 0 or more, so that they lie in one piece from the
   * beginning.
   */
  public BytesBuilder reserve(int count) {
    room(count);
    return this;
  }

  /**
   * Hands over what was gathered and starts anew, empty. Room of more than a quarter too much is
   * given back, or used for what comes next where results share.
   */
  public Bytes build() {
    int length = length();
    handed += length;
    if (shared > 0) {
      Bytes built = Bytes.adopt(array, start, length);
      start = end;
      return built;
    }
    byte[] full = array.length - length > (length >> 2) ? Arrays.copyOf(array, length) : array;
    Bytes built = Bytes.adopt(full, length);
    array = new byte[0];
    end = 0;
    return built;
  }

  private void room(int count) {
    int needed = Math.addExact(end, count);
    if (needed <= array.length) {
      return;
    }
    if (shared > 0) {
      int length = length();
      int next = (int) Math.min(shared, Math.max(SMALLEST, handed));
      byte[] other = new byte[Math.max(next, grown(length, Math.addExact(length, count)))];
      System.arraycopy(array, start, other, 0, length);
      array = other;
      start = 0;
      end = length;
    } else {
      array = Arrays.copyOf(array, grown(array.length, needed));
    }
  }

  /** Half as much again as there was, at least what is needed. */
  private static int grown(int was, int needed) {
    return Math.max(needed, (int) Math.min(Integer.MAX_VALUE - 8L, was + (was >> 1) + 16L));
  }
}
