package io.xlive.spi.media;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * An immutable run of bytes.
 *
 * <p>The backing array never escapes: a slice shares it, every way out either copies or is
 * read-only. Two instances are equal when their content is. Safe for use by any thread. Held memory
 * is that of the whole backing array, also behind a short slice; {@link #compact()} cuts loose from
 * a larger one.
 */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int length;

  private Bytes(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  /** Hands over an array that the caller in this package gives up. */
  static Bytes adopt(byte[] array, int length) {
    return adopt(array, 0, length);
  }

  /** The same for a part of the array that is never written again. */
  static Bytes adopt(byte[] array, int offset, int length) {
    return length == 0 ? EMPTY : new Bytes(array, offset, length);
  }

  /** Copies the array. */
  public static Bytes copyOf(byte... bytes) {
    return adopt(bytes.clone(), bytes.length);
  }

  /** Copies what remains in the buffer; the buffer's position does not move. */
  public static Bytes copyOf(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(buffer.position(), copy);
    return adopt(copy, copy.length);
  }

  /**
   * Parses hexadecimal digits, as in {@code "00 00 01 65"}; blanks are skipped.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Bytes ofHex(String hex) {
    byte[] parsed = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    return adopt(parsed, parsed.length);
  }

  /** The number of bytes. */
  public int length() {
    return length;
  }

  /** The memory that it holds: the length of the whole array behind it. */
  int held() {
    return array.length;
  }

  /** Whether there is no byte. */
  public boolean isEmpty() {
    return length == 0;
  }

  /**
   * The unsigned byte at an index, 0..255.
   *
   * @throws IndexOutOfBoundsException outside of 0..length-1; the same holds for the wider readers
   *     below
   */
  public int u8(int index) {
    return array[offset + Objects.checkIndex(index, length)] & 0xFF;
  }

  /** The big-endian unsigned 16-bit value at an index. */
  public int u16(int index) {
    Objects.checkFromIndexSize(index, 2, length);
    int at = offset + index;
    return (array[at] & 0xFF) << 8 | (array[at + 1] & 0xFF);
  }

  /** The big-endian unsigned 24-bit value at an index. */
  public int u24(int index) {
    Objects.checkFromIndexSize(index, 3, length);
    int at = offset + index;
    return (array[at] & 0xFF) << 16 | (array[at + 1] & 0xFF) << 8 | (array[at + 2] & 0xFF);
  }

  /** The big-endian signed 24-bit value at an index. */
  public int s24(int index) {
    return u24(index) << 8 >> 8;
  }

  /** The big-endian 32-bit value at an index, signed as Java has it. */
  public int s32(int index) {
    Objects.checkFromIndexSize(index, 4, length);
    int at = offset + index;
    return (array[at] & 0xFF) << 24
        | (array[at + 1] & 0xFF) << 16
        | (array[at + 2] & 0xFF) << 8
        | (array[at + 3] & 0xFF);
  }

  /** The big-endian unsigned 32-bit value at an index. */
  public long u32(int index) {
    return s32(index) & 0xFFFF_FFFFL;
  }

  /** The big-endian 64-bit value at an index. */
  public long s64(int index) {
    return u32(index) << 32 | u32(index + 4);
  }

  /**
   * A view of a part; nothing is copied.
   *
   * @throws IndexOutOfBoundsException when the part is not inside
   */
  public Bytes slice(int from, int count) {
    Objects.checkFromIndexSize(from, count, length);
    if (count == length) {
      return this;
    }
    return count == 0 ? EMPTY : new Bytes(array, offset + from, count);
  }

  /**
   * A view from the beginning of one to the end of another, with what lies between; nothing is
   * copied. Empty unless the other one lies in the same array, at or behind the first.
   */
  @SuppressWarnings("ReferenceEquality")
  public static Optional<Bytes> enclosing(Bytes first, Bytes last) {
    int count = last.offset + last.length - first.offset;
    return first.array == last.array && last.offset >= first.offset && count >= first.length
        ? Optional.of(new Bytes(first.array, first.offset, count))
        : Optional.empty();
  }

  /** A view from an index to the end. */
  public Bytes from(int index) {
    return slice(index, length - index);
  }

  /** The same content in an array of its own, or this when there is nothing to save. */
  public Bytes compact() {
    return array.length == length ? this : adopt(toArray(), length);
  }

  /** A fresh copy of the content. */
  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  /** A read-only view with its own position. */
  public ByteBuffer asByteBuffer() {
    return ByteBuffer.wrap(array, offset, length).slice().asReadOnlyBuffer();
  }

  /** Copies everything to the buffer and moves its position. */
  public void copyTo(ByteBuffer target) {
    target.put(array, offset, length);
  }

  /** Copies {@code count} bytes from {@code from} to {@code target[at]}. */
  public void copyTo(int from, byte[] target, int at, int count) {
    Objects.checkFromIndexSize(from, count, length);
    System.arraycopy(array, offset + from, target, at, count);
  }

  /** The first index at or after {@code from} with the unsigned byte value, or -1. */
  public int indexOf(int value, int from) {
    for (int i = Math.max(from, 0); i < length; i++) {
      if ((array[offset + i] & 0xFF) == value) {
        return i;
      }
    }
    return -1;
  }

  /** Lower-case hexadecimal digits without blanks. */
  public String toHex() {
    return HexFormat.of().formatHex(array, offset, offset + length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, offset, offset + length, that.array, that.offset, that.offset + that.length);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /** The length only: content may be large, or secret. */
  @Override
  public String toString() {
    return "Bytes[" + length + "]";
  }
}
