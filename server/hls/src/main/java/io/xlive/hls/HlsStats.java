package io.xlive.hls;

import io.xlive.spi.media.StreamPath;
import java.util.List;

/**
 * What HLS holds and does.
 *
 * @param streams streams in memory, live ones and ended ones
 * @param segments segments held for them
 * @param parts parts held for them
 * @param bytesHeld media bytes with their bookkeeping
 * @param requests playlists and media files asked for since the start
 * @param blockedReloads playlist requests that wait for a part
 * @param perStream the same of each stream, by path
 */
public record HlsStats(
    int streams,
    int segments,
    int parts,
    long bytesHeld,
    long requests,
    int blockedReloads,
    List<OfStream> perStream) {
  public HlsStats {
    perStream = List.copyOf(perStream);
  }

  /**
   * One stream.
   *
   * @param path its name
   * @param publishing whether somebody publishes it
   * @param ended whether its playlists have an end
   * @param segments segments held
   * @param parts parts held
   * @param bytesHeld media bytes with their bookkeeping
   * @param requests playlists and media files asked for
   * @param blockedReloads playlist requests that wait for a part
   * @param mediaSequence number of the newest listed segment; -1 before the first
   * @param targetDuration EXT-X-TARGETDURATION in seconds; 0 before the first segment
   * @param framesUnused frames of the running publication that could not be packaged
   */
  public record OfStream(
      StreamPath path,
      boolean publishing,
      boolean ended,
      int segments,
      int parts,
      long bytesHeld,
      long requests,
      int blockedReloads,
      long mediaSequence,
      int targetDuration,
      long framesUnused) {}
}
