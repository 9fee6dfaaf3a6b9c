package io.xlive.plugin.vp9;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The frames of a sample: VP9 specification, Annex B. */
final class Superframe {
  private Superframe() {}

  /** At least one; a sample without an index is one frame. */
  static List<Bytes> frames(Bytes sample) {
    if (sample.isEmpty()) {
      throw XliveException.malformed("VP9 sample is empty");
    }
    int marker = sample.u8(sample.length() - 1);
    int count = (marker & 7) + 1;
    int sizeBytes = (marker >> 3 & 3) + 1;
    int index = 2 + count * sizeBytes;
    boolean indexed = (marker & 0xE0) == 0xC0 && sample.length() >= index;
    if (!indexed || sample.u8(sample.length() - index) != marker) {
      return List.of(sample);
    }
    List<Bytes> frames = new ArrayList<>(count);
    int end = sample.length() - index;
    int at = 0;
    for (int i = 0; i < count; i++) {
      long size = size(sample, end + 1 + i * sizeBytes, sizeBytes);
      if (size > end - at) {
        throw XliveException.malformed("VP9 superframe index does not fit the sample");
      }
      if (size > 0) {
        frames.add(sample.slice(at, (int) size));
      }
      at += (int) size;
    }
    if (frames.isEmpty()) {
      throw XliveException.malformed("VP9 superframe without a frame");
    }
    return frames;
  }

  /** Little-endian. */
  private static long size(Bytes sample, int at, int bytes) {
    long size = 0;
    for (int i = bytes - 1; i >= 0; i--) {
      size = size << 8 | sample.u8(at + i);
    }
    return size;
  }
}
