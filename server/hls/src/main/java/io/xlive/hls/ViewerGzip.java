package io.xlive.hls;

import io.xlive.spi.media.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A playlist with a viewer's id behind each URI, packed once for all viewers. The id stands in the
 * packed text once, not compressed (a stored block, RFC 1951 3.2.4); all its other places refer
 * back to that one (3.2.5). So a viewer's own packed text is the common one with 16 bytes
 * exchanged, and the checksum, which is linear.
 */
final class ViewerGzip {
  /** Reflected polynomial of the checksum (RFC 1952 8). */
  private static final int POLYNOMIAL = 0xEDB88320;

  /** x to the power of 0, reflected. */
  private static final int ONE = 1 << 31;

  private static final byte[] HEADER = {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0, 0, (byte) 255};
  private static final int ID = ViewerId.LENGTH;
  private static final byte[] STORED = {0, ID, 0, (byte) ~ID, (byte) 0xFF};

  /** No two characters of it are the same, and none is in a playlist. */
  private static final byte[] MARK = mark();

  private final Bytes before;
  private final Bytes after;
  private final int checksum;
  private final int weight;
  private final int length;

  private ViewerGzip(Bytes before, Bytes after, int checksum, int weight, int length) {
    this.before = before;
    this.after = after;
    this.checksum = checksum;
    this.weight = weight;
    this.length = length;
  }

  /**
   * Packs a text.
   *
   * @param plain without ids
   * @param ends where they belong, with {@code ?xviewer=} before each
   * @return empty when it has no place for one, or cannot be packed so
   */
  static Optional<ViewerGzip> of(Bytes plain, int[] ends) {
    if (ends.length == 0) {
      return Optional.empty();
    }
    byte[] text = filled(plain, ends, MARK);
    byte[] name = ("?" + ViewerId.PARAMETER + "=").getBytes(StandardCharsets.US_ASCII);
    int first = ends[0] + name.length;
    int weight = 0;
    for (int i = 0; i < ends.length; i++) {
      int end = ends[i] + (i + 1) * (name.length + ID);
      weight ^= power(text.length - end);
    }
    CRC32 sum = new CRC32();
    sum.update(text);
    ByteArrayOutputStream before = new ByteArrayOutputStream(text.length / 2);
    before.writeBytes(HEADER);
    before.writeBytes(deflate(text, 0, first, false));
    before.writeBytes(STORED);
    ViewerGzip packed =
        new ViewerGzip(
            Bytes.copyOf(before.toByteArray()),
            Bytes.copyOf(deflate(text, first + ID, text.length, true)),
            (int) sum.getValue(),
            weight,
            text.length);
    // The compressor is free to spell out a place that it could refer to.
    byte[] other = new byte[ID];
    Arrays.fill(other, (byte) '~');
    return packed.unpacksTo(other, filled(plain, ends, other))
        ? Optional.of(packed)
        : Optional.empty();
  }

  /** The packed text of one viewer; the pieces are shared but for 24 bytes. */
  List<Bytes> with(String id) {
    return with(id.getBytes(StandardCharsets.US_ASCII));
  }

  private List<Bytes> with(byte[] id) {
    byte[] difference = new byte[ID];
    for (int i = 0; i < ID; i++) {
      difference[i] = (byte) (id[i] ^ MARK[i]);
    }
    int sum = checksum ^ times(raw(difference), weight);
    byte[] trailer = new byte[8];
    for (int i = 0; i < 4; i++) {
      trailer[i] = (byte) (sum >>> 8 * i);
      trailer[4 + i] = (byte) (length >>> 8 * i);
    }
    return List.of(before, Bytes.copyOf(id), after, Bytes.copyOf(trailer));
  }

  private static byte[] mark() {
    byte[] mark = new byte[ID];
    for (int i = 0; i < ID; i++) {
      mark[i] = (byte) (0x80 + i);
    }
    return mark;
  }

  private static byte[] filled(Bytes plain, int[] ends, byte[] id) {
    byte[] name = ("?" + ViewerId.PARAMETER + "=").getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream out =
        new ByteArrayOutputStream(plain.length() + ends.length * (name.length + ID));
    byte[] all = plain.toArray();
    int from = 0;
    for (int end : ends) {
      out.write(all, from, end - from);
      out.writeBytes(name);
      out.writeBytes(id);
      from = end;
    }
    out.write(all, from, all.length - from);
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] text, int from, int to, boolean last) {
    try (Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true)) {
      if (from > 0) {
        deflater.setDictionary(text, 0, from);
      }
      deflater.setInput(text, from, to - from);
      if (last) {
        deflater.finish();
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream(text.length / 2);
      byte[] buffer = new byte[4096];
      int count;
      do {
        count =
            deflater.deflate(
                buffer, 0, buffer.length, last ? Deflater.NO_FLUSH : Deflater.SYNC_FLUSH);
        out.write(buffer, 0, count);
      } while (count > 0);
      return out.toByteArray();
    }
  }

  private boolean unpacksTo(byte[] id, byte[] expected) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.write(before.toArray(), HEADER.length, before.length() - HEADER.length);
    packed.writeBytes(id);
    packed.writeBytes(after.toArray());
    byte[] text = new byte[expected.length + 1];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(packed.toByteArray());
      int count = 0;
      int more;
      do {
        more = inflater.inflate(text, count, text.length - count);
        count += more;
      } while (more > 0 && !inflater.finished());
      return inflater.finished()
          && count == expected.length
          && Arrays.equals(text, 0, count, expected, 0, count);
    } catch (DataFormatException e) {
      return false;
    }
  }

  /** The checksum of bytes as a polynomial: from nothing and without its last step. */
  private static int raw(byte[] bytes) {
    int sum = 0;
    for (byte b : bytes) {
      sum ^= b & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        sum = sum >>> 1 ^ (-(sum & 1) & POLYNOMIAL);
      }
    }
    return sum;
  }

  /** Product of two reflected polynomials. */
  private static int times(int a, int b) {
    int product = 0;
    int factor = b;
    for (int bit = 31; bit >= 0; bit--) {
      if ((a >>> bit & 1) != 0) {
        product ^= factor;
      }
      factor = factor >>> 1 ^ (-(factor & 1) & POLYNOMIAL);
    }
    return product;
  }

  /** What so many bytes that follow make of a checksum: x to the power of eight times that. */
  private static int power(int bytes) {
    int result = ONE;
    int square = ONE >>> 8;
    for (int n = bytes; n != 0; n >>>= 1) {
      if ((n & 1) != 0) {
        result = times(result, square);
      }
      square = times(square, square);
    }
    return result;
  }
}
