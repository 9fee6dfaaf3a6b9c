package io.xlive.hls;

import io.xlive.spi.media.TrackId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Measures bit rates of tracks (RFC 8216bis 4.4.6.2: the peak is the largest of any segment that is
 * not much shorter than the target). Used under the window's lock.
 */
final class Bandwidths {
  /** {@code moof} and {@code mdat} headers of a part, and the columns of a sample. */
  private static final long PART_BYTES = 112;

  private static final long SAMPLE_BYTES = 12;

  private static final long SHORTEST_NANOS = 1_000_000_000L;

  private final Map<TrackId, Long> peaks = new HashMap<>();
  private long epoch = Long.MIN_VALUE;

  /** Counts a complete segment. */
  void add(Segment segment) {
    if (segment.epoch() != epoch) {
      epoch = segment.epoch();
      peaks.clear();
    }
    segment
        .tracks()
        .forEach(
            (id, track) -> {
              if (track.nanos() >= SHORTEST_NANOS || !peaks.containsKey(id)) {
                peaks.merge(id, rate(bytes(track), Math.max(track.nanos(), 1)), Math::max);
              }
            });
  }

  /** The tracks of the segments: video first, then by name. */
  List<TrackSummary> summarise(List<Segment> segments) {
    Map<TrackId, long[]> sums = new LinkedHashMap<>();
    Map<TrackId, TrackSegment> newest = new HashMap<>();
    for (Segment segment : segments) {
      segment
          .tracks()
          .forEach(
              (id, track) -> {
                long[] sum = sums.computeIfAbsent(id, i -> new long[3]);
                sum[0] += bytes(track);
                sum[1] += track.nanos();
                sum[2] += track.frameCount();
                newest.put(id, track);
              });
    }
    List<TrackSummary> all = new ArrayList<>();
    sums.forEach((id, sum) -> all.add(summary(newest, id, sum)));
    all.sort(
        Comparator.comparing((TrackSummary t) -> t.format().kind())
            .thenComparing(t -> t.format().id().value()));
    return all;
  }

  private TrackSummary summary(Map<TrackId, TrackSegment> newest, TrackId id, long[] sum) {
    TrackSegment last = Objects.requireNonNull(newest.get(id));
    long nanos = Math.max(sum[1], 1);
    long average = rate(sum[0], nanos);
    double frames = sum[2] * 1e9 / nanos;
    return new TrackSummary(
        last.init().format(),
        Math.max(peaks.getOrDefault(id, 0L), average),
        average,
        frames,
        last.captions());
  }

  private static long bytes(TrackSegment track) {
    return track.payloadBytes()
        + PART_BYTES * track.parts().size()
        + SAMPLE_BYTES * track.frameCount();
  }

  private static long rate(long bytes, long nanos) {
    return (long) (bytes * 8e9 / nanos);
  }
}
