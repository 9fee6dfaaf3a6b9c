package io.xlive.stream;

import io.xlive.spi.Peer;
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
import java.net.InetSocketAddress;
import java.util.Optional;

/** Frames and peers for the tests of this module. */
final class Frames {
  static final TrackFormat VIDEO = video(0, 1000);
  static final TrackFormat AUDIO = audio(0, 1000);
  static final TrackFormat META =
      new TrackFormat(
          TrackId.of(TrackKind.DATA, 0),
          TrackKind.DATA,
          new CodecId("amf0"),
          1000,
          Bytes.EMPTY,
          new FormatDetails.Metadata("", "amf0"));

  private Frames() {}

  static TrackFormat video(int number, int timescale) {
    return new TrackFormat(
        TrackId.of(TrackKind.VIDEO, number),
        TrackKind.VIDEO,
        new CodecId("h264"),
        timescale,
        Bytes.ofHex("01"),
        new FormatDetails.Video(
            "avc1.64001f",
            1280,
            720,
            Ratio.ONE,
            Optional.empty(),
            ColorDescription.UNSPECIFIED,
            false));
  }

  static TrackFormat audio(int number, int timescale) {
    return new TrackFormat(
        TrackId.of(TrackKind.AUDIO, number),
        TrackKind.AUDIO,
        new CodecId("aac"),
        timescale,
        Bytes.ofHex("1190"),
        new FormatDetails.Audio("mp4a.40.2", 48_000, 2, 1024, Optional.empty()));
  }

  static MediaFrame key(long dts) {
    return frame(VIDEO, dts, FrameFlags.KEY, 100);
  }

  static MediaFrame delta(long dts) {
    return frame(VIDEO, dts, FrameFlags.NONE, 50);
  }

  static MediaFrame sound(long dts) {
    return frame(AUDIO, dts, FrameFlags.KEY, 10);
  }

  static MediaFrame meta(long dts, int size) {
    return frame(META, dts, FrameFlags.KEY, size);
  }

  static MediaFrame frame(TrackFormat format, long dts, FrameFlags flags, int size) {
    return new MediaFrame(format, dts, 0, dts * 1_000_000, flags, Bytes.copyOf(new byte[size]));
  }

  static Peer peer(String protocol, String host) {
    return new Peer(protocol, new InetSocketAddress(host, 40_000), "test", false, "c1");
  }
}
