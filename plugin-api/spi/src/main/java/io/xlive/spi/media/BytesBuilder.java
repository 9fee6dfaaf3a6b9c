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
  private byte[] array;
  private int length;

  /** Starts with room for 64 bytes. */
  public BytesBuilder() {
    this(64);
  }

  /** Starts with room for {@code capacity} bytes, 0 or more. */
  public BytesBuilder(int capacity) {
    array = new byte[capacity];
  }

  /** How many bytes are in. */
  public int length() {
    return length;
  }

  /** Appends the low 8 bits. */
  public BytesBuilder u8(int value) {
    room(1);
    array[length++] = (byte) value;
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
    System.arraycopy(source, from, array, length, count);
    length += count;
    return this;
  }

  /** Appends a copy of the bytes. */
  public BytesBuilder bytes(Bytes source) {
    room(source.length());
    source.copyTo(0, array, length, source.length());
    length += source.length();
    return this;
  }

  /** Appends a copy of what remains in the buffer and moves its position to the limit. */
  public BytesBuilder bytes(ByteBuffer source) {
    int count = source.remaining();
    room(count);
    source.get(array, length, count);
    length += count;
    return this;
  }

  /** Appends {@code count} zero bytes. */
  public BytesBuilder zeros(int count) {
    room(count);
    Arrays.fill(array, length, length + count, (byte) 0);
    length += count;
    return this;
  }

  /**
   * Overwrites four bytes, as a box does with its size once it is known.
   *
   * @throws IndexOutOfBoundsException when they are not written yet
   */
  public BytesBuilder setU32(int index, long value) {
    Objects.checkFromIndexSize(index, 4, length);
    array[index] = (byte) (value >> 24);
    array[index + 1] = (byte) (value >> 16);
    array[index + 2] = (byte) (value >> 8);
    array[index + 3] = (byte) value;
    return this;
  }

  /**
   * Hands over what was gathered and starts anew, empty. Room of more than a quarter too much is
   * given back.
   */
  public Bytes build() {
    byte[] full = array.length - length > (length >> 2) ? Arrays.copyOf(array, length) : array;
    Bytes built = Bytes.adopt(full, length);
    array = new byte[0];
    length = 0;
    return built;
  }

  private void room(int count) {
    int needed = Math.addExact(length, count);
    if (needed > array.length) {
      int grown = (int) Math.min(Integer.MAX_VALUE - 8L, array.length + (array.length >> 1) + 16L);
      array = Arrays.copyOf(array, Math.max(needed, grown));
    }
  }
}
