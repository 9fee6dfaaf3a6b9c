package io.xlive.testkit;

import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Synthetic frames. Payloads are those of {@link FakeCodec}; a frame arrives at its decoding time
 * on a nanosecond clock that starts at 0.
 */
public final class Frames {
  /** A video track in milliseconds, as it comes by RTMP. */
  public static final TrackFormat VIDEO = format(FakeCodec.VIDEO, TrackId.of(TrackKind.VIDEO, 0));

  /** An audio track in milliseconds. */
  public static final TrackFormat AUDIO = format(FakeCodec.AUDIO, TrackId.of(TrackKind.AUDIO, 0));

  private static final int SIZE = 100;

  private Frames() {}

  /** A format of a fake codec, in milliseconds; each call makes a new instance. */
  public static TrackFormat format(FakeCodec codec, TrackId id) {
    return new TrackFormat(
        id, codec.kind(), codec.id(), 1000, FakeCodec.CONFIG, codec.describe(FakeCodec.CONFIG));
  }

  /** The same track at another timescale. */
  public static TrackFormat withTimescale(TrackFormat format, int timescale) {
    return new TrackFormat(
        format.id(), format.kind(), format.codec(), timescale, format.config(), format.details());
  }

  /** The same track with another codec's name. */
  public static TrackFormat withCodec(TrackFormat format, CodecId codec) {
    return new TrackFormat(
        format.id(), format.kind(), codec, format.timescale(), format.config(), format.details());
  }

  /** A frame of {@value #SIZE} bytes. */
  public static MediaFrame frame(TrackFormat format, long dts, int ptsOffset, FrameFlags flags) {
    return frame(format, dts, ptsOffset, flags, SIZE);
  }

  /** A frame of some size. */
  public static MediaFrame frame(
      TrackFormat format, long dts, int ptsOffset, FrameFlags flags, int size) {
    return new MediaFrame(
        format,
        dts,
        ptsOffset,
        Ticks.toNanos(dts, format.timescale()),
        flags,
        FakeCodec.sample(flags, dts, size));
  }

  /** A key frame. */
  public static MediaFrame key(TrackFormat format, long dts) {
    return frame(format, dts, 0, FrameFlags.KEY);
  }

  /** A frame that needs others. */
  public static MediaFrame delta(TrackFormat format, long dts) {
    return frame(format, dts, 0, FrameFlags.NONE);
  }

  /** A key frame and {@code count - 1} others, {@code ticks} apart. */
  public static List<MediaFrame> gop(TrackFormat format, long dts, long ticks, int count) {
    List<MediaFrame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(frame(format, dts + i * ticks, 0, FrameFlags.of(i == 0, false)));
    }
    return List.copyOf(frames);
  }

  /**
   * A group of pictures with B-frames: in decoding order I P b b P b b ..., b disposable,
   * presentation one picture late.
   *
   * @param count 1 and a multiple of 3
   */
  public static List<MediaFrame> bFrameGop(TrackFormat format, long dts, int ticks, int count) {
    List<MediaFrame> frames = new ArrayList<>();
    frames.add(frame(format, dts, ticks, FrameFlags.KEY));
    for (int i = 1; i < count; i++) {
      boolean reference = i % 3 == 1;
      frames.add(
          frame(
              format,
              dts + (long) i * ticks,
              reference ? 3 * ticks : 0,
              FrameFlags.of(false, !reference)));
    }
    return List.copyOf(frames);
  }

  /** Video as an encoder sends it: groups of {@code perGop} pictures, {@code ticks} apart. */
  public static List<MediaFrame> video(
      TrackFormat format, long dts, long ticks, int perGop, int count) {
    List<MediaFrame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      frames.add(frame(format, dts + i * ticks, 0, FrameFlags.of(i % perGop == 0, false)));
    }
    return List.copyOf(frames);
  }

  /** Sound: frames of 1024 samples at 48 kHz, times rounded down to the track's ticks. */
  public static List<MediaFrame> audio(TrackFormat format, long dts, int count) {
    List<MediaFrame> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long time = dts + Ticks.rescale(i * 1024L, 48_000, format.timescale());
      frames.add(frame(format, time, 0, FrameFlags.KEY));
    }
    return List.copyOf(frames);
  }

  /** Several tracks in the order of their decoding times; among equals in the order given. */
  @SafeVarargs
  public static List<MediaFrame> interleave(List<MediaFrame>... tracks) {
    return Arrays.stream(tracks)
        .flatMap(List::stream)
        .sorted(Comparator.comparingLong(f -> Ticks.toNanos(f.dts(), f.format().timescale())))
        .toList();
  }
}
