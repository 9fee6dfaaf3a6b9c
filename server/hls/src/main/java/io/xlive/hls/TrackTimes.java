package io.xlive.hls;

import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackFormat;

/**
 * Puts the frames of one track on the timescale of its media segments. Audio that came with
 * milliseconds gets its sample rate as timescale, and its frames their exact distance: the rounding
 * of the carrier would else be heard as gaps and overlaps. A frame that is further from its place
 * than the rounding explains keeps its own time. One thread.
 */
final class TrackTimes {
  /** Rounded milliseconds differ by one at most; some encoders stamp a little off. */
  private static final long TOLERANCE_MILLIS = 3;

  private final TrackFormat source;
  private final TrackFormat target;
  private final int samplesPerFrame;
  private final long tolerance;
  private boolean started;
  private long expected;
  private long last;

  TrackTimes(TrackFormat source) {
    this.source = source;
    if (source.details() instanceof FormatDetails.Audio audio
        && source.timescale() < audio.sampleRate()) {
      this.target =
          new TrackFormat(
              source.id(),
              source.kind(),
              source.codec(),
              audio.sampleRate(),
              source.config(),
              audio);
      this.samplesPerFrame = audio.samplesPerFrame();
    } else {
      this.target = source;
      this.samplesPerFrame = 0;
    }
    this.tolerance = Ticks.rescale(TOLERANCE_MILLIS, 1000, target.timescale());
  }

  /** The format of what {@link #place} gives. */
  TrackFormat target() {
    return target;
  }

  /** The usual length of a frame in ticks of the target, when the format tells; else 0. */
  long frameTicks() {
    return samplesPerFrame;
  }

  /** The frame in ticks of the target. */
  MediaFrame place(MediaFrame frame) {
    if (source == target) {
      return frame;
    }
    long dts = Ticks.rescale(frame.dts(), source.timescale(), target.timescale());
    if (started && !frame.flags().discontinuity() && !frame.flags().gap()) {
      if (samplesPerFrame > 0 && Math.abs(dts - expected) <= tolerance) {
        dts = expected;
      }
      dts = Math.max(dts, last);
    }
    started = true;
    last = dts;
    expected = dts + samplesPerFrame;
    int offset =
        frame.ptsOffset() == 0
            ? 0
            : (int) Ticks.rescale(frame.ptsOffset(), source.timescale(), target.timescale());
    return new MediaFrame(
        target, dts, offset, frame.arrivalNanos(), frame.flags(), frame.payload());
  }
}
