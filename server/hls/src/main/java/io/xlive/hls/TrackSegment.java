package io.xlive.hls;

import io.xlive.mediakit.iso.FragmentWriter;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one track has in one segment: parts, which grow while the segment is open. Written by the
 * packager, read by any thread.
 */
final class TrackSegment {
  private final InitSegment init;
  private final long firstDts;
  private final long firstPts;
  private final boolean independent;
  private final long lateTicks;
  private final OftenAsked asked = new OftenAsked();
  private volatile List<Part> parts = List.of();
  private volatile long wholeNanos;
  private volatile CaptionChannels captions = CaptionChannels.NONE;

  /**
   * An open one.
   *
   * @param lateTicks how much later than foretold the first frame is shown: what was listed before
   *     it is that much too short
   */
  TrackSegment(InitSegment init, MediaFrame first, long lateTicks) {
    this.init = init;
    this.firstDts = first.dts();
    this.firstPts = first.pts();
    this.independent = first.key() || first.format().kind() == TrackKind.AUDIO;
    this.lateTicks = lateTicks;
  }

  InitSegment init() {
    return init;
  }

  /** Whether decoding can start with it. */
  boolean independent() {
    return independent;
  }

  /** Decoding time of the first frame in ticks: {@code tfdt} of the segment. */
  long firstDts() {
    return firstDts;
  }

  /** When the last finished part ends, in ticks; where the segment starts as long as none is. */
  long endDts() {
    List<Part> now = parts;
    return now.isEmpty() ? firstDts : now.getLast().endDts();
  }

  /** Decoding time of the first frame in nanoseconds. */
  long firstDtsNanos() {
    return Ticks.toNanos(firstDts, init.format().timescale());
  }

  /**
   * Presentation time of the first frame in nanoseconds of media time, as what was listed before it
   * foretold it: dates and durations agree.
   */
  long startNanos() {
    return Ticks.toNanos(firstPts - lateTicks, init.format().timescale());
  }

  /** The first key frame of its finished parts. */
  Optional<MediaFrame> keyFrame() {
    return parts.stream().flatMap(part -> part.keyFrame().stream()).findFirst();
  }

  /**
   * A fragment of the first key frame alone, which lasts to the end of the segment.
   *
   * @param sequence grows from segment to segment
   */
  Optional<Bytes> keyFragment(long sequence) {
    return keyFrame()
        .map(
            key ->
                FragmentWriter.fragment(
                    sequence, key.dts(), List.of(key), Math.max(endDts() - key.dts(), 1)));
  }

  void append(Part part) {
    List<Part> grown = new ArrayList<>(parts.size() + 1);
    grown.addAll(parts);
    grown.add(part);
    parts = List.copyOf(grown);
  }

  /** The captions seen up to its end. */
  void captions(CaptionChannels seen) {
    captions = seen;
  }

  CaptionChannels captions() {
    return captions;
  }

  /** Finished parts in order. */
  List<Part> parts() {
    return parts;
  }

  long payloadBytes() {
    long sum = 0;
    for (Part part : parts) {
      sum += part.payloadBytes();
    }
    return sum;
  }

  int frameCount() {
    int sum = 0;
    for (Part part : parts) {
      sum += part.frameCount();
    }
    return sum;
  }

  /** There is no more media in it, but what is behind it begins only then, in media time. */
  void lastsTo(long endNanos) {
    wholeNanos = endNanos - startNanos();
  }

  /** Whether the track left within it. */
  boolean left() {
    return wholeNanos > 0;
  }

  /** Length of the finished parts in nanoseconds, with the hole behind them if there is one. */
  long nanos() {
    List<Part> now = parts;
    return now.isEmpty()
        ? 0
        : Math.max(
            wholeNanos,
            Ticks.toNanos(now.getLast().endDts() - firstDts, init.format().timescale()));
  }

  /** Its copy, once it is complete. */
  OftenAsked asked() {
    return asked;
  }

  /** The media segment: the bytes of its parts in order. */
  List<Bytes> bytes() {
    return parts.stream().map(Part::bytes).toList();
  }
}
