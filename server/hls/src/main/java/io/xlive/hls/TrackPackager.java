package io.xlive.hls;

import io.xlive.mediakit.iso.Box;
import io.xlive.mediakit.iso.ProducerReferenceTime;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ratio;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the frames of one track into parts. The newest frame waits until the next one tells how
 * long it lasts. One thread.
 */
final class TrackPackager {
  /** Time stamps in milliseconds are rounded to either side. */
  private static final long ROUNDING_NANOS = 1_500_000L;

  /** What the stamps of a row of frames are off in recordings of the field. */
  private static final long JITTER_NANOS = 3_000_000L;

  /** So many groups of pictures as long as the one before let expect another one. */
  private static final int EQUAL_GOPS = 2;

  /** Pictures that last so long are not added where a segment has no room for them. */
  private static final long SLOW_NANOS = 500_000_000L;

  /** Events that wait for their part. */
  private static final int MOST_EVENTS = 64;

  private final TrackId id;
  private final boolean video;
  private final long epoch;
  private final PartTarget target;
  private TrackFormat source;
  private TrackTimes times;
  private InitSegment init;
  private long nextSequence = 1;
  private @Nullable MediaFrame waiting;
  private long usualTicks;
  private long lastDts = Long.MIN_VALUE;
  private boolean awaitsKey;
  private boolean absent;
  private Segment segment;
  private @Nullable TrackSegment open;
  private long openBytes;
  private long lastAddedEnd;
  private long placedLate;
  private long waitingLate;
  private long promisedEnd = FrameGrid.UNKNOWN;
  private long putOff = FrameGrid.UNKNOWN;
  private FrameGrid grid;
  private long finishedParts;
  private long lastKeyDts = FrameGrid.UNKNOWN;
  private long gopNanos;
  private int equalGops;
  private long lastKeyNanos;
  private CaptionChannels captions = CaptionChannels.NONE;
  private final Deque<PendingEvent> events = new ArrayDeque<>();
  private List<MediaFrame> frames = new ArrayList<>();

  TrackPackager(TrackFormat format, Codec codec, long epoch, PartTarget target, Segment segment) {
    this.id = format.id();
    this.epoch = epoch;
    this.target = target;
    this.video = format.details() instanceof FormatDetails.Video;
    this.awaitsKey = video;
    this.segment = segment;
    this.source = format;
    this.times = new TrackTimes(format);
    this.grid = grid();
    this.init = new InitSegment(epoch, 0, times.target(), codec);
  }

  private FrameGrid grid() {
    return new FrameGrid((int) times.frameTicks(), times.target().timescale());
  }

  TrackId id() {
    return id;
  }

  boolean video() {
    return video;
  }

  /** The segment that its next frames go to. */
  Segment segment() {
    return segment;
  }

  /** Whether the frame belongs to another format than those before it. */
  boolean changes(MediaFrame frame) {
    if (frame.format() == source) {
      return false;
    }
    if (frame.format().equals(source)) {
      source = frame.format();
      return false;
    }
    return true;
  }

  /**
   * Takes a new format, which may be another codec's; the caller flushed what came before.
   *
   * @param codec that of the format
   */
  void format(TrackFormat format, Codec codec) {
    source = format;
    times = new TrackTimes(format);
    init = new InitSegment(epoch, init.number() + 1, times.target(), codec);
    awaitsKey = video;
    grid = grid();
    lastKeyDts = FrameGrid.UNKNOWN;
    equalGops = 0;
    promisedEnd = FrameGrid.UNKNOWN;
    putOff = FrameGrid.UNKNOWN;
    lastDts = Long.MIN_VALUE;
    usualTicks = 0;
  }

  /** After frames were lost or time broke: nothing can be shown before a key frame. */
  void awaitKey() {
    awaitsKey = video;
  }

  /**
   * Whether the frame is of no use: a picture without those that it needs, or from before its
   * predecessor.
   */
  boolean useless(MediaFrame frame) {
    return awaitsKey && !frame.key();
  }

  /** The frame in the time of the track's media segments; to be called once for each. */
  MediaFrame place(MediaFrame frame) {
    MediaFrame placed = times.place(frame);
    placedLate = 0;
    long promised = promisedEnd;
    if (frame.flags().discontinuity() || frame.flags().gap()) {
      promisedEnd = FrameGrid.UNKNOWN;
      putOff = FrameGrid.UNKNOWN;
      return placed;
    }
    if (video && promised != FrameGrid.UNKNOWN) {
      putOff = placed.dts() < promised ? promised : FrameGrid.UNKNOWN;
      return decodedAt(placed, promised);
    }
    if (video && putOff != FrameGrid.UNKNOWN && placed.dts() <= putOff) {
      // One before it was put off to the foretold end: those behind it queue up.
      putOff++;
      return decodedAt(placed, putOff);
    }
    return placed;
  }

