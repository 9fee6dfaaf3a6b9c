package io.xlive.plugin.h264;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.nal.NalUnits;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.testkit.RecordedSamples;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H264InspectTest {
  private static final Bytes SPS_OF_BBB =
      Bytes.ofHex("6742c01ed890280bfe5c0440000003004000000c83c58b8980");
  private static final Bytes PPS_OF_BBB = Bytes.ofHex("68c888cb20");
  private static final Bytes DELIMITER = Bytes.ofHex("09f0");
  private static final Bytes SEI_RECOVERY = Bytes.ofHex("06 06 01 c4 80");
  private static final Bytes SEI_GRADUAL = Bytes.ofHex("06 06 01 24 80");
  private static final Bytes I_SLICE = Bytes.ofHex("41 88 84 00");
  private static final Bytes P_SLICE = Bytes.ofHex("41 9a 24 6c");
  private static final Bytes B_SLICE_UNUSED = Bytes.ofHex("01 9e 42 78");

  private final Codec codec = H264Codec.create();
  private final RecordedSamples recorded = RecordedSamples.of(getClass(), "h264.txt");
  private final TrackFormat format = recorded.format(codec);

  @Test
  void agreesWithTheDemuxerAboutKeyFrames() {
    for (RecordedSamples.Sample sample : recorded.samples()) {
      assertThat(codec.inspect(format, sample.payload()))
          .isSameAs(sample.key() ? Inspection.KEY : Inspection.DELTA);
    }
  }

  @Test
  void seesThatNothingRefersToAFrame() {
    assertThat(inspect(B_SLICE_UNUSED)).isSameAs(Inspection.DISPOSABLE);
    assertThat(inspect(P_SLICE)).isSameAs(Inspection.DELTA);
  }

  @Test
  void anOpenGopBeginsAtARecoveryPointOfIntraSlices() {
    assertThat(inspect(DELIMITER, SEI_RECOVERY, I_SLICE)).isSameAs(Inspection.KEY);
    assertThat(inspect(I_SLICE)).isSameAs(Inspection.DELTA);
    assertThat(inspect(SEI_RECOVERY, P_SLICE)).isSameAs(Inspection.DELTA);
    assertThat(inspect(SEI_RECOVERY, I_SLICE, P_SLICE)).isSameAs(Inspection.DELTA);
    assertThat(inspect(SEI_GRADUAL, I_SLICE)).isSameAs(Inspection.DELTA);
  }

  @Test
  void keyFramesTellTheirColor() {
    ColorDescription known = ((FormatDetails.Video) format.details()).color();
    Bytes sei = Bytes.ofHex("06 93 01 12 80");
    Bytes slice = Bytes.ofHex("41 93 01 12 80");

    assertThat(codec.color(format, NalUnits.join(List.of(sei, I_SLICE), 4), known).videoRange())
        .isEqualTo("HLG");
    assertThat(codec.color(format, NalUnits.join(List.of(slice), 4), known)).isSameAs(known);
    assertThat(codec.color(format, Bytes.ofHex("00000009 0693011280"), known))
        .as("a length beyond the sample")
        .isSameAs(known);
  }

  @Test
  void turnsStartCodesIntoLengths() {
    Bytes key = recorded.sample(0);
    Bytes annexB = Bytes.ofHex("0000000109f0 000001" + key.from(4).toHex());

    Inspection.Valid valid = (Inspection.Valid) codec.inspect(format, annexB);

    assertThat(valid.flags().key()).isTrue();
    assertThat(valid.payload()).contains(Bytes.ofHex("00000002 09f0" + key.toHex()));
    assertThat(valid.config()).isEmpty();
  }

  @Test
  void onlyDelimitersAreNothing() {
    assertThat(inspect(DELIMITER)).isSameAs(Inspection.EMPTY);
    assertThat(inspect(DELIMITER, SEI_RECOVERY)).isSameAs(Inspection.EMPTY);
    assertThat(codec.inspect(format, Bytes.EMPTY)).isSameAs(Inspection.EMPTY);
    assertThat(codec.inspect(format, Bytes.ofHex("00000000"))).isSameAs(Inspection.EMPTY);
  }

  @Test
  void parameterSetsThatAreKnownLeaveTheKeyFrame() {
    AvcConfig config = AvcConfig.parse(format.config());
    Bytes idr = recorded.sample(0).from(4);

    Inspection.Valid valid =
        (Inspection.Valid) inspect(config.sps().getFirst(), config.pps().getFirst(), idr);

    assertThat(valid.config()).isEmpty();
    assertThat(valid.payload()).contains(recorded.sample(0));
  }

  @Test
  void otherParameterSetsMakeAnotherFormat() {
    Bytes idr = recorded.sample(0).from(4);

    Inspection.Valid valid = (Inspection.Valid) inspect(SPS_OF_BBB, PPS_OF_BBB, idr);

    assertThat(valid.config()).isPresent();
    assertThat(codec.describe(valid.config().orElseThrow()).codecString()).isEqualTo("avc1.42c01e");
    assertThat(AvcConfig.parse(valid.config().orElseThrow()).sps()).containsExactly(SPS_OF_BBB);
    assertThat(valid.payload()).contains(recorded.sample(0));
  }

  @Test
  void aPictureParameterSetBetweenKeyFramesStaysInTheStream() {
    assertThat(inspect(PPS_OF_BBB, P_SLICE)).isSameAs(Inspection.DELTA);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000005 65888400", // longer than the sample
        "65888400", // neither framing
        "00000001 65", // a slice of a header only
        "00000004 e5888400", // forbidden bit
        "00000003 674200 00000004 65888400", // parameter set cut off
        "ffffffff 65",
      })
  void callsGarbageInvalid(String hex) {
    assertThat(codec.inspect(format, Bytes.ofHex(hex))).isInstanceOf(Inspection.Invalid.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void readsEachLengthSize(int size) {
    AvcConfig parsed = AvcConfig.parse(format.config());
    Bytes config = AvcConfig.write(size, parsed.sps(), parsed.pps());
    TrackFormat other = RecordedSamples.format(codec, config);

    assertThat(codec.inspect(other, NalUnits.join(List.of(DELIMITER, P_SLICE), size)))
        .isSameAs(Inspection.DELTA);
    Bytes longer = new BytesBuilder().bytes(NalUnits.join(List.of(P_SLICE), size)).u8(9).build();
    assertThat(codec.inspect(other, longer)).isInstanceOf(Inspection.Invalid.class);
  }

  @Test
  void writesDelimiterAndParameterSetsForTransportStreams() {
    AvcConfig config = AvcConfig.parse(format.config());
    BytesBuilder key = new BytesBuilder();
    BytesBuilder delta = new BytesBuilder();

    codec.ts().orElseThrow().write(frame(recorded.sample(0), FrameFlags.KEY), key);
    codec
        .ts()
        .orElseThrow()
        .write(frame(NalUnits.join(List.of(DELIMITER, P_SLICE), 4), FrameFlags.NONE), delta);

    List<Bytes> expected =
        new ArrayList<>(List.of(DELIMITER, config.sps().getFirst(), config.pps().getFirst()));
    expected.add(recorded.sample(0).from(4));
    assertThat(NalUnits.annexB(key.build())).isEqualTo(expected);
    assertThat(NalUnits.annexB(delta.build())).containsExactly(DELIMITER, P_SLICE);
    assertThat(codec.ts().orElseThrow().streamType()).isEqualTo(0x1B);
  }

  @Test
  void theSampleEntryHoldsRecordAndColour() {
    String entry = codec.sampleEntry(format).toHex();

    assertThat(entry).startsWith("000000").contains("61766331"); // avc1
    assertThat(entry).contains("61766343" + format.config().toHex()); // avcC
    assertThat(entry).contains("636f6c72" + "6e636c78" + "000200020001" + "00"); // colr nclx
  }

  private Inspection inspect(Bytes... units) {
    return codec.inspect(format, NalUnits.join(List.of(units), 4));
  }

  private MediaFrame frame(Bytes payload, FrameFlags flags) {
    return new MediaFrame(format, 0, 0, 0, flags, payload);
  }

  @Test
  void findsCaptionsInSupplementalInformationOnly() {
    Bytes captions = Bytes.ofHex("06 04 0e b50031 47413934 03 41ff fc9420 ff 80");
    Bytes slice = Bytes.ofHex("01" + captions.from(1).toHex());

    assertThat(captions(DELIMITER, captions, P_SLICE).lines()).containsExactly(1);
    assertThat(captions(SEI_RECOVERY, P_SLICE, captions).lines()).containsExactly(1);
    assertThat(captions(slice)).isSameAs(CaptionChannels.NONE);
    assertThat(codec.captions(format, Bytes.ofHex("0000ffff06"), CaptionChannels.NONE))
        .isSameAs(CaptionChannels.NONE);
  }

  private CaptionChannels captions(Bytes... units) {
    Bytes sample = NalUnits.join(List.of(units), 4);
    return codec.captions(format, sample, CaptionChannels.NONE);
  }
}
