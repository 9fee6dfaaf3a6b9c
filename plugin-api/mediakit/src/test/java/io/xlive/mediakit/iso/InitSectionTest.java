package io.xlive.mediakit.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InitSectionTest {
  @Test
  void audioAsWritten() {
    assertThat(BoxReader.dump(InitSection.of(Samples.AUDIO, Samples.codec(Samples.AUDIO))))
        .isEqualTo(
            """
            ftyp [28] 636d66630000000069736f36636d66636d703431
            moov [591]
              mvhd [108] 0000000000000000000000000000bb80000000000001000001000000000000000000000000010000000000000000000000000000000100000000000000000000...
              trak [435]
                tkhd [92] 00000003000000000000000000000001000000000000000000000000000000000000000101000000000100000000000000000000000000000001000000000000...
                mdia [335]
                  mdhd [32] 0000000000000000000000000000bb800000000010b50000
                  hdlr [38] 0000000000000000736f756e000000000000000000000000786c69766500
                  elng [18] 0000000064652d415400
                  minf [239]
                    smhd [16] 0000000000000000
                    dinf [36]
                      dref [28]
                        url  [12] 00000001
                    stbl [179]
                      stsd [103]
                        mp4a [87]
                          esds [51] 00000000038080802200000004808080144015000000000000000000000005808080021190068080800102
                      stts [16] 0000000000000000
                      stsc [16] 0000000000000000
                      stsz [20] 000000000000000000000000
                      stco [16] 0000000000000000
              mvex [40]
                trex [32] 000000000000000100000001000000000000000000000000
            """);
  }

  @Test
  void videoHasItsDisplayedSizeAndTheTracksTimescale() {
    List<ParsedBox> boxes =
        BoxReader.read(InitSection.of(Samples.VIDEO, Samples.codec(Samples.VIDEO)));
    Bytes header = BoxReader.find(boxes, "moov/trak/tkhd").orElseThrow().content();
    assertThat(header.u32(header.length() - 8)).isEqualTo(768L << 16); // 720 * 16/15
    assertThat(header.u32(header.length() - 4)).isEqualTo(576L << 16);
    assertThat(BoxReader.find(boxes, "moov/mvhd").orElseThrow().content().u32(12)).isEqualTo(1000);
    assertThat(BoxReader.find(boxes, "moov/trak/mdia/minf/vmhd").orElseThrow().flags())
        .isEqualTo(1);
    assertThat(BoxReader.find(boxes, "moov/trak/edts")).isEmpty();
  }

  @Test
  void anUnknownLanguageIsUndetermined() {
    for (String tag : List.of("xx-nonsense-", "qqq1", "\u0000")) {
      TrackFormat format = Samples.audio(Optional.of(tag), 48_000);
      List<ParsedBox> boxes = BoxReader.read(InitSection.of(format, Samples.codec(format)));
      assertThat(BoxReader.find(boxes, "moov/trak/mdia/mdhd").orElseThrow().content().u16(20))
          .as(tag)
          .isEqualTo(0x55C4); // und
    }
  }

  @Test
  void severalTracksGetIdsInOrder() {
    Codecs codecs = new TwoCodecs();
    List<ParsedBox> boxes =
        BoxReader.read(InitSection.of(List.of(Samples.VIDEO, Samples.AUDIO), codecs));
    ParsedBox movie = BoxReader.find(boxes, "moov").orElseThrow();
    assertThat(
            movie.children().stream()
                .filter(b -> b.type().equals("trak"))
                .map(b -> b.find("tkhd").orElseThrow().content().u32(12)))
        .containsExactly(1L, 2L);
    assertThat(movie.find("mvex").orElseThrow().children()).hasSize(2);
    TrackFormat other =
        new TrackFormat(
            Samples.AUDIO.id(),
            TrackKind.AUDIO,
            new CodecId("speex"),
            1000,
            Bytes.EMPTY,
            Samples.AUDIO.details());
    assertThatThrownBy(() -> InitSection.of(List.of(other), codecs))
        .isInstanceOfSatisfying(
            XliveException.class, e -> assertThat(e.code()).isEqualTo(SpiError.UNSUPPORTED_MEDIA));
  }

  private static final class TwoCodecs implements Codecs {
    private final List<Codec> all =
        List.of(Samples.codec(Samples.VIDEO), Samples.codec(Samples.AUDIO));

    @Override
    public Collection<Codec> all() {
      return all;
    }

    @Override
    public Optional<Codec> byId(CodecId id) {
      return all.stream().filter(c -> c.id().equals(id)).findFirst();
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
