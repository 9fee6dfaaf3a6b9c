package io.xlive.hls;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ratio;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the frames of one track into parts. The newest frame waits until the next one tells how
 * long it lasts. One thread.
 */
final class TrackPackager {
  private final TrackId id;
  private final boolean video;
  private final long epoch;
  private final long partNanos;
  private TrackFormat source;
  private TrackTimes times;
  private InitSegment init;
  private long nextSequence = 1;
  private @Nullable MediaFrame waiting;
  private long usualTicks;
  private long lastDts = Long.MIN_VALUE;
  private boolean awaitsKey;
  private Segment segment;
  private @Nullable TrackSegment open;
  private long openBytes;
  private long lastAddedEnd;
  private List<MediaFrame> frames = new ArrayList<>();

  TrackPackager(TrackFormat format, Codec codec, long epoch, Duration part, Segment segment) {
    this.id = format.id();
    this.epoch = epoch;
    this.partNanos = part.toNanos();
    this.video = format.details() instanceof FormatDetails.Video;
    this.awaitsKey = video;
    this.segment = segment;
    this.source = format;
    this.times = new TrackTimes(format);
    this.init = new InitSegment(epoch, 0, times.target(), codec);
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

  MediaFrame place(MediaFrame frame) {
    return times.place(frame);
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
    return now == null || held == null ? 0 : nanos(held.dts() + usual(held)) - now.firstDtsNanos();
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
    lastDts = placed.dts();
    awaitsKey = false;
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
      now = new TrackSegment(init, frame);
      open = now;
      segment.put(id, now);
    }
    frames.add(frame);
    openBytes += frame.payload().length();
    lastAddedEnd = frame.dts() + ticks;
    long length = nanos(lastAddedEnd - frames.getFirst().dts());
    boolean nearlyFull = length >= partNanos * 85 / 100 && length + nanos(ticks) > partNanos;
    if (nearlyFull || nextDts != lastAddedEnd) {
      closePart(lastAddedEnd);
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

  private void closePart(long endDts) {
    TrackSegment now = open;
    if (frames.isEmpty() || now == null) {
      return;
    }
    now.append(new Part(nextSequence++, frames, endDts));
    frames = new ArrayList<>();
  }
}
