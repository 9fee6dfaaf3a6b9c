package io.xlive.mediakit.flv;

import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The frames of one stream as messages, with sequence starts where a format begins, and what one
 * that joins must be told first. One thread at a time.
 */
public final class FlvSequence {
  private final FlvPacketizer packetizer;
  private final Map<TrackId, TrackFormat> formats = new LinkedHashMap<>();
  private final Map<TrackId, FlvMessage> state = new LinkedHashMap<>();
  private int version;
  private boolean hasVideo;

  /** An empty one, for players that the packetizer knows. */
  public FlvSequence(FlvPacketizer packetizer) {
    this.packetizer = packetizer;
  }

  /**
   * A message and the frame that it comes from or goes before.
   *
   * @param header whether it is metadata or a sequence start: state rather than a frame
   */
  public record Item(MediaFrame frame, FlvMessage message, boolean header) {}

  /** Grows with every change of a header. */
  public int version() {
    return version;
  }

  /** Whether there is video that these players take. */
  public boolean hasVideo() {
    return hasVideo;
  }

  /**
   * What a player must get before its first frame: metadata, then sequence starts.
   *
   * @param timestamp of that frame, see {@link FlvPacketizer#timestamp}
   */
  public List<FlvMessage> headers(int timestamp) {
    List<FlvMessage> headers = new ArrayList<>();
    for (FlvMessage message : state.values()) {
      headers.add(new FlvMessage(message.type(), timestamp, message.head(), message.body()));
    }
    for (TrackFormat format : formats.values()) {
      headers.addAll(packetizer.start(format, timestamp));
    }
    return headers;
  }

  /** Hands on what a frame becomes: nothing when these players do not take its track. */
  public void add(MediaFrame frame, Consumer<Item> out) {
    packetizer.frame(frame).ifPresent(message -> add(frame, message, out));
  }

  private void add(MediaFrame frame, FlvMessage message, Consumer<Item> out) {
    TrackFormat format = frame.format();
    boolean data = format.kind() == TrackKind.DATA;
    if (data && frame.key()) {
      state.put(format.id(), message);
      version++;
      out.accept(new Item(frame, message, true));
      return;
    }
    if (!data && formats.put(format.id(), format) != format) {
      hasVideo |= frame.video();
      for (FlvMessage start : packetizer.start(format, message.timestamp())) {
        version++;
        out.accept(new Item(frame, start, true));
      }
    }
    out.accept(new Item(frame, message, false));
  }
}