  /**
   * What was listed before the next picture came ends where it was foretold, a rounding error away
   * perhaps. The picture is decoded then, and shown when it should be.
   */
  private MediaFrame decodedAt(MediaFrame placed, long promised) {
    long late = placed.dts() - promised;
    long longest = Ticks.fromNanos(StreamPackager.HOLE_NANOS, times.target().timescale());
    if (late == 0 || Math.abs(late) > longest) {
      return placed;
    }
    placedLate = late;
    return new MediaFrame(
        placed.format(),
        promised,
        Math.toIntExact(placed.ptsOffset() + late),
        placed.arrivalNanos(),
        placed.flags(),
        placed.payload());
  }

  /** Whether time runs backwards: the hub never lets that happen, a test does. */
  boolean backwards(MediaFrame placed) {
    return placed.dts() < 0 || placed.dts() < lastDts;
  }

  long nanos(long ticks) {
    return Ticks.toNanos(ticks, times.target().timescale());
  }

  /** Decoding time of the newest frame in nanoseconds; the least value before the first. */
  long lastNanos() {
    return lastDts == Long.MIN_VALUE ? Long.MIN_VALUE : nanos(lastDts);
  }

  /** From the first frame of the open segment to a frame, in nanoseconds. */
  long lengthTo(MediaFrame placed) {
    TrackSegment now = open;
    MediaFrame held = waiting;
    if (now != null) {
      return nanos(placed.dts()) - now.firstDtsNanos();
    }
    return held == null ? 0 : nanos(placed.dts()) - nanos(held.dts());
  }

  /** The length of the open segment if nothing follows, in nanoseconds. */
  long lengthFlushed() {
    TrackSegment now = open;
    MediaFrame held = waiting;
    if (now == null) {
      return 0;
    }
    return nanos(held == null ? lastAddedEnd : held.dts() + usual(held)) - now.firstDtsNanos();
  }

  /** The frame that waits for its length, when others of the open segment stand before it. */
  Optional<MediaFrame> behindOthers() {
    return open == null ? Optional.empty() : Optional.ofNullable(waiting);
  }

  /** Payload bytes of the open segment with one more frame. */
  long bytesWith(MediaFrame placed) {
    MediaFrame held = waiting;
    return openBytes + placed.payload().length() + (held == null ? 0 : held.payload().length());
  }

  /** Whether the open segment starts with a key frame; true when it has no frame yet. */
  boolean independent() {
    TrackSegment now = open;
    MediaFrame held = waiting;
    return now != null ? now.independent() : held == null || held.key() || !video;
  }

  /** Takes a frame; the frame before it has its length now. */
  void push(MediaFrame placed) {
    MediaFrame held = waiting;
    if (held != null) {
      add(held, placed.dts());
    }
    waiting = placed;
    waitingLate = placedLate;
    lastDts = placed.dts();
    awaitsKey = false;
    absent = false;
    promisedEnd = FrameGrid.UNKNOWN;
    grid.saw(placed.dts());
    if (video && placed.key()) {
      if (lastKeyDts != FrameGrid.UNKNOWN) {
        long length = nanos(placed.dts() - lastKeyDts);
        equalGops = Math.abs(length - gopNanos) <= ROUNDING_NANOS ? equalGops + 1 : 0;
        gopNanos = length;
      }
      lastKeyDts = placed.dts();
      lastKeyNanos = nanos(placed.pts());
    }
    foretell(placed);
  }

  /**
   * Where a segment without key frame ends at the latest: groups of pictures that are longer than
   * the limit are cut into equal pieces, so that the last one ends with the group.
   */
  long evenly(long limitNanos) {
    if (gopNanos <= limitNanos) {
      return limitNanos;
    }
    return gopNanos / ((gopNanos + limitNanos - 1) / limitNanos) - SegmentBoundaries.ROUNDING_NANOS;
  }

  /** Ends the part with its last frame, if that one's own end is known already. */
  private void foretell(MediaFrame newest) {
    long step = grid.step();
    if (step == FrameGrid.UNKNOWN || !target.chosen()) {
      return;
    }
    long start = frames.isEmpty() ? newest.dts() : frames.getFirst().dts();
    long end = newest.dts() + step;
    if (nanos(end - start) + nanos(step) > target.nanos() || endsGroup(end)) {
      waiting = null;
      add(newest, end);
      closePart(end);
      promisedEnd = end;
    }
  }

  /**
   * Whether the next frame begins a group of pictures, as several before it were of equal length,
   * and with it a segment.
   */
  private boolean endsGroup(long endDts) {
    return equalGops >= EQUAL_GOPS
        && Math.abs(nanos(endDts - lastKeyDts) - gopNanos) <= ROUNDING_NANOS
        && Math.abs(segment.expectedEndNanos() - lastKeyNanos - gopNanos) <= ROUNDING_NANOS;
  }

