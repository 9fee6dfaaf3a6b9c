package io.xlive.mediakit.iso;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
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
import java.util.Optional;
import java.util.OptionalInt;

/** Formats and frames for the box tests. */
final class Samples {
  static final TrackFormat VIDEO =
      new TrackFormat(
          new TrackId("video"),
          TrackKind.VIDEO,
          new CodecId("h264"),
          1000,
          Bytes.ofHex("0164001f"),
          new FormatDetails.Video(
              "avc1.64001f",
              720,
              576,
              new Ratio(16, 15),
              Optional.empty(),
              new ColorDescription(
                  9,
                  16,
                  9,
                  true,
                  10,
                  Optional.of(Bytes.copyOf(new byte[24])),
                  Optional.of(Bytes.ofHex("03e80190"))),
              false));
  static final TrackFormat AUDIO = audio(Optional.of("de-AT"), 48_000);

  private Samples() {}

  static TrackFormat audio(Optional<String> language, int rate) {
    return new TrackFormat(
        new TrackId("audio"),
        TrackKind.AUDIO,
        new CodecId("aac"),
        rate,
        Bytes.ofHex("1190"),
        new FormatDetails.Audio("mp4a.40.2", rate, 2, 1024, language));
  }

  static MediaFrame frame(TrackFormat format, long dts, int offset, FrameFlags flags, String hex) {
    return new MediaFrame(format, dts, offset, 0, flags, Bytes.ofHex(hex));
  }

  /** A codec whose sample entry is as a real one's. */
  record SampleCodec(CodecId id, TrackKind kind) implements Codec {
    @Override
    public FlvMapping flv() {
      return new FlvMapping("avc1", OptionalInt.of(7), true, true);
    }

    @Override
    public FormatDetails describe(Bytes config) {
      return VIDEO.details();
    }

    @Override
    public Inspection inspect(TrackFormat format, Bytes sample) {
      return Inspection.KEY;
    }

    @Override
    public Bytes sampleEntry(TrackFormat format) {
      return kind == TrackKind.VIDEO
          ? VisualSampleEntry.of("avc1", format, Box.of("avcC", format.config()))
          : AudioSampleEntry.of(
              "mp4a", format, new ElementaryStreamDescriptor(0x40, format.config()));
    }
  }

  static Codec codec(TrackFormat format) {
    return new SampleCodec(format.codec(), format.kind());
  }
}
