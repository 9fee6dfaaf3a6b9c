package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xlive.mediakit.flv.FlvMessage;
import io.xlive.mediakit.flv.FlvPacketizer;
import io.xlive.mediakit.flv.FlvSequence;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Event loop: encodes the frames of one stream for all players of equal capabilities, and knows
 * what one that joins must be told first.
 */
final class BatchWriter {
  private static final int SHARED_STREAM_ID = 1;

  private final FlvSequence sequence;
  private final RtmpChunkWriter writer;
  private final ByteBufAllocator allocator;

  BatchWriter(FlvPacketizer packetizer, RtmpChunkWriter writer, ByteBufAllocator allocator) {
    this.sequence = new FlvSequence(packetizer);
    this.writer = writer;
    this.allocator = allocator;
  }

  /** Grows with every change of a header. */
  int version() {
    return sequence.version();
  }

  /** Whether there is video that these players take. */
  boolean hasVideo() {
    return sequence.hasVideo();
  }

  /** What a player must get before its first frame: metadata, then sequence starts. */
  List<FlvMessage> headers(int timestamp) {
    return sequence.headers(timestamp);
  }

  /** Encodes frames in order; the batch belongs to the caller. */
  Batch write(List<MediaFrame> frames) {
    int startVersion = version();
    List<FlvSequence.Item> items = new ArrayList<>(frames.size() + 2);
    frames.forEach(frame -> sequence.add(frame, items::add));
    int room = 1;
    for (FlvSequence.Item item : items) {
      room += writer.room(item.message().length());
    }
    ByteBuf out = allocator.directBuffer(room);
    List<EncodedFrame> encoded = new ArrayList<>(items.size());
    for (FlvSequence.Item item : items) {
      int from = out.writerIndex();
      FlvMessage message = item.message();
      writer.write(
          message.type(),
          SHARED_STREAM_ID,
          message.timestamp(),
          message.head(),
          message.body(),
          out);
      encoded.add(encoded(item, from, out.writerIndex()));
    }
    return new Batch(out, encoded, startVersion, version());
  }

  private static EncodedFrame encoded(FlvSequence.Item item, int from, int to) {
    MediaFrame frame = item.frame();
    return new EncodedFrame(
        frame.video(),
        frame.format().kind() == TrackKind.AUDIO,
        frame.key(),
        frame.flags().disposable(),
        item.header(),
        item.message().timestamp(),
        from,
        to);
  }
}
