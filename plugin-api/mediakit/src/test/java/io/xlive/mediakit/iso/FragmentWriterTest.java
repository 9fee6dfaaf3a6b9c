package io.xlive.mediakit.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FragmentWriterTest {
  private static final List<MediaFrame> GOP =
      List.of(
          Samples.frame(Samples.VIDEO, 100, 40, FrameFlags.KEY, "aabbcc"),
          Samples.frame(Samples.VIDEO, 140, 80, FrameFlags.NONE, "dd"),
          Samples.frame(Samples.VIDEO, 181, -1, FrameFlags.DISPOSABLE, "eeff"));

  @Test
  void videoCarriesFlagsDurationsAndSignedOffsetsPerSample() {
    assertThat(BoxReader.dump(FragmentWriter.fragment(7, 1L << 33, GOP, 39)))
        .isEqualTo(
            """
            moof [136]
              mfhd [16] 0000000000000007
              traf [112]
                tfhd [16] 0002000000000001
                tfdt [20] 010000000000000200000000
                trun [68] 01000f010000000300000090\
            """
                + "00000028"
                + "00000003"
                + "02000000"
                + "00000028"
                + "00000029"
                + "00000001"
                + "01010000"
                + "00000050"
                + "00000027"
                + "00000002"
                + "01810000"
                + "ffffffff"
                + "\n"
                + "mdat [14] aabbccddeeff\n");
  }

  @Test
  void whatAllSamplesShareStandsOnceInTheHeader() {
    List<MediaFrame> frames =
        List.of(
            Samples.frame(Samples.AUDIO, 0, 0, FrameFlags.KEY, "01"),
            Samples.frame(Samples.AUDIO, 1024, 0, FrameFlags.KEY, "0203"));
    assertThat(BoxReader.dump(FragmentWriter.fragment(1, 0, frames, 1024)))
        .isEqualTo(
            """
            moof [104]
              mfhd [16] 0000000000000001
              traf [80]
                tfhd [24] 00020028000000010000040002000000
                tfdt [20] 010000000000000000000000
                trun [28] 01000201000000020000007000000001\
            """
                + "00000002\n"
                + "mdat [11] 010203\n");
  }

  @Test
  void theDataOffsetCountsFromTheMoofAlsoBehindOtherBoxes() {
    Bytes whole =
        FragmentWriter.fragment(
            3,
            1,
            5,
            GOP,
            40,
            List.of(
                FileType.SEGMENT,
                new ProducerReferenceTime(3, Instant.ofEpochSecond(0, 500_000_000), 5),
                new EventMessage(
                    1000, 6, 0, 1, "urn:scte:scte35:2013:bin", "", Bytes.ofHex("fc"))));
    List<ParsedBox> boxes = BoxReader.read(whole);
    assertThat(boxes)
        .extracting(ParsedBox::type)
        .containsExactly("styp", "prft", "emsg", "moof", "mdat");
    ParsedBox moof = boxes.get(3);
    ParsedBox run = moof.find("traf/trun").orElseThrow();
    int first = moof.offset() + (int) run.content().u32(8);
    assertThat(whole.slice(first, 3).toHex()).isEqualTo("aabbcc");
    assertThat(boxes.get(1).dump())
        .isEqualTo("prft [32] 0100000400000003" + "83aa7e80" + "80000000" + "0000000000000005\n");
    assertThat(boxes.get(2).content().from(4 + 20).toHex())
        .startsWith(Bytes.copyOf("urn:scte".getBytes(StandardCharsets.US_ASCII)).toHex())
        .endsWith("0000fc");
  }

  @Test
  void everyDataFrameIsASyncSample() {
    MediaFrame data =
        new MediaFrame(
            new TrackFormat(
                new TrackId("data"),
                TrackKind.DATA,
                new CodecId("id3"),
                1000,
                Bytes.EMPTY,
                new FormatDetails.Metadata("", "id3")),
            0,
            0,
            0,
            FrameFlags.NONE,
            Bytes.ofHex("00"));
    assertThat(SampleFlags.of(data)).isEqualTo(0x02000000);
  }

  @Test
  void impossibleTimesAreRefused() {
    assertThatThrownBy(() -> FragmentWriter.fragment(1, 0, List.of(), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FragmentWriter.fragment(1, -1, GOP, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FragmentWriter.fragment(1, 0, GOP.reversed(), 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FragmentWriter.fragment(1, 0, GOP, 1L << 32))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(FragmentWriter.fragment(1, 0, GOP, (1L << 32) - 1)).isNotNull();
  }

  @Test
  void anIndexListsSizesDurationsAndKeys() {
    assertThat(
            BoxReader.dump(
                new SegmentIndex(1, 1000, 5, List.of(new SegmentIndex.Entry(100, 2000, true)))
                    .bytes()))
        .isEqualTo(
            "sidx [52] 0100000000000001000003e800000000000000050000000000000000"
                + "00000001"
                + "00000064000007d090000000\n");
  }
}
