package io.xlive.hls;

import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackId;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What has to survive a restart for a stream's playlists to go on as if nothing had happened: the
 * numbers that may not go back, the durations that may not change (RFC 8216bis 6.2.1, 6.2.2), and
 * what the playlists listed last.
 *
 * @param path the stream
 * @param origin when its first segment started; DASH counts from there
 * @param targetDuration EXT-X-TARGETDURATION in seconds, 1 or more
 * @param partTargetNanos PART-TARGET; 0 when it was not chosen yet
 * @param nextNumber the first media sequence number that no complete segment had
 * @param discontinuities breaks so far
 * @param lastEnd when the newest complete segment ended, by the playlist's own clock
 * @param ended whether the playlists had an end
 * @param segments what was listed, oldest first
 * @param dates the date ranges that were listed, in the order in which they came
 */
public record JournalRecord(
    StreamPath path,
    Instant origin,
    int targetDuration,
    long partTargetNanos,
    long nextNumber,
    long discontinuities,
    Instant lastEnd,
    boolean ended,
    List<Listed> segments,
    List<DateRange> dates) {
  public JournalRecord {
    segments = List.copyOf(segments);
    dates = List.copyOf(dates);
  }

  /**
   * A segment that was listed.
   *
   * @param epoch its publication
   * @param number its media sequence number
   * @param discontinuity whether a break lies before it
   * @param discontinuityNumber breaks before it, this one included
   * @param start when it starts, by the playlist's clock
   * @param nanos its length on the longest track
   * @param tracks the length on each track that has media in it
   */
  public record Listed(
      long epoch,
      long number,
      boolean discontinuity,
      long discontinuityNumber,
      Instant start,
      long nanos,
      Map<TrackId, Long> tracks) {
    public Listed {
      tracks = Map.copyOf(tracks);
    }
  }
}
