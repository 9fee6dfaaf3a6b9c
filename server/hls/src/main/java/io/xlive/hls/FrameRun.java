package io.xlive.hls;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Frames of one format, in a few arrays: what stays for half a minute is not to be thousands of
 * objects that a collector looks at again and again. Frames are made when somebody asks for them.
 * Immutable.
 */
final class FrameRun {
  private static final int TIMES = 2;
  private static final int NUMBERS = 5;
  private static final int KEY = 1;
  private static final int DISPOSABLE = 2;
  private static final int DISCONTINUITY = 4;
  private static final int GAP = 8;

  private final TrackFormat format;

  /** Decoding time and arrival of each frame. */
  private final long[] times;

  /** Of each frame its presentation offset, flags, which stretch it is in, from where, how long. */
  private final int[] numbers;

  /** Payloads lie in as few stretches as they came in. */
  private final Bytes[] stretches;

  private FrameRun(TrackFormat format, long[] times, int[] numbers, Bytes[] stretches) {
    this.format = format;
    this.times = times;
    this.numbers = numbers;
    this.stretches = stretches;
  }

  /** One or more frames of one format. */
  static FrameRun of(List<MediaFrame> frames) {
    long[] times = new long[frames.size() * TIMES];
    int[] numbers = new int[frames.size() * NUMBERS];
    List<Bytes> stretches = new ArrayList<>(2);
    Bytes stretch = Bytes.EMPTY;
    for (int i = 0; i < frames.size(); i++) {
      MediaFrame frame = frames.get(i);
      Bytes payload = frame.payload();
      Optional<Bytes> longer =
          stretches.isEmpty() ? Optional.empty() : Bytes.enclosing(stretch, payload);
      if (longer.isPresent()) {
        stretch = longer.get();
        stretches.set(stretches.size() - 1, stretch);
      } else {
        stretch = payload;
        stretches.add(stretch);
      }
      times[i * TIMES] = frame.dts();
      times[i * TIMES + 1] = frame.arrivalNanos();
      numbers[i * NUMBERS] = frame.ptsOffset();
      numbers[i * NUMBERS + 1] = bits(frame.flags());
      place(numbers, i, stretches.size() - 1, stretch.length() - payload.length());
      numbers[i * NUMBERS + 4] = payload.length();
    }
    TrackFormat format = frames.getFirst().format();
    return new FrameRun(format, times, numbers, stretches.toArray(Bytes[]::new));
  }

  /** The same frames where their payloads lie one after the other. */
  FrameRun in(Bytes payloads) {
    int[] placed = numbers.clone();
    int from = 0;
    for (int i = 0; i < size(); i++) {
      place(placed, i, 0, from);
      from += length(i);
    }
    return new FrameRun(format, times, placed, new Bytes[] {payloads});
  }

  private static void place(int[] numbers, int index, int stretch, int from) {
    numbers[index * NUMBERS + 2] = stretch;
    numbers[index * NUMBERS + 3] = from;
  }

  TrackFormat format() {
    return format;
  }

  /** How many frames. */
  int size() {
    return times.length / TIMES;
  }

  /** Decoding time of a frame, 0..size-1. */
  long dts(int index) {
    return times[index * TIMES];
  }

  /** Payload bytes of a frame, 0..size-1. */
  int length(int index) {
    return numbers[index * NUMBERS + 4];
  }

  /** Whether decoding can start at a frame, 0..size-1. */
  boolean key(int index) {
    return (numbers[index * NUMBERS + 1] & KEY) != 0;
  }

  /** A frame, 0..size-1. */
  MediaFrame frame(int index) {
    int at = index * NUMBERS;
    return new MediaFrame(
        format,
        dts(index),
        numbers[at],
        times[index * TIMES + 1],
        flags(numbers[at + 1]),
        stretches[numbers[at + 2]].slice(numbers[at + 3], numbers[at + 4]));
  }

  /** All of them, in their order. */
  List<MediaFrame> frames() {
    MediaFrame[] frames = new MediaFrame[size()];
    for (int i = 0; i < frames.length; i++) {
      frames[i] = frame(i);
    }
    return List.of(frames);
  }

  private static int bits(FrameFlags flags) {
    return (flags.key() ? KEY : 0)
        | (flags.disposable() ? DISPOSABLE : 0)
        | (flags.discontinuity() ? DISCONTINUITY : 0)
        | (flags.gap() ? GAP : 0);
  }

  private static FrameFlags flags(int bits) {
    FrameFlags flags = FrameFlags.of((bits & KEY) != 0, (bits & DISPOSABLE) != 0);
    if ((bits & DISCONTINUITY) != 0) {
      flags = flags.withDiscontinuity();
    }
    return (bits & GAP) != 0 ? flags.withGap() : flags;
  }
}
