package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.ChannelLayout;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.FakeCodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlvDepacketizerTest {
  private static final String IDR = "00000002 65 01";
  private static final String DELTA = "00000002 41 02";

  @Test
  void turnsAvcIntoFramesOfOneFormat() {
    MediaLog log =
        new MediaLog()
            .video(0, "17 00 000000 0164001e")
            .video(40, "17 01 000050" + IDR)
            .video(80, "27 01 ffffd8" + DELTA);
    assertThat(log.frames).hasSize(2);
    MediaFrame key = log.frames.get(0);
    assertThat(key.format().id()).isEqualTo(new TrackId("video"));
    assertThat(key.format().codec()).isEqualTo(new CodecId("h264"));
    assertThat(key.format().timescale()).isEqualTo(1_000);
    assertThat(key.format().config()).isEqualTo(Bytes.ofHex("0164001e"));
    assertThat(key.dts()).isEqualTo(40);
    assertThat(key.ptsOffset()).isEqualTo(80);
    assertThat(key.arrivalNanos()).isEqualTo(7);
    assertThat(key.flags()).isSameAs(FrameFlags.KEY);
    assertThat(key.payload()).isEqualTo(Bytes.ofHex(IDR));
    assertThat(log.frames.get(1).ptsOffset()).isEqualTo(-40);
    assertThat(log.frames.get(1).flags()).isSameAs(FrameFlags.NONE);
    assertThat(log.frames.get(1).format()).isSameAs(key.format());
    assertThat(log.problems).isEmpty();
  }

  @Test
  void keepsTheFormatWhenTheSameSequenceStartComesAgainAndChangesItForAnother() {
    MediaLog log = new MediaLog().video(0, "17 00 000000 01aa").video(0, "17 01 000000" + IDR);
    TrackFormat first = log.last().format();
    log.video(1, "17 00 000000 01aa").video(1, "17 01 000000" + IDR);
    assertThat(log.last().format()).isSameAs(first);
    log.video(2, "17 00 000000 01bb").video(2, "17 01 000000" + IDR);
    assertThat(log.last().format()).isNotSameAs(first);
    assertThat(log.last().format().config()).isEqualTo(Bytes.ofHex("01bb"));
  }

  @Test
  void passesTimestampsUnsigned() {
    MediaLog log = new MediaLog().audio(0, "af 00 1190").audio(-1, "af 01 2100");
    assertThat(log.last().dts()).isEqualTo(0xFFFF_FFFFL);
  }

  @Test
  void takesAudioByItsLegacyAndItsEnhancedNameForOneTrack() {
    MediaLog log =
        new MediaLog().audio(0, "af 00 1190").audio(0, "af 01 2100").audio(1, "91 6d703461 2100");
    assertThat(log.frames).hasSize(2);
    assertThat(log.frames.get(1).format()).isSameAs(log.frames.get(0).format());
    assertThat(log.last().format().id()).isEqualTo(new TrackId("audio"));
    assertThat(log.last().key()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1c, hevc", "1d, av1"})
  void takesTheCodecIdsOfAsianNetworks(String first, String codec) {
    MediaLog log =
        new MediaLog()
            .video(0, first + " 00 000000 01")
            .video(0, first + " 01 000005 00000003260100");
    assertThat(log.last().format().codec().value()).isEqualTo(codec);
    assertThat(log.last().ptsOffset()).isEqualTo(5);
  }

  @Test
  void takesMp3WithoutASequenceStart() {
    for (String first : new String[] {"2f", "ef"}) {
      MediaLog log = new MediaLog().audio(0, first + " fffb9064");
      assertThat(log.last().format().codec().value()).isEqualTo("mp3");
      assertThat(log.last().format().config()).isEqualTo(Bytes.ofHex("fffb9064"));
    }
  }

  @Test
  void numbersTheTracks() {
    MediaLog log =
        new MediaLog()
            .video(0, "96 20 68766331 00 000001 01 61763031 02 000001 01")
            .video(0, "96 21 68766331 00 00000a 000028 00000003260100 61763031 02 000003 120008")
            .audio(0, "95 00 664c6143 05 01")
            .audio(9, "95 01 664c6143 05 aabb");
    assertThat(log.frames)
        .extracting(frame -> frame.format().id().value())
        .containsExactly("video", "video-2", "audio-5");
    assertThat(log.frames.get(0).ptsOffset()).isEqualTo(40);
    assertThat(log.problems).isEmpty();
  }

  @Test
  void countsMicrosecondsFromTheFirstNanosecondOffsetOn() {
    MediaLog log =
        new MediaLog()
            .video(0, "90 68766331 01")
            .video(10, "93 68766331 00000003260100")
            .video(20, "97 02 07a120 01 68766331 000028 00000003260100")
            .video(30, "93 68766331 00000003260100");
    assertThat(log.frames)
        .extracting(frame -> frame.format().timescale())
        .containsExactly(1_000, 1_000_000, 1_000_000);
    assertThat(log.frames).extracting(MediaFrame::dts).containsExactly(10L, 20_500L, 30_000L);
    assertThat(log.frames.get(1).ptsOffset()).isEqualTo(40_000);
    assertThat(log.frames.get(2).format()).isSameAs(log.frames.get(1).format());
  }

  @Test
  void dropsWhatComesBeforeTheSequenceStart() {
    MediaLog log =
        new MediaLog()
            .video(0, "17 01 000000" + IDR)
            .audio(0, "af 01 2100")
            .video(1, "17 00 000000 01")
            .video(1, "17 01 000000" + IDR);
    assertThat(log.frames).hasSize(1);
    assertThat(log.problems).containsExactly("early VIDEO", "early AUDIO");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "57 00", "d1 01", "92 68766331", "95 61763031 80", "90 61763031"})
  void ignoresWhatCarriesNoFrame(String hex) {
    assertThat(new MediaLog().video(0, hex).problems).isEmpty();
  }

  @Test
  void ignoresSilenceAndTheEndOfASequence() {
    assertThat(new MediaLog().audio(0, "").audio(0, "92 4f707573").audio(0, "90 4f707573").problems)
        .isEmpty();
  }

  @Test
  void keepsTheOldConfigurationWhenANewOneIsBroken() {
    MediaLog log =
        new MediaLog()
            .video(0, "17 00 000000 01")
            .video(0, "17 00 000000 ee")
            .video(0, "17 01 000000" + IDR);
    assertThat(log.frames).hasSize(1);
    assertThat(log.problems).containsExactly("invalid VIDEO: not a configuration");
  }

  @Test
  void endsAPublicationAfter100InvalidFramesInARow() {
    MediaLog log = new MediaLog().audio(0, "af 00 1190");
    invalid(log, 99);
    log.audio(0, "af 01 21"); // one good frame, and the row begins anew
    invalid(log, 99);
    assertThat(log.problems).hasSize(198);
    assertThatThrownBy(() -> invalid(log, 1))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("100 invalid audio packets in a row");
  }

  @Test
  void countsInvalidFramesByKind() {
    MediaLog log = new MediaLog().video(0, "17 00 000000 01");
    invalid(log.audio(0, "af 00 1190"), 99);
    log.video(0, "17 01 000000" + IDR);
    assertThatThrownBy(() -> invalid(log, 1)).isInstanceOf(XliveException.class);
  }

  @Test
  void survivesACodecThatFails() {
    MediaLog log = new MediaLog().audio(0, "af 00 1190").audio(0, "af 01 dd").audio(0, "af 01 21");
    assertThat(log.frames).hasSize(1);
    assertThat(log.problems)
        .containsExactly("invalid AUDIO: the codec failed: IllegalStateException");
  }

  @Test
  void anUnsupportedCodecIsNamedOnceAndStopsNothingElse() {
    MediaLog log = new MediaLog().video(0, "17 00 000000 01");
    for (int i = 0; i < 300; i++) {
      log.audio(i, "bf aabb").video(i, "17 01 000000" + IDR);
    }
    assertThat(log.frames).hasSize(300);
    assertThat(log.problems)
        .hasSize(301)
        .contains("unsupported_media: audio codec 11 is not carried: no codec plugin knows it");
  }

  @Test
  void aPublicationOfWhichNothingCanBeCarriedIsRefused() {
    MediaLog log = new MediaLog(new FakeCodecs());
    for (int i = 0; i < 99; i++) {
      log.video(0, "90 76766331 00");
    }
    assertThatThrownBy(() -> log.audio(0, "bf 00"))
        .isInstanceOfSatisfying(
            XliveException.class, e -> assertThat(e.code()).isEqualTo(SpiError.UNSUPPORTED_MEDIA))
        .hasMessageContaining("video codec vvc1, audio codec 11");
  }

  @Test
  void takesTheChannelsFromALayoutWhereTheCodecHasNoConfiguration() {
    MediaLog log = new MediaLog(new FakeCodecs(new BareOpus()));
    log.audio(0, "90 4f707573").audio(0, "94 4f707573 01 06 0000003f").audio(0, "91 4f707573 aa");
    assertThat(((FormatDetails.Audio) log.last().format().details()).channels()).isEqualTo(6);
    log.audio(0, "90 4f707573 0102").audio(0, "91 4f707573 aa");
    assertThat(((FormatDetails.Audio) log.last().format().details()).channels()).isEqualTo(2);
    assertThat(log.problems).isEmpty();
    log.audio(0, "94 4f707573 07 06");
    assertThat(log.problems).containsExactly("invalid AUDIO: unknown channel order 7");
  }

  @Test
  void keepsTheLayoutOfChannelsThatFits() {
    MediaLog log = new MediaLog(new FakeCodecs(new BareOpus()));
    log.audio(0, "90 4f707573 02").audio(0, "91 4f707573 aa");
    assertThat(sound(log).layout()).isEmpty();
    log.audio(0, "94 4f707573 01 02 00000003").audio(0, "91 4f707573 aa");
    assertThat(sound(log).layout()).hasValue(new ChannelLayout.Native(3));
    TrackFormat format = log.last().format();
    log.audio(0, "94 4f707573 01 02 00000003").audio(0, "91 4f707573 aa");
    assertThat(log.last().format()).as("the same again changes nothing").isSameAs(format);
    log.audio(0, "94 4f707573 02 02 01ff").audio(0, "91 4f707573 aa");
    assertThat(sound(log).layout()).hasValue(new ChannelLayout.Custom(Bytes.ofHex("01ff")));
    log.audio(0, "94 4f707573 01 06 0000003f").audio(0, "91 4f707573 aa");
    assertThat(sound(log).channels()).as("the codec's word").isEqualTo(2);
    assertThat(sound(log).layout()).hasValue(ChannelLayout.UNSPECIFIED);
    assertThat(log.problems).isEmpty();
  }

  @Test
  void aLayoutIsOfItsOwnTrackAndMayComeBeforeTheSequenceStart() {
    MediaLog log = new MediaLog();
    log.audio(0, "af 00 1190").audio(0, "95 04 664c6143 02 01 02 00000600");
    log.audio(0, "af 01 aa");
    assertThat(sound(log).layout()).isEmpty();
    log.audio(0, "95 00 664c6143 02 aa").audio(0, "95 01 664c6143 02 bb");
    assertThat(log.last().format().id()).isEqualTo(new TrackId("audio-2"));
    assertThat(sound(log).layout()).hasValue(new ChannelLayout.Native(0x600));
    assertThat(log.problems).isEmpty();
  }

  private static FormatDetails.Audio sound(MediaLog log) {
    return (FormatDetails.Audio) log.last().format().details();
  }

  @Test
  void ignoresOtherMessageTypes() {
    assertThat(new MediaLog().message(20, 0, Bytes.ofHex("02")).frames).isEmpty();
  }

  private static void invalid(MediaLog log, int count) {
    for (int i = 0; i < count; i++) {
      log.audio(0, i % 2 == 0 ? "af 01 ee" : "af 07");
    }
  }

  /** Opus whose empty sequence start stands for two channels. */
  private static final class BareOpus implements io.xlive.spi.codec.Codec {
    @Override
    public CodecId id() {
      return FlvTestCodec.OPUS.id();
    }

    @Override
    public TrackKind kind() {
      return TrackKind.AUDIO;
    }

    @Override
    public io.xlive.spi.codec.FlvMapping flv() {
      return FlvTestCodec.OPUS.flv();
    }

    @Override
    public Bytes configFromSequenceStart(Bytes body) {
      return body.isEmpty() ? Bytes.ofHex("02") : body;
    }

    @Override
    public FormatDetails describe(Bytes config) {
      return FlvTestCodec.OPUS.describe(config);
    }

    @Override
    public io.xlive.spi.codec.Inspection inspect(TrackFormat format, Bytes sample) {
      return io.xlive.spi.codec.Inspection.KEY;
    }

    @Override
    public Bytes sampleEntry(TrackFormat format) {
      return Bytes.EMPTY;
    }
  }
}
