package io.xlive.hls;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.TrackId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A stretch of time under one media sequence number, with what each track has in it. Filled by the
 * packager, read by any thread; nothing changes any more once it is in a playlist.
 */
final class Segment {
  /**
   * Rough heap cost of a segment, a part and a frame beside their payload: a flood of tiny ones is
   * bounded too.
   */
  private static final long SEGMENT_OVERHEAD = 1024;

  private static final long PART_OVERHEAD = 512;
  private static final long FRAME_OVERHEAD = 128;

  private final long epoch;
  private final long number;
  private final long startNanos;
  private final boolean discontinuity;
  private final long discontinuityNumber;
  private final long stretchStartNanos;
  private final Instant zero;
  private final Map<TrackId, TrackSegment> tracks = new ConcurrentHashMap<>();
  private final OftenAsked tsAsked = new OftenAsked();
  private final Map<TrackId, Gaps> gaps = new ConcurrentHashMap<>();
  private volatile Map<TrackId, Long> lost = Map.of();
  private volatile long endNanos;
  private volatile long expectedEndNanos = Long.MAX_VALUE;
  private volatile Bytes ts = Bytes.EMPTY;
  private volatile boolean complete;
  private volatile long removedAtMillis = Long.MAX_VALUE;

  /**
   * An open segment.
   *
   * @param epoch the publication's
   * @param number media sequence number
   * @param startNanos media time of the boundary where it starts
   * @param discontinuity whether a break lies before it
   * @param discontinuityNumber breaks before it in the stream's life, this one included
   * @param stretchStartNanos media time at which the stretch since the last break starts
   * @param zero wall-clock time of media time 0
   */
  Segment(
      long epoch,
      long number,
      long startNanos,
      boolean discontinuity,
      long discontinuityNumber,
      long stretchStartNanos,
      Instant zero) {
    this.epoch = epoch;
    this.number = number;
    this.startNanos = startNanos;
    this.endNanos = startNanos;
    this.discontinuity = discontinuity;
    this.discontinuityNumber = discontinuityNumber;
    this.stretchStartNanos = stretchStartNanos;
    this.zero = zero;
  }

  long epoch() {
    return epoch;
  }

  long number() {
    return number;
  }

  long startNanos() {
    return startNanos;
  }

  boolean discontinuity() {
    return discontinuity;
  }

  long discontinuityNumber() {
    return discontinuityNumber;
  }

  /** Media time of the first boundary since the last break: where a DASH Period starts. */
  long stretchStartNanos() {
    return stretchStartNanos;
  }

  Instant zero() {
    return zero;
  }

  /** Media time of the boundary where it ends; the start while it is open. */
  long endNanos() {
    return endNanos;
  }

  /**
   * A segment of before a restart: what it had is known, its media is gone.
   *
   * @param listed what was told of it
   */
  static Segment lost(JournalRecord.Listed listed) {
    Segment segment =
        new Segment(
            listed.epoch(),
            listed.number(),
            0,
            listed.discontinuity(),
            listed.discontinuityNumber(),
            0,
            listed.start());
    segment.end(listed.nanos());
    segment.lost = listed.tracks();
    segment.completed();
    return segment;
  }

  /** How long the media was that a track had and that is gone, in nanoseconds. */
  Optional<Long> lost(TrackId track) {
    return Optional.ofNullable(lost.get(track));
  }

  /** What the journal has to know of it. */
  JournalRecord.Listed listed() {
    Map<TrackId, Long> lengths = new HashMap<>(lost);
    for (Map.Entry<TrackId, TrackSegment> track : tracks.entrySet()) {
      lengths.put(track.getKey(), track.getValue().nanos());
    }
    return new JournalRecord.Listed(
        epoch,
        number,
        discontinuity,
        discontinuityNumber,
        zero.plusNanos(startNanos),
        Math.max(longestNanos(), endNanos - startNanos),
        lengths);
  }

  /** Where it will end if its stream goes on as it does, in media time. */
  long expectedEndNanos() {
    return expectedEndNanos;
  }

  void expectEnd(long nanos) {
    expectedEndNanos = nanos;
  }

  void end(long nanos) {
    expectedEndNanos = nanos;
    endNanos = Math.max(nanos, startNanos);
  }

  /** What a track has; empty when it was silent. */
  Optional<TrackSegment> track(TrackId id) {
    return Optional.ofNullable(tracks.get(id));
  }

  Map<TrackId, TrackSegment> tracks() {
    return tracks;
  }

  void put(TrackId id, TrackSegment track) {
    tracks.put(id, track);
  }

  /** What stands for a track that left; empty for one that is there, or only silent. */
  Optional<Gaps> gaps(TrackId id) {
    return Optional.ofNullable(gaps.get(id));
  }

  Map<TrackId, Gaps> gaps() {
    return gaps;
  }

  void gaps(TrackId id, Gaps now) {
    gaps.put(id, now);
  }

  /** What a track had went to the end after all. */
  void withoutGaps(TrackId id) {
    gaps.remove(id);
  }

  /** Finished parts of a track; none when it was silent. */
  List<Part> parts(TrackId id) {
    return track(id).map(TrackSegment::parts).orElse(List.of());
  }

  /** How many parts of a track playlists list, gaps included. */
  int listedParts(TrackId id) {
    return parts(id).size() + gaps(id).map(g -> g.nanos().size()).orElse(0);
  }

  /** The longest of its tracks. */
  long longestNanos() {
    long longest = 0;
    for (long nanos : lost.values()) {
      longest = Math.max(longest, nanos);
    }
    for (TrackSegment track : tracks.values()) {
      longest = Math.max(longest, track.nanos());
    }
    return longest;
  }

  /** Whether decoding of every track can start with it. */
  boolean independent() {
    return tracks.values().stream().allMatch(TrackSegment::independent);
  }

  /** Whether it is in a playlist, or was: nothing is added any more. */
  boolean complete() {
    return complete;
  }

  void completed() {
    complete = true;
  }

  /** Wall-clock time, in milliseconds, at which it left the playlist. */
  long removedAtMillis() {
    return removedAtMillis;
  }

  void removed(long millis) {
    removedAtMillis = millis;
  }

  /** The MPEG-TS form; no bytes as long as nobody asked. */
  Bytes ts() {
    return ts;
  }

  void ts(Bytes made) {
    ts = made;
  }

  /** The copy of its MPEG-TS form. */
  OftenAsked tsAsked() {
    return tsAsked;
  }

  /** It is gone: its copies are not needed any more. */
  void forget() {
    tsAsked.forget();
    tracks.values().forEach(track -> track.asked().forget());
  }

  int partCount() {
    int count = 0;
    for (TrackSegment track : tracks.values()) {
      count += track.parts().size();
    }
    return count;
  }

  /** What it holds in memory, payload and objects. */
  long heldBytes() {
    long sum = SEGMENT_OVERHEAD + ts.length();
    for (TrackSegment track : tracks.values()) {
      sum += track.payloadBytes() + PART_OVERHEAD * track.parts().size();
      sum += FRAME_OVERHEAD * track.frameCount();
    }
    return sum;
  }
}
