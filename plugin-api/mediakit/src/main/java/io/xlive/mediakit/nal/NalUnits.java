package io.xlive.mediakit.nal;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two framings of NAL units: with a length before each (ISO/IEC 14496-15, 5.3) and with start
 * codes (ITU-T H.264, Annex B).
 */
public final class NalUnits {
  /**
   * More NAL units than any real access unit has: 600 slices are the most that a level of H.264
   * allows.
   */
  public static final int MAX_UNITS = 4096;

  private NalUnits() {}

  /**
   * Splits a sample whose units have lengths before them.
   *
   * @param lengthSize bytes of each length, 1, 2 or 4
   * @return the units without the lengths; empty ones are left out; nothing at all when the lengths
   *     do not come out even
   */
  public static Optional<List<Bytes>> lengthPrefixed(Bytes sample, int lengthSize) {
    List<Bytes> units = new ArrayList<>(4);
    int at = 0;
    while (at < sample.length()) {
      if (sample.length() - at < lengthSize || units.size() == MAX_UNITS) {
        return Optional.empty();
      }
      long length =
          switch (lengthSize) {
            case 1 -> sample.u8(at);
            case 2 -> sample.u16(at);
            default -> sample.u32(at);
          };
      at += lengthSize;
      if (length > sample.length() - at) {
        return Optional.empty();
      }
      if (length > 0) {
        units.add(sample.slice(at, (int) length));
      }
      at += (int) length;
    }
    return Optional.of(units);
  }

  /** Whether it begins with a start code, zero bytes before it included. */
  public static boolean startsWithStartCode(Bytes sample) {
    int zeros = 0;
    while (zeros < sample.length() && zeros < 8 && sample.u8(zeros) == 0) {
      zeros++;
    }
    return zeros >= 2 && zeros < sample.length() && sample.u8(zeros) == 1;
  }

  /**
   * Splits a byte stream with start codes. What stands before the first one is left out, zero bytes
   * behind a unit too.
   *
   * @throws XliveException when there are more than {@link #MAX_UNITS}
   */
  public static List<Bytes> annexB(Bytes stream) {
    List<Bytes> units = new ArrayList<>(4);
    int start = -1;
    int zeros = 0;
    for (int i = 0; i < stream.length(); i++) {
      int octet = stream.u8(i);
      if (octet == 0) {
        zeros++;
        continue;
      }
      if (octet == 1 && zeros >= 2) {
        add(units, stream, start, i - zeros);
        start = i + 1;
      }
      zeros = 0;
    }
    add(units, stream, start, stream.length() - zeros);
    return units;
  }

  private static void add(List<Bytes> units, Bytes stream, int start, int end) {
    if (start < 0 || end <= start) {
      return;
    }
    if (units.size() == MAX_UNITS) {
      throw XliveException.malformed("more than " + MAX_UNITS + " NAL units in a sample");
    }
    units.add(stream.slice(start, end - start));
  }

  /**
   * Puts a length before each unit.
   *
   * @throws XliveException when a unit is longer than {@code lengthSize} bytes can say
   */
  public static Bytes join(List<Bytes> units, int lengthSize) {
    int total = 0;
    for (Bytes unit : units) {
      total += lengthSize + unit.length();
    }
    BytesBuilder out = new BytesBuilder(total);
    for (Bytes unit : units) {
      if (lengthSize < 4 && unit.length() >>> (8 * lengthSize) != 0) {
        throw XliveException.malformed("a NAL unit is too long for its length field");
      }
      switch (lengthSize) {
        case 1 -> out.u8(unit.length());
        case 2 -> out.u16(unit.length());
        default -> out.u32(unit.length());
      }
      out.bytes(unit);
    }
    return out.build();
  }

  /**
   * A unit's payload without its emulation prevention bytes (ITU-T H.264, 7.3.1).
   *
   * @param from where the payload begins: behind the NAL unit header
   * @param limit no more than so many bytes are looked at
   */
  public static Bytes payload(Bytes unit, int from, int limit) {
    int begin = Math.min(from, unit.length());
    int end = (int) Math.min((long) begin + limit, unit.length());
    BytesBuilder out = new BytesBuilder(end - begin);
    int zeros = 0;
    for (int i = begin; i < end; i++) {
      int octet = unit.u8(i);
      if (zeros >= 2 && octet == 3) {
        zeros = 0;
        continue;
      }
      zeros = octet == 0 ? zeros + 1 : 0;
      out.u8(octet);
    }
    return out.build();
  }
}