  /**
   * The decoding time at or after which a frame completes the open part, in nanoseconds; the least
   * value where any may.
   */
  long dueNanos() {
    long step = grid.step();
    MediaFrame held = waiting;
    if (!target.chosen() || (step == FrameGrid.UNKNOWN && usualTicks == 0)) {
      return Long.MIN_VALUE;
    }
    long start = lastDts == Long.MIN_VALUE ? 0 : lastAddedEnd;
    if (!frames.isEmpty()) {
      start = frames.getFirst().dts();
    } else if (held != null) {
      start = held.dts();
    }
    // It is complete with the frame behind which no other has room, or else with the one behind.
    long room = target.nanos() - (step == FrameGrid.UNKNOWN ? nanos(usualTicks) : 2 * nanos(step));
    long due = nanos(start) + room + 1;
    if (equalGops < EQUAL_GOPS || step == FrameGrid.UNKNOWN) {
      return due;
    }
    return Math.min(due, nanos(lastKeyDts) + gopNanos - nanos(step) * 3 / 2);
  }

  /** Length of one frame as far as it is known: told by the format, or measured. */
  PartTarget.FrameLength frameLength() {
    if (times.frameTicks() > 0) {
      return new PartTarget.FrameLength(nanos(times.frameTicks()), 0);
    }
    long measured = grid.meanNanos(times.target().timescale());
    if (times.target().details() instanceof FormatDetails.Video picture
        && picture.frameRate().isPresent()) {
      Ratio rate = picture.frameRate().get();
      long declared = Ticks.rescale(rate.denominator(), rate.numerator(), 1_000_000_000L);
      // Interlaced and variable streams declare what they do not keep.
      if (measured == 0 || Math.abs(declared - measured) <= ROUNDING_NANOS / 3) {
        return new PartTarget.FrameLength(declared, declared % 1_000_000L == 0 ? 0 : JITTER_NANOS);
      }
    }
    return new PartTarget.FrameLength(measured, measured == 0 ? 0 : JITTER_NANOS);
  }

  /** Whether the length of its frames was seen, and not only declared. */
  boolean measured() {
    return times.frameTicks() > 0 || grid.meanNanos(times.target().timescale()) > 0;
  }

  /** Length of one frame in nanoseconds; 0 before the second where the format does not tell. */
  long frameNanos() {
    return frameLength().nanos();
  }

  /**
   * Where a segment of this track will end if its groups of pictures go on as they are, in
   * presentation time.
   */
  long expectedCut(long startNanos, long wantedNanos, long limitNanos) {
    long earliest = startNanos + wantedNanos;
    if (!video) {
      return earliest;
    }
    if (gopNanos == 0) {
      // The first group is on: it ends where a segment should, or goes on to the limit.
      boolean late = lastNanos() + frameNanos() > earliest + SegmentBoundaries.ROUNDING_NANOS;
      return late ? startNanos + limitNanos : earliest;
    }
    long groups = Math.max(0, (earliest - lastKeyNanos + gopNanos - 1) / gopNanos);
    // A key frame that is a rounding error early counts too.
    long before = lastKeyNanos + (groups - 1) * gopNanos;
    long key =
        groups > 0 && before >= earliest - SegmentBoundaries.ROUNDING_NANOS
            ? before
            : lastKeyNanos + groups * gopNanos;
    long even = evenly(limitNanos);
    if (key - startNanos < even) {
      return key;
    }
    long step = Math.max(frameNanos(), 1);
    return Math.min(key, startNanos + (even + step - 1) / step * step);
  }

  /** What it carries. */
  TrackKind kind() {
    return source.kind();
  }

  /** Length of the next frame in nanoseconds where it is regular, else 0. */
  long stepNanos() {
    long step = grid.step();
    if (step != FrameGrid.UNKNOWN) {
      return nanos(step);
    }
    return nanos(usualTicks) >= SLOW_NANOS ? nanos(usualTicks) : 0;
  }

  /** Cuts what gathered while the part target was not known. */
  void targetChosen() {
    List<MediaFrame> gathered = frames;
    long end = lastAddedEnd;
    frames = new ArrayList<>();
    for (int i = 0; i < gathered.size(); i++) {
      part(gathered.get(i), i + 1 < gathered.size() ? gathered.get(i + 1).dts() : end);
    }
  }

  /** Parts that were finished so far. */
  long finishedParts() {
    return finishedParts;
  }

  /** Length of the part that is being filled, in nanoseconds. */
  long openPartNanos() {
    return frames.isEmpty() ? 0 : nanos(lastAddedEnd - frames.getFirst().dts());
  }

