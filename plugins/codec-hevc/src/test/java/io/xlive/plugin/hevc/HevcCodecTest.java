package io.xlive.plugin.hevc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.nal.NalUnits;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ratio;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.RecordedSamples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected values are what ffprobe says of the recording. */
class HevcCodecTest {
  private static final Bytes DELIMITER = Bytes.ofHex("460150");

  private final Codec codec = HevcCodec.create();
  private final RecordedSamples recorded = RecordedSamples.of(getClass(), "hevc.txt");
  private final TrackFormat format = recorded.format(codec);

  @Test
  void describes() {
    FormatDetails.Video video = (FormatDetails.Video) format.details();

    assertThat(video.codecString()).isEqualTo("hvc1.1.6.L90.90");
    assertThat(video.width()).isEqualTo(854);
    assertThat(video.height()).isEqualTo(480);
    assertThat(video.frameRate()).contains(new Ratio(30, 1));
    assertThat(video.aspect()).isEqualTo(Ratio.ONE);
    assertThat(video.interlaced()).isFalse();
    assertThat(video.color().bitDepth()).isEqualTo(8);
  }

  @ParameterizedTest
  @CsvSource({
    "01 60000000 900000000000 5d, hvc1.1.6.L93.90",
    "02 20000000 b00000000000 99, hvc1.2.4.L153.B0",
    "22 20000000 b00000000000 99, hvc1.2.4.H153.B0",
    "41 60000000 000000000000 5d, hvc1.A1.6.L93",
    "04 08000000 8e1000000000 78, hvc1.4.10.L120.8E.10",
  })
  void writesTheCodecString(String hex, String string) {
    BitReader in = new BitReader(Bytes.ofHex(hex));

    assertThat(ProfileTierLevel.read(in, 0).codecString()).isEqualTo(string);
  }

