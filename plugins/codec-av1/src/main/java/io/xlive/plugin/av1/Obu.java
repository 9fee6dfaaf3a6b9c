package io.xlive.plugin.av1;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * An open bitstream unit: AV1 specification, 5.3.
 *
 * @param whole header, size and payload, as they came
 * @param headerLength 1 or 2 bytes
 * @param payload what stands behind header and size
 */
record Obu(Bytes whole, int headerLength, Bytes payload) {
  static final int SEQUENCE_HEADER = 1;
  static final int TEMPORAL_DELIMITER = 2;
  static final int FRAME_HEADER = 3;
  static final int TILE_GROUP = 4;
  static final int METADATA = 5;
  static final int FRAME = 6;
  static final int TILE_LIST = 8;
  static final int PADDING = 15;

  private static final int MAX_UNITS = 4096;

  /** Splits units in the low-overhead format; the last one may do without a size. */
  static List<Obu> split(Bytes bytes) {
    List<Obu> units = new ArrayList<>(4);
    int at = 0;
    while (at < bytes.length()) {
      if (units.size() == MAX_UNITS) {
        throw XliveException.malformed("more than " + MAX_UNITS + " OBUs in a sample");
      }
      Obu unit = read(bytes, at);
      units.add(unit);
      at += unit.whole.length();
    }
    return units;
  }

  private static Obu read(Bytes bytes, int start) {
    int header = bytes.u8(start);
    if ((header & 0x80) != 0) {
      throw XliveException.malformed("OBU header is malformed");
    }
    int headerLength = (header & 4) != 0 ? 2 : 1;
    int at = start + headerLength;
    if (at > bytes.length()) {
      throw XliveException.malformed("OBU header is cut off");
    }
    if ((header & 2) == 0) {
      Bytes rest = bytes.from(start);
      return new Obu(rest, headerLength, rest.from(headerLength));
    }
    long size = 0;
    int octet = 0x80;
    for (int i = 0; (octet & 0x80) != 0; i++) {
      if (i == 8 || at == bytes.length()) {
        throw XliveException.malformed("OBU size is malformed");
      }
      octet = bytes.u8(at++);
      size |= (octet & 0x7FL) << (7 * i);
    }
    if (size > bytes.length() - at) {
      throw XliveException.malformed("OBU is longer than its sample");
    }
    Bytes whole = bytes.slice(start, at - start + (int) size);
    return new Obu(whole, headerLength, bytes.slice(at, (int) size));
  }

  int type() {
    return whole.u8(0) >> 3 & 15;
  }

  boolean hasSize() {
    return (whole.u8(0) & 2) != 0;
  }

  /** Appends it with a size field. */
  void writeSized(BytesBuilder out) {
    if (hasSize()) {
      out.bytes(whole);
      return;
    }
    out.u8(whole.u8(0) | 2);
    if (headerLength == 2) {
      out.u8(whole.u8(1));
    }
    int left = payload.length();
    do {
      int low = left & 0x7F;
      left >>>= 7;
      out.u8(left == 0 ? low : low | 0x80);
    } while (left != 0);
    out.bytes(payload);
  }
}
