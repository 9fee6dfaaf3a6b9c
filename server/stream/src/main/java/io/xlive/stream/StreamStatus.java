package io.xlive.stream;

import io.xlive.spi.Peer;
import io.xlive.spi.media.StreamPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A live stream at a moment.
 *
 * @param path its name
 * @param epoch of the publication
 * @param state what it does
 * @param since when the publication began
 * @param publisher who publishes
 * @param caller the publisher's authenticated name
 * @param tracks in the order of their first frames
 * @param frames frames so far
 * @param bytes payload bytes so far
 * @param gopMillis length of the last full group of pictures; 0 when there was none yet
 * @param cachedBytes payload bytes in the cache for new players
 * @param viewers players by protocol; outputs such as HLS packaging or a recorder are none
 * @param readerDrops frames that were dropped for slow readers
 * @param frameDrops frames of the publisher that were dropped: too many tracks, or after the end
 * @param breaks how often the publisher's time jumped
 */
public record StreamStatus(
    StreamPath path,
    long epoch,
    State state,
    Instant since,
    Peer publisher,
    String caller,
    List<TrackStatus> tracks,
    long frames,
    long bytes,
    long gopMillis,
    long cachedBytes,
    Map<String, Integer> viewers,
    long readerDrops,
    long frameDrops,
    long breaks) {

  /** Where a publication is in its life. */
  public enum State {
    /** Its outputs are being told. */
    OPENING,
    /** No frame came yet. */
    WAITING,
    /** Frames come. */
    LIVE,
    /** It is over; readers may still empty their rings. */
    ENDED
  }
}