  @Test
  void agreesWithTheDemuxerAboutKeyFrames() {
    assertThat(recorded.samples())
        .allSatisfy(
            s -> {
              Inspection.Valid valid = (Inspection.Valid) codec.inspect(format, s.payload());
              assertThat(valid.flags().key()).isEqualTo(s.key());
              assertThat(valid.config()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 19, 20, 21})
  void beginsAtEveryRandomAccessPoint(int type) {
    assertThat(inspect(unit(type))).isSameAs(Inspection.KEY);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, false", "2, true", "6, true", "9, false", "14, true", "15, false"})
  void seesThatNothingRefersToAFrame(int type, boolean disposable) {
    assertThat(inspect(unit(type))).isSameAs(disposable ? Inspection.DISPOSABLE : Inspection.DELTA);
  }

  @Test
  void parameterSetsThatAreKnownLeaveTheKeyFrame() {
    Inspection.Valid valid = (Inspection.Valid) codec.inspect(format, recorded.sample(0));

    List<Bytes> units = NalUnits.lengthPrefixed(valid.payload().orElseThrow(), 4).orElseThrow();
    assertThat(units).extracting(HevcSyntax::type).doesNotContain(32, 33, 34).contains(35, 39);
  }

  @Test
  void makesARecordFromParameterSets() {
    Bytes made = codec.configFromSample(recorded.sample(0)).orElseThrow();

    assertThat(codec.describe(made)).isEqualTo(format.details());
    // the fixed part is that of the recording but for what the parameter sets do not say
    assertThat(made.slice(0, 21)).isEqualTo(format.config().slice(0, 21));
    Bytes annexB =
        new BytesBuilder()
            .u32(1)
            .bytes(HevcConfig.parse(made).units().get(0))
            .u24(1)
            .bytes(HevcConfig.parse(made).units().get(1))
            .u24(1)
            .bytes(HevcConfig.parse(made).units().get(2))
            .build();
    assertThat(codec.configFromSequenceStart(annexB)).isEqualTo(made);
  }

  @Test
  void readsHdrFromSeiOfTheRecord() {
    List<Bytes> units = new ArrayList<>(HevcConfig.parse(format.config()).units());
    String display = "33c286c41d4c0bb884d03e803d13404200989680000003e8";
    // the minimum luminance of 0.1 would look like a start code: there is an emulation prevention
    // byte in it
    units.add(Bytes.ofHex("4e01 89 18" + display.replace("000003e8", "00000303e8") + "80"));
    units.add(Bytes.ofHex("4e01 90 04 03e80190 80"));

    FormatDetails.Video video = (FormatDetails.Video) codec.describe(HevcConfig.write(4, units));

    assertThat(video.color().masteringDisplay()).contains(Bytes.ofHex(display));
    assertThat(video.color().contentLight()).contains(Bytes.ofHex("03e80190"));
    TrackFormat hdr = RecordedSamples.format(codec, HevcConfig.write(4, units));
    assertThat(codec.sampleEntry(hdr).toHex()).contains("6d646376" + display, "636c6c6903e80190");
  }

  @Test
  void thePreferredTransferOfTheRecordMakesItHlg() {
    List<Bytes> units = new ArrayList<>(HevcConfig.parse(format.config()).units());
    FormatDetails.Video plain = (FormatDetails.Video) codec.describe(format.config());
    assertThat(plain.color().videoRange()).isEqualTo("SDR");
    units.add(Bytes.ofHex("4e01 93 01 12 80"));

    FormatDetails.Video video = (FormatDetails.Video) codec.describe(HevcConfig.write(4, units));

    assertThat(video.color().videoRange()).isEqualTo("HLG");
    assertThat(video.color().primaries()).isEqualTo(plain.color().primaries());
  }

  @Test
  void aTransferOfTheRecordThatSaysNothingIsPassedOver() {
    List<Bytes> units = new ArrayList<>(HevcConfig.parse(format.config()).units());
    units.add(Bytes.ofHex("4e01 93 01 02 80"));

    assertThat(codec.describe(HevcConfig.write(4, units))).isEqualTo(format.details());
  }

  @Test
  void keyFramesTellTheirColor() {
    ColorDescription known = ((FormatDetails.Video) format.details()).color();
    Bytes sei = Bytes.ofHex("4e01 05 02 aabb 93 01 12 90 04 03e80190 80");

    ColorDescription told = codec.color(format, NalUnits.join(List.of(sei, unit(20)), 4), known);

    assertThat(told.videoRange()).isEqualTo("HLG");
    assertThat(told.contentLight()).hasValue(Bytes.ofHex("03e80190"));
    assertThat(recorded.samples())
        .allSatisfy(s -> assertThat(codec.color(format, s.payload(), known)).isSameAs(known));
  }

  @Test
  void onlyDelimitersAreNothing() {
    assertThat(inspect(DELIMITER)).isSameAs(Inspection.EMPTY);
    assertThat(codec.inspect(format, Bytes.EMPTY)).isSameAs(Inspection.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000009 0201d0", // longer than the sample
        "00000003 8201d0", // forbidden bit
        "00000003 0200d0", // temporal id of -1
        "00000002 0201", // a header only
        "00000001 02",
        "0201d031",
      })
  void callsGarbageInvalid(String hex) {
    assertThat(codec.inspect(format, Bytes.ofHex(hex))).isInstanceOf(Inspection.Invalid.class);
  }

  @Test
  void refusesWhatIsNoRecord() {
    Bytes config = format.config();
    assertThatThrownBy(() -> codec.describe(Bytes.EMPTY)).isInstanceOf(XliveException.class);
    assertThatThrownBy(() -> codec.describe(config.slice(0, 23)))
        .isInstanceOf(XliveException.class);
    assertThatThrownBy(() -> codec.describe(config.slice(0, config.length() - 1)))
        .isInstanceOf(XliveException.class);
  }

  @Test
  void writesDelimiterAndParameterSetsForTransportStreams() {
    BytesBuilder out = new BytesBuilder();
    Bytes payload = NalUnits.join(List.of(DELIMITER, unit(20)), 4);

    codec.ts().orElseThrow().write(new MediaFrame(format, 0, 0, 0, FrameFlags.KEY, payload), out);

    assertThat(NalUnits.annexB(out.build()))
        .extracting(HevcSyntax::type)
        .containsExactly(35, 32, 33, 34, 20);
    assertThat(codec.ts().orElseThrow().streamType()).isEqualTo(0x24);
  }

  private Inspection inspect(Bytes unit) {
    return codec.inspect(format, NalUnits.join(List.of(unit), 4));
  }

  private static Bytes unit(int type) {
    return new BytesBuilder().u8(type << 1).u8(1).u8(0xD0).u8(0x31).build();
  }

  @Test
  void findsCaptionsInSupplementalInformation() {
    String message = "040e b50031 47413934 03 41ff fd1520 ff 80";
    Bytes picture = recorded.samples().getFirst().payload();
    for (String header : List.of("4e01", "5001")) {
      Bytes unit = Bytes.ofHex(header + message);
      Bytes sample = new BytesBuilder().u32(unit.length()).bytes(unit).bytes(picture).build();
      assertThat(codec.captions(format, sample, CaptionChannels.NONE).lines()).containsExactly(3);
    }
    assertThat(codec.captions(format, picture, CaptionChannels.NONE))
        .isSameAs(CaptionChannels.NONE);
  }
}
