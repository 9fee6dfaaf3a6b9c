package io.xlive.plugin.rtmp;

import io.xlive.spi.media.BytesBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Event loop: what the last header on a chunk stream said, and the message that is being gathered.
 */
final class ChunkStream {
  /** Bit pattern of the 24-bit field that announces an extended timestamp. */
  static final int EXTENDED = 0xFFFFFF;

  final int id;
  int timestamp;

  /** The timestamp field, extended or not, of the last header of format 0, 1 or 2. */
  int field;

  boolean extended;
  int length;
  int type;
  int streamId;
  int received;
  @Nullable BytesBuilder body;

  ChunkStream(int id) {
    this.id = id;
  }

  /** Whether a message is under way. */
  boolean busy() {
    return body != null;
  }

  /** Forgets the message under way; returns how many bytes it was announced with. */
  int abort() {
    if (body == null) {
      return 0;
    }
    body.clear();
    body = null;
    received = 0;
    return length;
  }
}
