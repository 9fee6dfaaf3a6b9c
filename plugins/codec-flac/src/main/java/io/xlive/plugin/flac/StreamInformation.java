package io.xlive.plugin.flac;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;

/**
 * The STREAMINFO block (RFC 9639, 8.2) and the shapes that it comes in.
 *
 * @param bytes its 34 bytes
 */
record StreamInformation(Bytes bytes) {
  private static final int LENGTH = 34;
  private static final int MAX_RATE = 655_350;
  private static final int BLOCK_HEADER = 4;
  private static final Bytes MARKER = new BytesBuilder().ascii("fLaC").build();

  StreamInformation {
    if (bytes.length() != LENGTH || rate(bytes) < 1 || rate(bytes) > MAX_RATE) {
      throw XliveException.malformed("FLAC sample rate must be 1..655350");
    }
    bytes = bytes.compact();
  }

  /** Reads the content of a {@code dfLa} box: version and flags, then metadata blocks. */
  static StreamInformation parse(Bytes config) {
    if (config.length() < 4 || config.s32(0) != 0) {
      throw XliveException.malformed("no FLAC configuration");
    }
    return ofBlocks(config.from(4));
  }

  static StreamInformation ofSequenceStart(Bytes body) {
    if (body.length() == LENGTH) {
      return new StreamInformation(body);
    }
    if (body.length() > 4 && body.slice(0, 4).equals(MARKER)) {
      return ofBlocks(body.from(4));
    }
    return body.length() > 4 && body.s32(0) == 0 ? parse(body) : ofBlocks(body);
  }

  /** It must be the first block; whatever follows (comments, pictures) is of no use to a stream. */
  private static StreamInformation ofBlocks(Bytes blocks) {
    boolean whole = blocks.length() >= BLOCK_HEADER + LENGTH;
    if (!whole || (blocks.u8(0) & 0x7F) != 0 || blocks.u24(1) != LENGTH) {
      throw XliveException.malformed("FLAC metadata does not begin with stream information");
    }
    return new StreamInformation(blocks.slice(BLOCK_HEADER, LENGTH));
  }

  /** The content of a {@code dfLa} box. */
  Bytes write() {
    return new BytesBuilder().u32(0).u8(0x80).u24(LENGTH).bytes(bytes).build();
  }

  /** With the marker, as Enhanced RTMP has it. */
  Bytes writeMarked() {
    return new BytesBuilder().bytes(MARKER).u8(0x80).u24(LENGTH).bytes(bytes).build();
  }

  int sampleRate() {
    return rate(bytes);
  }

  private static int rate(Bytes bytes) {
    return bytes.u24(10) >> 4;
  }

  int channels() {
    return (bytes.u8(12) >> 1 & 7) + 1;
  }

  int bitsPerSample() {
    return (bytes.u16(12) >> 4 & 31) + 1;
  }

  /** The block size where it does not vary, else 0. */
  int samplesPerFrame() {
    return bytes.u16(0) == bytes.u16(2) ? bytes.u16(0) : 0;
  }
}
