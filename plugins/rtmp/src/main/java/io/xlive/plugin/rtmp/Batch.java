package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * Event loop: frames that became due together, encoded once, one behind the other in one buffer.
 * Whoever hands it out takes slices; the owner releases it once.
 *
 * @param bytes the chunks of all frames, for message stream 1
 * @param frames what they are
 * @param startVersion of the headers before it
 * @param endVersion of the headers behind it
 */
record Batch(ByteBuf bytes, List<EncodedFrame> frames, int startVersion, int endVersion) {
  /** Where the message stream id stands in a full header with a one-byte chunk stream id. */
  private static final int STREAM_ID = 8;

  int length() {
    return bytes.readableBytes();
  }

  /** All of it. */
  ByteBuf all() {
    return bytes.retainedSlice();
  }

  /** What follows the first {@code taken} bytes. */
  ByteBuf rest(int taken) {
    return bytes.retainedSlice(bytes.readerIndex() + taken, bytes.readableBytes() - taken);
  }

  /** One frame. */
  ByteBuf one(EncodedFrame frame) {
    return bytes.retainedSlice(frame.from(), frame.length());
  }

  /** One frame for another message stream: a copy. */
  static ByteBuf copyFor(int streamId, ByteBuf one) {
    ByteBuf copy = one.copy();
    one.release();
    copy.setIntLE(STREAM_ID, streamId);
    return copy;
  }

  void release() {
    bytes.release();
  }
}
