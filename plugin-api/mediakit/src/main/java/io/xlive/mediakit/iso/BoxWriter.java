package io.xlive.mediakit.iso;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.function.Consumer;

/**
 * Writes boxes into one growing array; a size is filled in once the content stands. One thread at a
 * time.
 *
 * <p>ISO/IEC 14496-12, 4.2. Only 32-bit sizes: nothing that the server makes reaches 4 GiB.
 */
public final class BoxWriter {
  private final BytesBuilder out;

  /** Starts with room for some hundred bytes. */
  public BoxWriter() {
    this(512);
  }

  /** Starts with room for {@code capacity} bytes; what is known beforehand spares a copy. */
  public BoxWriter(int capacity) {
    this.out = new BytesBuilder(capacity);
  }

  /**
   * Appends a box.
   *
   * @param type four ASCII characters
   * @param content writes what stands behind the header
   */
  public BoxWriter box(String type, Consumer<BoxWriter> content) {
    if (type.length() != 4) {
      throw new IllegalArgumentException("a box type has four characters: " + type);
    }
    int start = out.length();
    out.u32(0).ascii(type);
    content.accept(this);
    out.setU32(start, out.length() - start);
    return this;
  }

  /**
   * Appends a full box.
   *
   * @param version 0..255
   * @param flags 24 bits
   */
  public BoxWriter fullBox(String type, int version, int flags, Consumer<BoxWriter> content) {
    return box(
        type,
        w -> {
          w.u8(version).u24(flags);
          content.accept(w);
        });
  }

  /** Appends a box that writes itself. */
  public BoxWriter box(Box box) {
    box.write(this);
    return this;
  }

  /** How many bytes are written, the open boxes' included. */
  public int length() {
    return out.length();
  }

  /** Appends 8 bits. */
  public BoxWriter u8(int value) {
    out.u8(value);
    return this;
  }

  /** Appends 16 bits, big-endian. */
  public BoxWriter u16(int value) {
    out.u16(value);
    return this;
  }

  /** Appends 24 bits, big-endian. */
  public BoxWriter u24(int value) {
    out.u24(value);
    return this;
  }

  /** Appends 32 bits, big-endian. */
  public BoxWriter u32(long value) {
    out.u32(value);
    return this;
  }

  /** Appends 64 bits, big-endian. */
  public BoxWriter u64(long value) {
    out.u64(value);
    return this;
  }

  /** Appends ASCII text without an end mark. */
  public BoxWriter ascii(String text) {
    out.ascii(text);
    return this;
  }

  /** Appends ASCII text and a zero byte. */
  public BoxWriter cString(String text) {
    out.ascii(text).u8(0);
    return this;
  }

  /** Appends a copy of the bytes. */
  public BoxWriter bytes(Bytes source) {
    out.bytes(source);
    return this;
  }

  /** Appends zero bytes. */
  public BoxWriter zeros(int count) {
    out.zeros(count);
    return this;
  }

  /** Appends the unity matrix of movie and track headers (16.16 and 2.30 fixed point). */
  public BoxWriter unityMatrix() {
    return u32(0x10000).zeros(12).u32(0x10000).zeros(12).u32(0x40000000);
  }

  /**
   * Overwrites 32 bits that were written before, as a data offset once the fragment's length is
   * known.
   */
  public BoxWriter setU32(int index, long value) {
    out.setU32(index, value);
    return this;
  }

  /** Hands over everything and starts anew. */
  public Bytes build() {
    return out.build();
  }
}
