package io.xlive.mediakit.ts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
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
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * The whole of a stream is judged by the conformance reader of the test kit; here are the details.
 */
class TsMuxerTest {
  private static final TrackFormat VIDEO =
      new TrackFormat(
          new TrackId("video"),
          TrackKind.VIDEO,
          new CodecId("v"),
          1000,
          Bytes.EMPTY,
          new FormatDetails.Video(
              "v", 16, 16, Ratio.ONE, Optional.empty(), ColorDescription.UNSPECIFIED, false));
  private static final TrackFormat AUDIO =
      new TrackFormat(
          new TrackId("audio"),
          TrackKind.AUDIO,
          new CodecId("a"),
          1000,
          Bytes.EMPTY,
          new FormatDetails.Audio("a", 48_000, 2, 1024, Optional.empty()));
  private static final TrackFormat NONE =
      new TrackFormat(
          new TrackId("none"),
          TrackKind.AUDIO,
          new CodecId("none"),
          1000,
          Bytes.EMPTY,
          AUDIO.details());

  @Test
  void theCrcIsTheOneOfTheStandard() {
    Bytes check = Bytes.copyOf("123456789".getBytes(StandardCharsets.US_ASCII));
    assertThat(Crc32Mpeg.of(check)).isEqualTo(0x0376E6E7);
    assertThat(Crc32Mpeg.of(Psi.pat())).as("over a section with its CRC").isZero();
  }

  @Test
  void aSmallestSegmentByteForByte() {
    Bytes segment = muxer(VIDEO).segment(17, false, List.of(frame(VIDEO, 0, 40, true, 3)), 40);
    assertThat(packet(segment, 0))
        .startsWith("47400011" + "00" + "00b00d0001c100000001f000" + "2ab104b2" + "ffff");
    assertThat(packet(segment, 1)).startsWith("47500011" + "00" + "02b0120001");
    assertThat(packet(segment, 1)).contains("e100f000" + "1be100f000");
    // PES: 3 bytes of data can be spread over 4 packets; PTS 10.04 s, DTS 10 s, PCR 0.2 s earlier.
    assertThat(packet(segment, 2))
        .startsWith("47410030" + "a4" + "50" + "0006baa8" + "7e00" + "ffff")
        .endsWith("000001e0" + "0010" + "84c00a" + pes(3, 903_600) + pes(1, 900_000))
        .hasSize(376);
    assertThat(packet(segment, 3)).startsWith("47010031" + "b6" + "00" + "ff").endsWith("ff00");
    assertThat(segment.length()).isEqualTo(6 * 188);
  }

  @Test
  void sameFramesAndNumberGiveTheSameBytes() {
    List<MediaFrame> frames = List.of(frame(VIDEO, 0, 0, true, 5000), frame(AUDIO, 0, 0, true, 10));
    assertThat(muxer(VIDEO, AUDIO).segment(5, false, frames, 40))
        .isEqualTo(muxer(VIDEO, AUDIO).segment(5, false, frames, 40));
  }

  @Test
  void soundIsGroupedUnlessATimeIsMissing() {
    List<MediaFrame> steady = new ArrayList<>();
    List<MediaFrame> gappy = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      steady.add(frame(AUDIO, i * 1024 / 48, 0, true, 100));
      gappy.add(frame(AUDIO, i * 30, 0, true, 100));
    }
    assertThat(starts(muxer(AUDIO).segment(0, false, steady, 21), 0x100)).isEqualTo(1);
    assertThat(starts(muxer(AUDIO).segment(0, false, gappy, 21), 0x100)).isEqualTo(4);
  }

  @Test
  void aJumpInOneTrackFillsNoHours() {
    List<MediaFrame> frames =
        List.of(frame(VIDEO, 0, 0, true, 100), frame(VIDEO, 36_000_000, 0, true, 100));
    assertThat(muxer(VIDEO).segment(0, false, frames, 40).length()).isLessThan(40 * 188);
  }

  @Test
  void whatTsDoesNotCarryIsSaidBefore() {
    assertThat(TsMuxer.carries(VIDEO, new TestCodecs())).isTrue();
    assertThat(TsMuxer.carries(NONE, new TestCodecs())).isFalse();
    for (List<TrackFormat> formats :
        List.of(List.of(NONE), List.<TrackFormat>of(), Collections.nCopies(40, AUDIO))) {
      assertThatThrownBy(() -> new TsMuxer(formats, new TestCodecs()))
          .isInstanceOfSatisfying(
              XliveException.class,
              e -> assertThat(e.code()).isEqualTo(SpiError.UNSUPPORTED_MEDIA));
    }
  }

  @Test
  void theTimestampTagHoldsThe33BitTime() {
    Bytes tag = Id3Timestamp.tag((1L << 33) + 5);
    assertThat(tag.toHex())
        .startsWith("49443304000000000" + "03f" + "50524956" + "00000035" + "0000")
        .endsWith("0000000000000005");
    assertThat(tag.length()).isEqualTo(10 + 0x3F);
  }

  private static String pes(int mark, long time) {
    return new BytesBuilder()
        .u8(mark << 4 | (int) (time >> 30) << 1 | 1)
        .u16((int) (time >> 15 & 0x7FFF) << 1 | 1)
        .u16((int) (time & 0x7FFF) << 1 | 1)
        .build()
        .toHex();
  }

  private static int starts(Bytes segment, int pid) {
    int starts = 0;
    for (int at = 0; at < segment.length(); at += 188) {
      if (segment.u16(at + 1) == (0x4000 | pid)) {
        starts++;
      }
    }
    return starts;
  }

  private static String packet(Bytes segment, int number) {
    return segment.slice(number * 188, 188).toHex();
  }

  private static MediaFrame frame(TrackFormat format, long dts, int offset, boolean key, int size) {
    return new MediaFrame(
        format, dts, offset, 0, FrameFlags.of(key, false), Bytes.copyOf(new byte[size]));
  }

  private static TsMuxer muxer(TrackFormat... formats) {
    return new TsMuxer(List.of(formats), new TestCodecs());
  }

  private record Form(int streamType, int streamId) implements TsForm {
    @Override
    public Bytes descriptors(TrackFormat format) {
      return Bytes.EMPTY;
    }

    @Override
    public void write(MediaFrame frame, BytesBuilder out) {
      out.bytes(frame.payload());
    }
  }

  private record TestCodec(CodecId id, TrackKind kind, Optional<TsForm> ts) implements Codec {
    @Override
    public FlvMapping flv() {
      return new FlvMapping("test", OptionalInt.empty(), false, false);
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
      return Bytes.EMPTY;
    }
  }

  private record TestCodecs() implements Codecs {
    @Override
    public Collection<Codec> all() {
      return List.of(
          new TestCodec(new CodecId("v"), TrackKind.VIDEO, Optional.of(new Form(0x1B, 0xE0))),
          new TestCodec(new CodecId("a"), TrackKind.AUDIO, Optional.of(new Form(0x0F, 0xC0))),
          new TestCodec(new CodecId("none"), TrackKind.AUDIO, Optional.empty()));
    }

    @Override
    public Optional<Codec> byId(CodecId id) {
      return all().stream().filter(c -> c.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Codec> byFourCc(TrackKind kind, String fourCc) {
      return Optional.empty();
    }

    @Override
    public Optional<Codec> byLegacyId(TrackKind kind, int legacyId) {
      return Optional.empty();
    }
  }
}
