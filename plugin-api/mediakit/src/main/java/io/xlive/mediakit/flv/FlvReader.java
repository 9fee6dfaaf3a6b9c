package io.xlive.mediakit.flv;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.Optional;

/**
 * Reads the tags of an FLV file (FLV 10.1 Annex E.2 to E.4.1). One thread at a time. Total over any
 * bytes; a last tag that is cut short, as a broken recording has it, ends the file.
 */
public final class FlvReader {
  private static final int TAG_HEADER = 11;
  private static final int BACK_POINTER = 4;
  private static final int FILTER_BIT = 0x20;

  private final Bytes file;
  private int position;

  /**
   * Reads the file header.
   *
   * @throws XliveException when it is not FLV
   */
  public FlvReader(Bytes file) {
    this.file = file;
    if (file.length() < 9 || file.u24(0) != 0x464C56 || file.u8(3) != 1) {
      throw XliveException.malformed("not an FLV file of version 1");
    }
    long header = file.u32(5);
    if (header < 9 || header > file.length()) {
      throw XliveException.malformed("an FLV header of impossible length");
    }
    position = (int) header;
  }

  /** Whether the header says that there is audio. */
  public boolean audio() {
    return (file.u8(4) & 4) != 0;
  }

  /** Whether the header says that there is video. */
  public boolean video() {
    return (file.u8(4) & 1) != 0;
  }

  /**
   * The next tag, or empty at the end.
   *
   * @throws XliveException for an encrypted tag
   */
  public Optional<FlvTag> next() {
    int tag = position + BACK_POINTER;
    if (file.length() - tag < TAG_HEADER) {
      return Optional.empty();
    }
    int size = file.u24(tag + 1);
    if (file.length() - tag - TAG_HEADER < size) {
      return Optional.empty();
    }
    int type = file.u8(tag);
    if ((type & FILTER_BIT) != 0) {
      throw XliveException.malformed("an encrypted FLV tag");
    }
    long timestamp = (long) file.u8(tag + 7) << 24 | file.u24(tag + 4);
    position = tag + TAG_HEADER + size;
    return Optional.of(new FlvTag(type & 0x1F, timestamp, file.slice(tag + TAG_HEADER, size)));
  }
}
