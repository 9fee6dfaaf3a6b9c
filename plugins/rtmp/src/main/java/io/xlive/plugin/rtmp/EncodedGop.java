package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Event loop: the encoded frames since the last key frame of video, for players that join. Bounded
 * in bytes and time.
 */
final class EncodedGop {
  private final boolean kept;
  private final long mostBytes;
  private final long mostMillis;
  private final List<Entry> entries = new ArrayList<>();
  private long bytes;

  /**
   * @param kept whether anything is kept at all
   */
  EncodedGop(RtmpPlayConfig config, boolean kept) {
    this.kept = kept;
    this.mostBytes = config.gopBytes().bytes();
    this.mostMillis = config.gopTime().toMillis();
  }

  /** A frame with a reference of its own to its bytes. */
  record Entry(EncodedFrame frame, ByteBuf bytes) {}

  /** Takes what belongs to it. */
  void add(Batch batch) {
    if (!kept) {
      return;
    }
    for (EncodedFrame frame : batch.frames()) {
      if (frame.video() && frame.key() && !frame.header()) {
        clear();
      } else if (entries.isEmpty()) {
        // Before the first key frame, or given up until the next.
        continue;
      }
      entries.add(new Entry(frame, batch.one(frame)));
      bytes += frame.length();
      if (bytes > mostBytes
          || frame.timestamp() - entries.getFirst().frame().timestamp() > mostMillis) {
        clear();
      }
    }
  }

  /** In order; begins with a key frame, or is empty. */
  List<Entry> entries() {
    return entries;
  }

  long bytes() {
    return bytes;
  }

  void clear() {
    entries.forEach(entry -> entry.bytes().release());
    entries.clear();
    bytes = 0;
  }
}
