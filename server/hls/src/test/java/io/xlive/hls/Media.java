package io.xlive.hls;

import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ratio;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.FakeCodec;
import io.xlive.testkit.FakeCodecs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Frames as the hub gives them: milliseconds from ten seconds on. */
final class Media {
  static final TrackFormat VIDEO = video("video", "h264", 1);
  static final TrackFormat AUDIO = audio("audio", "aac", Optional.empty());
  static final TrackFormat DATA =
      new TrackFormat(
          new TrackId("data"),
          TrackKind.DATA,
          new CodecId("amf0"),
          1000,
          Bytes.EMPTY,
          new FormatDetails.Metadata("", "amf0"));
  static final long START = 10_000;

  /** {@code h264} and {@code aac} go into MPEG-TS, {@code opus} does not. */
  static final FakeCodecs CODECS =
      new FakeCodecs(
          codec(FakeCodec.VIDEO, "h264", FakeCodec.VIDEO.ts()),
          codec(FakeCodec.AUDIO, "aac", FakeCodec.AUDIO.ts()),
          codec(FakeCodec.AUDIO, "opus", Optional.empty()));

  private Media() {}

  private static FakeCodec codec(FakeCodec like, String id, Optional<TsForm> ts) {
    return new FakeCodec(new CodecId(id), like.kind(), like.flv(), ts);
  }

  static TrackFormat video(String id, String codec, int config) {
    return new TrackFormat(
        new TrackId(id),
        TrackKind.VIDEO,
        new CodecId(codec),
        1000,
        Bytes.copyOf((byte) config),
        new FormatDetails.Video(
            "avc1.64001f",
            1280,
            720,
            Ratio.ONE,
            Optional.of(new Ratio(25, 1)),
            ColorDescription.UNSPECIFIED,
            false));
  }

  static TrackFormat audio(String id, String codec, Optional<String> language) {
    return new TrackFormat(
        new TrackId(id),
        TrackKind.AUDIO,
        new CodecId(codec),
        1000,
        Bytes.copyOf((byte) 0x11, (byte) 0x90),
        new FormatDetails.Audio("mp4a.40.2", 48_000, 2, 1024, language));
  }

  static MediaFrame frame(TrackFormat format, long millis, boolean key, int bytes) {
    return frame(format, millis, FrameFlags.of(key, false), bytes);
  }

  static MediaFrame frame(TrackFormat format, long millis, FrameFlags flags, int bytes) {
    byte[] payload = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      payload[i] = (byte) (millis + i);
    }
    return new MediaFrame(format, millis, 0, millis * 1_000_000, flags, Bytes.copyOf(payload));
  }

  /** A data message as RTMP brings it. */
  static MediaFrame data(long millis, Bytes amf) {
    return new MediaFrame(DATA, millis, 0, millis * 1_000_000, FrameFlags.NONE, amf);
  }

  /** Pictures at a distance, a key frame at each multiple of the group length. */
  static List<MediaFrame> pictures(
      TrackFormat format, long from, long to, long distance, long groupMillis) {
    List<MediaFrame> frames = new ArrayList<>();
    for (long t = from; t < to; t += distance) {
      boolean key = (t - from) % groupMillis == 0;
      frames.add(frame(format, t, key, key ? 4000 : 1000));
    }
    return frames;
  }

  /** Audio frames of 1024 samples at 48 kHz with their times rounded down to milliseconds. */
  static List<MediaFrame> sound(TrackFormat format, long from, long to) {
    List<MediaFrame> frames = new ArrayList<>();
    for (long i = 0; from + i * 1024 / 48 < to; i++) {
      frames.add(frame(format, from + i * 1024 / 48, true, 300));
    }
    return frames;
  }

  /** In order of time, as an encoder interleaves. */
  @SafeVarargs
  static List<MediaFrame> interleave(List<MediaFrame>... tracks) {
    List<MediaFrame> all = new ArrayList<>();
    for (List<MediaFrame> track : tracks) {
      all.addAll(track);
    }
    all.sort(Comparator.comparingLong(MediaFrame::dts));
    return all;
  }

  /** 25 pictures a second and sound, a key frame every {@code groupMillis}. */
  static List<MediaFrame> av(long from, long to, long groupMillis) {
    return interleave(pictures(VIDEO, from, to, 40, groupMillis), sound(AUDIO, from, to));
  }
}
