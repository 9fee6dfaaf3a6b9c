package io.xlive.stream;

import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One track of a live stream: its number, its format and what is measured of it. Written by the
 * stream's writer, read by all.
 */
final class TrackMeter {
  private static final int WINDOWS = 5;

  final int number;
  private final Optional<TrackMeter> itself = Optional.of(this);
  private final TrackId id;
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private volatile TrackFormat format;
  private volatile Rate rate = new Rate(0, 0);
  private final long[] windowTicks = new long[WINDOWS];
  private final long[] windowBytes = new long[WINDOWS];
  private final long[] windowFrames = new long[WINDOWS];
  private int windows;
  private boolean measuring;
  private long windowStart;
  private long bytesInWindow;
  private long framesInWindow;

  private record Rate(long bitsPerSecond, double framesPerSecond) {}

  TrackMeter(int number, TrackFormat format) {
    this.number = number;
    this.id = format.id();
    this.format = format;
  }

  /** For look-ups that allocate nothing. */
  Optional<TrackMeter> itself() {
    return itself;
  }

  /** Whether a frame's format is the one at hand: the same instance, as frames carry it. */
  @SuppressWarnings("ReferenceEquality")
  boolean is(TrackFormat other) {
    return format == other;
  }

  TrackId id() {
    return id;
  }

  TrackFormat format() {
    return format;
  }

  void format(TrackFormat next) {
    if (next.timescale() != format.timescale()) {
      measuring = false;
      windows = 0;
    }
    format = next;
  }

  /** Counts a frame whose time is mended. */
  void count(MediaFrame frame) {
    frames.setRelease(frames.getPlain() + 1);
    bytes.setRelease(bytes.getPlain() + frame.payload().length());
    long dts = frame.dts();
    if (!measuring) {
      measuring = true;
      windowStart = dts;
    } else if (dts - windowStart >= frame.format().timescale()) {
      close(dts, frame.format().timescale());
    }
    bytesInWindow += frame.payload().length();
    framesInWindow++;
  }

  TrackStatus status() {
    Rate measured = rate;
    return new TrackStatus(
        format, frames.get(), bytes.get(), measured.bitsPerSecond(), measured.framesPerSecond());
  }

  private void close(long dts, int timescale) {
    int at = windows % WINDOWS;
    windowTicks[at] = dts - windowStart;
    windowBytes[at] = bytesInWindow;
    windowFrames[at] = framesInWindow;
    windows++;
    windowStart = dts;
    bytesInWindow = 0;
    framesInWindow = 0;
    double ticks = 0;
    double sumBytes = 0;
    double sumFrames = 0;
    for (int i = 0; i < Math.min(windows, WINDOWS); i++) {
      ticks += windowTicks[i];
      sumBytes += windowBytes[i];
      sumFrames += windowFrames[i];
    }
    double seconds = ticks / timescale;
    rate = new Rate(Math.round(sumBytes * 8 / seconds), sumFrames / seconds);
  }
}
