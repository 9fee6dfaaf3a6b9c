package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Event loop: encodes the frames of one stream for all players of equal capabilities, and knows
 * what one that joins must be told first.
 */
final class BatchWriter {
  private static final int SHARED_STREAM_ID = 1;

  private final FlvPacketizer packetizer;
  private final RtmpChunkWriter writer;
  private final ByteBufAllocator allocator;
  private final Map<TrackId, TrackFormat> formats = new LinkedHashMap<>();
  private final Map<TrackId, FlvMessage> state = new LinkedHashMap<>();
  private int version;
  private boolean hasVideo;

  BatchWriter(FlvPacketizer packetizer, RtmpChunkWriter writer, ByteBufAllocator allocator) {
    this.packetizer = packetizer;
    this.writer = writer;
    this.allocator = allocator;
  }

  /** Grows with every change of a header. */
  int version() {
    return version;
  }

  /** Whether there is video that these players take. */
  boolean hasVideo() {
    return hasVideo;
  }

  /** What a player must get before its first frame: metadata, then sequence starts. */
  List<FlvMessage> headers(int timestamp) {
    List<FlvMessage> headers = new ArrayList<>();
    for (FlvMessage message : state.values()) {
      headers.add(new FlvMessage(message.type(), timestamp, message.head(), message.body()));
    }
    for (TrackFormat format : formats.values()) {
      headers.addAll(packetizer.start(format, timestamp));
    }
    return headers;
  }

  /** Encodes frames in order; the batch belongs to the caller. */
  Batch write(List<MediaFrame> frames) {
    int startVersion = version;
    List<Item> items = new ArrayList<>(frames.size() + 2);
    frames.forEach(frame -> add(frame, items));
    int room = 1;
    for (Item item : items) {
      room += writer.room(length(item.message()));
    }
    ByteBuf out = allocator.directBuffer(room);
    List<EncodedFrame> encoded = new ArrayList<>(items.size());
    for (Item item : items) {
      int from = out.writerIndex();
      FlvMessage message = item.message();
      writer.write(
          message.type(),
          SHARED_STREAM_ID,
          message.timestamp(),
          message.head(),
          message.body(),
          out);
      encoded.add(item.encoded(from, out.writerIndex()));
    }
    return new Batch(out, encoded, startVersion, version);
  }

  private void add(MediaFrame frame, List<Item> items) {
    TrackFormat format = frame.format();
    packetizer
        .frame(frame)
        .ifPresent(
            message -> {
              boolean data = format.kind() == TrackKind.DATA;
              if (data && frame.key()) {
                state.put(format.id(), message);
                version++;
                items.add(new Item(frame, message, true));
                return;
              }
              if (!data && formats.put(format.id(), format) != format) {
                hasVideo |= frame.video();
                for (FlvMessage start : packetizer.start(format, message.timestamp())) {
                  version++;
                  items.add(new Item(frame, start, true));
                }
              }
              items.add(new Item(frame, message, false));
            });
  }

  private static int length(FlvMessage message) {
    return message.head().length() + message.body().length();
  }

  private record Item(MediaFrame frame, FlvMessage message, boolean header) {
    private EncodedFrame encoded(int from, int to) {
      return new EncodedFrame(
          frame.video(),
          frame.format().kind() == TrackKind.AUDIO,
          frame.key(),
          frame.flags().disposable(),
          header,
          message.timestamp(),
          from,
          to);
    }
  }
}
