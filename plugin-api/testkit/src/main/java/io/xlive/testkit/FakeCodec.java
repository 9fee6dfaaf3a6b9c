package io.xlive.testkit;

import io.xlive.mediakit.iso.AudioSampleEntry;
import io.xlive.mediakit.iso.Box;
import io.xlive.mediakit.iso.VisualSampleEntry;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ratio;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A codec simple enough to make samples by hand. A configuration record is a byte 1 and whatever
 * follows. Of a sample the first byte counts: bit 0 a key frame, bit 1 disposable, 0xFF is
 * malformed. Video is 640x360, sound 48 kHz stereo with 1024 samples a frame.
 *
 * @param id its name
 * @param kind what it carries
 * @param flv how RTMP names it
 * @param ts how it goes into MPEG-TS
 */
public record FakeCodec(CodecId id, TrackKind kind, FlvMapping flv, Optional<TsForm> ts)
    implements Codec {
  /** A video codec with the FLV id of H.264. */
  public static final FakeCodec VIDEO =
      new FakeCodec(
          new CodecId("fake-video"),
          TrackKind.VIDEO,
          new FlvMapping("avc1", OptionalInt.of(7), true, true),
          Optional.of(new FakeTs(0x1B, 0xE0)));

  /** An audio codec with the FLV id of AAC. */
  public static final FakeCodec AUDIO =
      new FakeCodec(
          new CodecId("fake-audio"),
          TrackKind.AUDIO,
          new FlvMapping("mp4a", OptionalInt.of(10), false, true),
          Optional.of(new FakeTs(0x0F, 0xC0)));

  /** A configuration record that both take. */
  public static final Bytes CONFIG = Bytes.ofHex("01 02");

  @Override
  public FormatDetails describe(Bytes config) {
    if (config.isEmpty() || config.u8(0) != 1) {
      throw XliveException.malformed("a fake configuration starts with 1");
    }
    return switch (kind) {
      case VIDEO ->
          new FormatDetails.Video(
              "avc1.64001e",
              640,
              360,
              Ratio.ONE,
              Optional.of(new Ratio(25, 1)),
              ColorDescription.UNSPECIFIED,
              false);
      case AUDIO -> new FormatDetails.Audio("mp4a.40.2", 48_000, 2, 1024, Optional.empty());
      case TEXT, DATA -> new FormatDetails.Metadata("", "fake");
    };
  }

  @Override
  public Inspection inspect(TrackFormat format, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    int first = sample.u8(0);
    if (first == 0xFF) {
      return new Inspection.Invalid("starts with 0xFF");
    }
    if (kind != TrackKind.VIDEO || (first & 1) != 0) {
      return Inspection.KEY;
    }
    return (first & 2) != 0 ? Inspection.DISPOSABLE : Inspection.DELTA;
  }

  @Override
  public Bytes sampleEntry(TrackFormat format) {
    Box config = Box.of("fake", format.config());
    return switch (kind) {
      case VIDEO -> VisualSampleEntry.of("avc1", format, config);
      case AUDIO -> AudioSampleEntry.of("mp4a", format, config);
      case TEXT, DATA -> Box.of("fake", format.config()).bytes();
    };
  }

  /** A sample that inspection finds to be what the flags say, with recognisable content. */
  public static Bytes sample(FrameFlags flags, long number, int size) {
    BytesBuilder out = new BytesBuilder(Math.max(size, 1));
    out.u8((flags.key() ? 1 : 0) | (flags.disposable() ? 2 : 0));
    for (int i = 1; i < size; i++) {
      out.u8((int) (number + i) & 0x7F);
    }
    return out.build();
  }

  /**
   * The form of H.264 or AAC around the sample's bytes, so that a conformance reader finds what it
   * wants: delimiter, parameter sets and one NAL unit, or an ADTS header.
   *
   * @param streamType 0x1B or 0x0F
   * @param streamId see {@link TsForm#streamId()}
   */
  public record FakeTs(int streamType, int streamId) implements TsForm {
    private static final Bytes DELIMITER = Bytes.ofHex("00000001 09f0");
    private static final Bytes PARAMETER_SETS = Bytes.ofHex("00000001 6764001e 00000001 68ee3c80");

    @Override
    public Bytes descriptors(TrackFormat format) {
      return Bytes.EMPTY;
    }

    @Override
    public void write(MediaFrame frame, BytesBuilder out) {
      if (frame.video()) {
        out.bytes(DELIMITER);
        if (frame.key()) {
          out.bytes(PARAMETER_SETS);
        }
        out.u24(1).u8(frame.key() ? 0x65 : 0x41);
      } else {
        int length = 7 + frame.payload().length();
        out.u24(0xFFF14C).u8(0x80 | length >> 11).u8(length >> 3).u16(length << 13 | 0x1FFC);
      }
      out.bytes(frame.payload());
    }
  }
}
