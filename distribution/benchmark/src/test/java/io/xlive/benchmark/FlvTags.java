package io.xlive.benchmark;

import java.nio.ByteBuffer;

/** Reads an FLV stream: keeps the first bytes of each tag's body and passes over the rest. */
final class FlvTags {
  /** Behind it the first tag's header begins. */
  private static final int FILE_HEADER = 9 + 4;

  private static final int TAG_HEADER = 11;
  private static final int TRAILER = 4;

  /** Hears of each complete tag. */
  interface Sink {
    /** {@code first} has the body's first {@value ChunkReader#KEPT} bytes. */
    void tag(int type, int length, byte[] first);
  }

  private final Sink sink;
  private final byte[] header = new byte[TAG_HEADER];
  private final byte[] first = new byte[ChunkReader.KEPT];
  private int skip = FILE_HEADER;
  private int have;
  private int length;
  private int got;

  FlvTags(Sink sink) {
    this.sink = sink;
  }

  /** Takes all of what came. */
  void read(ByteBuffer in) {
    while (in.hasRemaining()) {
      if (skip > 0) {
        int count = Math.min(skip, in.remaining());
        in.position(in.position() + count);
        skip -= count;
      } else if (have < TAG_HEADER) {
        header[have++] = in.get();
        length = (header[1] & 0xFF) << 16 | (header[2] & 0xFF) << 8 | header[3] & 0xFF;
      } else {
        body(in);
      }
    }
  }

  private void body(ByteBuffer in) {
    int count = Math.min(length - got, in.remaining());
    int kept = Math.min(count, first.length - got);
    if (kept > 0) {
      in.get(in.position(), first, got, kept);
    }
    in.position(in.position() + count);
    got += count;
    if (got == length) {
      sink.tag(header[0] & 0x1F, length, first);
      got = 0;
      have = 0;
      skip = TRAILER;
    }
  }
}