  /**
   * Ends the open segment before a frame that belongs to the next one, which lasts to its start.
   */
  void cross(Segment next, MediaFrame placed) {
    MediaFrame held = waiting;
    waiting = null;
    if (held != null) {
      add(held, placed.dts());
    }
    advance(next);
  }

  /** Nothing comes any more for now; what may come later keeps no promise of before. */
  void leave() {
    absent = true;
    promisedEnd = FrameGrid.UNKNOWN;
    putOff = FrameGrid.UNKNOWN;
  }

  /** Whether it left and did not come back yet. */
  boolean absent() {
    return absent;
  }

  /** Ends the open segment where it is; a frame of unknown length goes to the next one. */
  void advance(Segment next) {
    closePart(lastAddedEnd);
    open = null;
    openBytes = 0;
    segment = next;
  }

  /** Ends everything: the last frame lasts as long as the one before. */
  void flush() {
    MediaFrame held = waiting;
    waiting = null;
    if (held != null) {
      add(held, held.dts() + usual(held));
    }
    closePart(lastAddedEnd);
  }

  /** Ends the open segment: time breaks, and what comes is measured anew. */
  void interrupted(Segment next) {
    advance(next);
    lastKeyDts = FrameGrid.UNKNOWN;
    equalGops = 0;
  }

  private void add(MediaFrame frame, long nextDts) {
    long ticks = nextDts - frame.dts();
    long longest = Ticks.fromNanos(StreamPackager.HOLE_NANOS, times.target().timescale());
    if (ticks > longest) {
      // Silence: the frame itself is not that long.
      ticks = usual(frame);
    } else if (ticks > 0) {
      usualTicks = ticks;
    }
    TrackSegment now = open;
    if (now == null) {
      now = new TrackSegment(init, frame, waitingLate);
      open = now;
      segment.put(id, now);
    }
    openBytes += frame.payload().length();
    if (video) {
      captions = init.codec().captions(init.format(), frame.payload(), captions);
      now.captions(captions);
    }
    part(frame, frame.dts() + ticks);
    if (nextDts != lastAddedEnd) {
      closePart(lastAddedEnd);
    }
  }

  /** Adds a frame to the open part, which ends before it or with it when it is full. */
  private void part(MediaFrame frame, long end) {
    if (target.chosen()
        && !frames.isEmpty()
        && nanos(end - frames.getFirst().dts()) > target.nanos()) {
      closePart(frame.dts());
    }
    frames.add(frame);
    lastAddedEnd = end;
    long length = nanos(end - frames.getFirst().dts());
    // The next frame may be a rounding error shorter than this one.
    long mean = grid.meanNanos(times.target().timescale());
    long usual = mean > 0 ? Math.min(mean, nanos(usual(frame))) : nanos(usual(frame));
    long next = usual - (times.frameTicks() > 0 ? 0 : 1_000_000L);
    if (target.chosen() && length + next > target.nanos()) {
      closePart(end);
    }
  }

  /** How long a frame lasts of which nobody tells. */
  private long usual(MediaFrame frame) {
    if (usualTicks > 0) {
      return usualTicks;
    }
    long usual = times.frameTicks();
    if (usual == 0 && frame.format().details() instanceof FormatDetails.Video picture) {
      Ratio rate = picture.frameRate().orElse(new Ratio(25, 1));
      usual = Ticks.rescale(rate.denominator(), rate.numerator(), frame.format().timescale());
    }
    return usual > 0 ? usual : Ticks.rescale(20, 1000, frame.format().timescale());
  }

  /** Takes an event that the part at its time is to carry, or the next one that is not finished. */
  void announce(PendingEvent event) {
    if (events.size() >= MOST_EVENTS) {
      events.removeFirst();
    }
    events.addLast(event);
  }

  private List<Box> due(long endDts) {
    if (events.isEmpty()) {
      return List.of();
    }
    List<Box> boxes = new ArrayList<>();
    long endNanos = nanos(endDts);
    for (PendingEvent event : events) {
      if (event.due(endNanos)) {
        boxes.add(event.box(times.target().timescale()));
      }
    }
    events.removeIf(event -> event.due(endNanos));
    return boxes;
  }

  private void closePart(long endDts) {
    TrackSegment now = open;
    if (frames.isEmpty() || now == null) {
      return;
    }
    // Each segment tells the clock that the dates of playlists and manifests have.
    List<Box> before =
        new ArrayList<>(
            now.parts().isEmpty()
                ? List.of(
                    new ProducerReferenceTime(
                        InitSegment.TRACK,
                        segment.zero().plusNanos(now.firstDtsNanos()),
                        now.firstDts()))
                : List.of());
    before.addAll(due(endDts));
    now.append(new Part(nextSequence++, frames, endDts, before));
    finishedParts++;
    frames = new ArrayList<>();
  }
}
