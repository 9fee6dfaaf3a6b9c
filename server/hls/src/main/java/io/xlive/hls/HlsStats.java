package io.xlive.hls;

import io.xlive.spi.media.StreamPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What HLS holds and does.
 *
 * @param streams streams in memory, live ones and ended ones
 * @param segments segments held for them
 * @param parts parts held for them
 * @param bytesHeld media bytes with their bookkeeping
 * @param requests playlists and media files asked for since the start
 * @param blockedReloads playlist requests that wait for a part
 * @param requestsUnknown requests for media and media playlists that belong to nobody counted
 * @param perStream the same of each stream, by path
 */
public record HlsStats(
    int streams,
    int segments,
    int parts,
    long bytesHeld,
    long requests,
    int blockedReloads,
    long requestsUnknown,
    List<OfStream> perStream) {
  public HlsStats {
    perStream = List.copyOf(perStream);
  }

  /**
   * What players told of themselves with their requests (CMCD, CTA-5004).
   *
   * @param reports requests that told something
   * @param reportsIgnored those that told it in a way that cannot be read
   * @param rebuffers how often a player's buffer ran empty
   * @param bufferMs mean of the media in the buffers of those who told, in milliseconds
   * @param throughputKbps mean of the throughput of those who told, in kbit/s
   */
  public record Players(
      long reports,
      long reportsIgnored,
      long rebuffers,
      Optional<Long> bufferMs,
      Optional<Long> throughputKbps) {}

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
   * @param viewers those that are counted, by protocol
   * @param requestsUnknown requests for media and media playlists that belong to nobody counted
   * @param players what players told of themselves
   * @param mediaSequence number of the newest listed segment; -1 before the first
   * @param targetDuration EXT-X-TARGETDURATION in seconds; 0 before the first segment
   * @param framesUnused frames of the running publication that could not be packaged
   * @param eventsDropped timed metadata of it that was broken, too large or too much
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
      Map<String, Integer> viewers,
      long requestsUnknown,
      Players players,
      long mediaSequence,
      int targetDuration,
      long framesUnused,
      long eventsDropped) {
    public OfStream {
      viewers = Map.copyOf(viewers);
    }
  }
}
