package io.xlive.stream;

import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackKind;

/**
 * Mends the times of one publication; used by its writer only.
 *
 * <p>Whatever an encoder sends, decoding times of a track only grow. Counters that overflow (32
 * bits of milliseconds after 49.7 days, 24 bits after 4.66 h, signed or not) go on. A step of more
 * than ten seconds, or back, starts a new era: its frames follow the newest one so far and carry
 * {@link FrameFlags#discontinuity()}; the other tracks join the era with the same shift, so what
 * belongs together stays together. Tracks that begin at different times keep their distance. Data
 * tracks follow and never lead: the stamps of {@code onMetaData} mean little.
 *
 * <p>A publication begins at ten seconds, so that a track which begins earlier than the first has
 * room.
 */
final class Timeline {
  static final long JUMP_NANOS = 10_000_000_000L;
  static final long JITTER_NANOS = 100_000_000L;
  static final long ORIGIN_NANOS = JUMP_NANOS;

  /** Times beyond 2^31 s are no times; keeps all sums below inside of 64 bits. */
  private static final int MOST_SECONDS_BITS = 31;

  private static final long LAST_NANOS = 1L << 61;
  private static final long UNKNOWN = Long.MIN_VALUE;

  private final TrackClock[] clocks;
  private boolean started;
  private long shiftNanos;
  private long positionNanos = ORIGIN_NANOS;
  private int era;

  Timeline(int maxTracks) {
    clocks = new TrackClock[maxTracks];
  }

  /** The newest decoding time of the publication; never goes back. */
  long positionNanos() {
    return positionNanos;
  }

  /** What was added to the encoder's time stamps, in nanoseconds. */
  long shiftNanos() {
    return shiftNanos;
  }

  /** How often a new era began. */
  long breaks() {
    return era;
  }

  /** Whether no time is left: a century of media came in. */
  boolean exhausted() {
    return positionNanos >= LAST_NANOS;
  }

  /** The frame at its true place. */
  MediaFrame mend(int track, MediaFrame frame) {
    TrackClock clock = clock(track, frame);
    long bound = (long) clock.timescale << MOST_SECONDS_BITS;
    long raw =
        frame.dts() > bound || frame.dts() < -bound
            ? Math.floorMod(frame.dts(), bound)
            : frame.dts();
    TrackKind kind = frame.format().kind();
    boolean leads = kind == TrackKind.VIDEO || kind == TrackKind.AUDIO;
    if (!leads) {
      return placed(frame, clock, Math.max(follow(clock, raw), clock.lastDts), frame.flags());
    }
    boolean broken = lead(clock, raw);
    long dts = raw + clock.offset;
    if (dts <= clock.lastDts) {
      dts = clock.lastDts + 1;
    }
    clock.lastRaw = raw;
    positionNanos = Math.max(positionNanos, Ticks.toNanos(dts, clock.timescale));
    return placed(frame, clock, dts, broken ? frame.flags().withDiscontinuity() : frame.flags());
  }

  private TrackClock clock(int track, MediaFrame frame) {
    TrackClock clock = clocks[track];
    int timescale = frame.format().timescale();
    if (clock == null || clock.timescale != timescale) {
      TrackClock next = new TrackClock(timescale, frame.video());
      if (clock != null && clock.lastDts != Long.MIN_VALUE) {
        next.lastDts = Ticks.rescale(clock.lastDts, clock.timescale, timescale);
      }
      clocks[track] = next;
      return next;
    }
    return clock;
  }

  /** Sets the clock's offset for a frame; true when the track broke. */
  private boolean lead(TrackClock clock, long raw) {
    if (!started) {
      started = true;
      shiftNanos = ORIGIN_NANOS - Ticks.toNanos(raw, clock.timescale);
    }
    if (!clock.started) {
      clock.started = true;
      clock.era = era;
      long position = Ticks.fromNanos(positionNanos, clock.timescale);
      clock.offset = clock.near(raw + shift(clock), position, position) - raw;
      return false;
    }
    long step = raw - clock.lastRaw;
    boolean behind = clock.era != era;
    if (clock.steady(step) && !(behind && Math.abs(step) > clock.timescale)) {
      if (step > 0) {
        clock.step = Math.min(step, clock.timescale);
      }
      return false;
    }
    long unwrapped = clock.unwrapped(step);
    if (!behind && clock.steady(unwrapped)) {
      clock.offset += unwrapped - step;
      shiftNanos = nanos(clock, raw + clock.offset) - nanos(clock, raw);
      return false;
    }
    return jump(clock, raw);
  }

  private boolean jump(TrackClock clock, long raw) {
    long position = Ticks.fromNanos(positionNanos, clock.timescale);
    long own = clock.near(raw + clock.offset, position, UNKNOWN);
    boolean ownWorks = own != UNKNOWN && own > clock.lastDts;
    if (clock.era != era) {
      // Another track jumped already: join its era, unless this one runs on undisturbed.
      long joined = clock.near(raw + shift(clock), position, UNKNOWN);
      if (joined != UNKNOWN
          && !(ownWorks && Math.abs(own - position) <= Math.abs(joined - position))) {
        clock.offset = joined - raw;
        clock.era = era;
        return true;
      }
    }
    if (ownWorks) {
      // It fell silent while others went on, and comes back where it should be.
      clock.offset = own - raw;
      return false;
    }
    era++;
    clock.era = era;
    long target = Math.max(position, clock.lastDts) + clock.step;
    clock.offset = target - raw;
    shiftNanos = nanos(clock, target) - nanos(clock, raw);
    return true;
  }

  private static long nanos(TrackClock clock, long ticks) {
    return Ticks.toNanos(ticks, clock.timescale);
  }

  private long follow(TrackClock clock, long raw) {
    long position = Ticks.fromNanos(positionNanos, clock.timescale);
    return started ? clock.near(raw + shift(clock), position, position) : position;
  }

  private long shift(TrackClock clock) {
    return Ticks.fromNanos(shiftNanos, clock.timescale);
  }

  /**
   * Offsets stay as they came; only where the time had to be raised does the picture keep its own,
   * as far as it can.
   */
  private static MediaFrame placed(MediaFrame frame, TrackClock clock, long dts, FrameFlags flags) {
    long raised = clock.started ? dts - (clock.lastRaw + clock.offset) : 0;
    int offset = frame.ptsOffset();
    if (Math.abs((long) offset) > clock.most) {
      offset = 0;
    } else if (raised > 0 && offset > 0) {
      offset = (int) Math.max(0, offset - raised);
    }
    clock.lastDts = dts;
    if (dts == frame.dts() && offset == frame.ptsOffset() && flags == frame.flags()) {
      return frame;
    }
    return new MediaFrame(
        frame.format(), dts, offset, frame.arrivalNanos(), flags, frame.payload());
  }
}
