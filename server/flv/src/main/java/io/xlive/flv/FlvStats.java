package io.xlive.flv;

import io.xlive.spi.media.StreamPath;
import java.util.List;
import java.util.Map;

/**
 * What FLV playback holds and does.
 *
 * @param clients players now
 * @param bytesHeld bytes kept for players that join
 * @param bytesOut bytes that players' connections took since the start
 * @param tagsDropped tags that players did not get because they were too slow, since the start
 * @param closedSlow players that were closed because they were too slow, since the start
 * @param perStream streams that somebody plays, by path
 */
public record FlvStats(
    int clients,
    long bytesHeld,
    long bytesOut,
    long tagsDropped,
    long closedSlow,
    List<OfStream> perStream) {
  public FlvStats {
    perStream = List.copyOf(perStream);
  }

  /**
   * One stream.
   *
   * @param path its name
   * @param viewers players by protocol
   * @param bytesHeld bytes kept for players that join
   */
  public record OfStream(StreamPath path, Map<String, Integer> viewers, long bytesHeld) {
    public OfStream {
      viewers = Map.copyOf(viewers);
    }
  }
}
