package io.xlive.hls;

import io.xlive.spi.media.TrackId;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The segment that grows at the end of the playlists, as it was at one moment.
 *
 * @param segment the segment; its tracks may have more by now
 * @param expectedEndNanos where it will end if its stream goes on as it does, in media time
 * @param parts finished parts of each track, in order
 * @param gaps what stands behind them for tracks that left
 */
record OpenSegment(
    Segment segment,
    long expectedEndNanos,
    Map<TrackId, List<Part>> parts,
    Map<TrackId, Gaps> gaps) {
  static OpenSegment of(Segment segment) {
    Map<TrackId, List<Part>> parts = HashMap.newHashMap(segment.tracks().size());
    segment.tracks().forEach((id, track) -> parts.put(id, track.parts()));
    return new OpenSegment(
        segment,
        segment.expectedEndNanos(),
        Collections.unmodifiableMap(parts),
        Map.copyOf(segment.gaps()));
  }

  /** Where its newest part ends, by the wall clock. */
  Instant end() {
    long nanos = segment.startNanos();
    for (Map.Entry<TrackId, List<Part>> track : parts.entrySet()) {
      long end = segment.track(track.getKey()).map(TrackSegment::startNanos).orElse(0L);
      for (Part part : track.getValue()) {
        end += part.nanos();
      }
      nanos = Math.max(nanos, end);
    }
    return segment.zero().plusNanos(nanos);
  }

  /** Finished parts of a track; none when it has nothing yet. */
  List<Part> parts(TrackId track) {
    return parts.getOrDefault(track, List.of());
  }

  /** What stands for a track that left; empty for one that is there, or only silent. */
  Optional<Gaps> gaps(TrackId track) {
    return Optional.ofNullable(gaps.get(track));
  }

  /** How many parts of a track are listed, gaps included. */
  int listedParts(TrackId track) {
    return parts(track).size() + gaps(track).map(g -> g.nanos().size()).orElse(0);
  }

  /** What a track has, when it has a finished part. */
  Optional<TrackSegment> track(TrackId track) {
    return parts(track).isEmpty() ? Optional.empty() : segment.track(track);
  }
}
