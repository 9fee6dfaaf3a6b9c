package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.flv.FlvCapabilities;
import io.xlive.mediakit.flv.FlvMessage;
import io.xlive.mediakit.flv.FlvPacketizer;
import io.xlive.mediakit.flv.FlvSequence;
import io.xlive.mediakit.flv.HdrColor;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.ChannelLayout;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.FakeCodecs;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlvPacketizerTest {
  private static final Bytes CONFIG = Bytes.ofHex("01aa");
  private static final Bytes SAMPLE = Bytes.ofHex("aabbcc");
  private static final FlvCapabilities ALL =
      new FlvCapabilities(Set.of("*"), Set.of("*"), true, true, true, true, true);

  @Test
  void plainClientsGetH264AacAndMp3AsEver() {
    FlvPacketizer plain = new FlvPacketizer(FlvTestCodec.all(), FlvCapabilities.PLAIN);
    assertThat(start(plain, format(FlvTestCodec.H264, "video"))).containsExactly("170000000001aa");
    assertThat(frame(plain, video(FlvTestCodec.H264, "video", 40, -5, true)))
        .isEqualTo("1701fffffbaabbcc");
    assertThat(frame(plain, video(FlvTestCodec.H264, "video", 40, 80, false)))
        .isEqualTo("2701000050aabbcc");
    assertThat(start(plain, format(FlvTestCodec.AAC, "audio"))).containsExactly("af0001aa");
    assertThat(frame(plain, video(FlvTestCodec.AAC, "audio", 0, 0, true))).isEqualTo("af01aabbcc");
    assertThat(start(plain, format(FlvTestCodec.MP3, "audio"))).isEmpty();
    assertThat(frame(plain, video(FlvTestCodec.MP3, "audio", 0, 0, true))).isEqualTo("2faabbcc");
  }

  @Test
  void plainClientsGetNothingElse() {
    FlvPacketizer plain = new FlvPacketizer(FlvTestCodec.all(), FlvCapabilities.PLAIN);
    for (TrackFormat format :
        List.of(
            format(FlvTestCodec.HEVC, "video"),
            format(FlvTestCodec.OPUS, "audio"),
            format(FlvTestCodec.H264, "video-1"),
            format(FlvTestCodec.AAC, "audio-1"))) {
      assertThat(plain.takes(format)).isFalse();
      assertThat(plain.start(format, 0)).isEmpty();
      assertThat(plain.end(format, 0)).isEmpty();
      assertThat(plain.frame(new MediaFrame(format, 0, 0, 0, FrameFlags.KEY, SAMPLE))).isEmpty();
    }
  }

  @Test
  void othersGetWhatTheyDeclared() {
    FlvPacketizer hevc =
        new FlvPacketizer(
            FlvTestCodec.all(),
            new FlvCapabilities(Set.of("HVC1"), Set.of(), false, false, false, false, false));
    assertThat(start(hevc, format(FlvTestCodec.HEVC, "video"))).containsExactly("906876633101aa");
    assertThat(frame(hevc, video(FlvTestCodec.HEVC, "video", 0, 40, true)))
        .isEqualTo("9168766331000028aabbcc");
    assertThat(frame(hevc, video(FlvTestCodec.HEVC, "video", 0, 0, false)))
        .isEqualTo("a368766331aabbcc");
    assertThat(hevc.takes(format(FlvTestCodec.AV1, "video"))).isFalse();
    assertThat(hevc.takes(format(FlvTestCodec.HEVC, "video-1"))).isFalse();
    assertThat(hevc.takes(format(FlvTestCodec.OPUS, "audio"))).isFalse();
  }

  @Test
  void everythingElseIsEnhanced() {
    FlvPacketizer all = new FlvPacketizer(FlvTestCodec.all(), ALL);
    assertThat(frame(all, video(FlvTestCodec.AV1, "video", 0, 0, true)))
        .isEqualTo("9161763031aabbcc");
    assertThat(frame(all, video(FlvTestCodec.H264, "video", 0, 0, true)))
        .isEqualTo("1701000000aabbcc");
    assertThat(start(all, format(FlvTestCodec.OPUS, "audio"))).containsExactly("904f70757301aa");
    assertThat(frame(all, video(FlvTestCodec.AC3, "audio", 0, 0, true)))
        .isEqualTo("9161632d33aabbcc");
    assertThat(start(all, format(FlvTestCodec.AC3, "audio"))).isEmpty();
  }

  @Test
  void furtherTracksAreNumbered() {
    FlvPacketizer all = new FlvPacketizer(FlvTestCodec.all(), ALL);
    assertThat(start(all, format(FlvTestCodec.H264, "video-3")))
        .containsExactly("96006176633103" + "01aa");
    assertThat(frame(all, video(FlvTestCodec.H264, "video-3", 0, 40, true)))
        .isEqualTo("96016176633103000028aabbcc");
    assertThat(frame(all, video(FlvTestCodec.AAC, "audio-255", 0, 0, true)))
        .isEqualTo("95016d703461ffaabbcc");
    for (String id : List.of("audio-256", "audio-0", "audio-", "audio-x", "other", "video")) {
      assertThat(all.takes(format(FlvTestCodec.AAC, id))).as(id).isFalse();
    }
  }

  @Test
  void timesAreMillisecondsWithNanosecondsForThoseWhoWantThem() {
    TrackFormat micros =
        new TrackFormat(
            new TrackId("video"),
            TrackKind.VIDEO,
            FlvTestCodec.HEVC.id(),
            1_000_000,
            CONFIG,
            FlvTestCodec.HEVC.describe(CONFIG));
    MediaFrame frame = new MediaFrame(micros, 20_500, 40_000, 0, FrameFlags.KEY, SAMPLE);
    FlvMessage fine = new FlvPacketizer(FlvTestCodec.all(), ALL).frame(frame).orElseThrow();
    assertThat(fine.timestamp()).isEqualTo(20);
    assertThat(fine.whole()).isEqualTo(Bytes.ofHex("97 02 07a120 01 68766331 000028 aabbcc"));
    FlvMessage coarse =
        new FlvPacketizer(
                FlvTestCodec.all(),
                new FlvCapabilities(Set.of("*"), Set.of(), true, true, false, false, false))
            .frame(frame)
            .orElseThrow();
    assertThat(coarse.whole()).isEqualTo(Bytes.ofHex("91 68766331 000028 aabbcc"));
  }

  @Test
  void timestampsWrapAt32Bits() {
    MediaFrame frame = video(FlvTestCodec.H264, "video", 0x1_0000_0005L, 0, true);
    assertThat(FlvPacketizer.timestamp(frame)).isEqualTo(5);
  }

  @Test
  void theEndIsWrittenWhereThereIsAFormForIt() {
    FlvPacketizer all = new FlvPacketizer(FlvTestCodec.all(), ALL);
    assertThat(all.end(format(FlvTestCodec.H264, "video"), 9).orElseThrow().whole())
        .isEqualTo(Bytes.ofHex("17 02 000000"));
    assertThat(all.end(format(FlvTestCodec.HEVC, "video"), 9).orElseThrow().whole())
        .isEqualTo(Bytes.ofHex("92 68766331"));
    assertThat(all.end(format(FlvTestCodec.OPUS, "audio-1"), 9).orElseThrow().whole())
        .isEqualTo(Bytes.ofHex("95 02 4f707573 01"));
    assertThat(all.end(format(FlvTestCodec.AAC, "audio"), 9)).isEmpty();
  }

  @Test
  void hdrMetadataFollowsTheSequenceStart() {
    ColorDescription hdr =
        HdrColor.of(HdrColorTest.colorInfo(1_000).object())
            .merge(ColorDescription.of(2, 2, 2, false, 10));
    FakeCodecs codecs = new FakeCodecs(FlvTestCodec.HEVC.colored(hdr));
    TrackFormat format = format(FlvTestCodec.HEVC.colored(hdr), "video");
    List<FlvMessage> start = new FlvPacketizer(codecs, ALL).start(format, 7);
    assertThat(start).hasSize(2);
    assertThat(start.get(1).timestamp()).isEqualTo(7);
    MediaLog log = new MediaLog(new FakeCodecs(FlvTestCodec.HEVC));
    start.forEach(message -> log.message(message.type(), 7, message.whole()));
    log.video(8, "93 68766331 00000003260100");
    assertThat(log.last().format().details())
        .extracting(
            details ->
                ((io.xlive.spi.media.FormatDetails.Video) details).color().masteringDisplay())
        .isEqualTo(hdr.masteringDisplay());
  }

  @Test
  void theLayoutOfChannelsFollowsTheSequenceStart() {
    ChannelLayout side = new ChannelLayout.Native(3);
    FlvPacketizer all = new FlvPacketizer(FlvTestCodec.all(), ALL);
    assertThat(start(all, laidOut(FlvTestCodec.OPUS, "audio", side)))
        .containsExactly("904f70757301aa", "944f707573010200000003");
    assertThat(start(all, laidOut(FlvTestCodec.AC3, "audio", side)))
        .as("a codec without a sequence start")
        .containsExactly("9461632d33010200000003");
    assertThat(start(all, laidOut(FlvTestCodec.AAC, "audio-2", side)))
        .containsExactly("95006d7034610201aa", "95046d70346102010200000003");
    assertThat(
            start(
                all,
                laidOut(FlvTestCodec.FLAC, "audio", new ChannelLayout.Custom(Bytes.ofHex("01ff")))))
        .containsExactly("90664c614301aa", "94664c6143020201ff");
    assertThat(start(all, laidOut(FlvTestCodec.AAC, "audio", side)))
        .as("AAC in its old form describes itself, and old players end at anything else")
        .containsExactly("af0001aa");
  }

  @Test
  void aLayoutIsForThoseWhoTakeItOnly() {
    FlvCapabilities without =
        new FlvCapabilities(Set.of("*"), Set.of("*"), true, true, true, true, false);
    TrackFormat opus = laidOut(FlvTestCodec.OPUS, "audio", new ChannelLayout.Native(3));
    assertThat(start(new FlvPacketizer(FlvTestCodec.all(), without), opus)).hasSize(1);
    assertThat(start(new FlvPacketizer(FlvTestCodec.all(), FlvCapabilities.PLAIN), opus)).isEmpty();
  }

  @Test
  void whoComesLateHearsOfTheLayoutOfChannels() {
    FlvSequence sequence = new FlvSequence(new FlvPacketizer(FlvTestCodec.all(), ALL));
    TrackFormat opus = laidOut(FlvTestCodec.OPUS, "audio", new ChannelLayout.Native(3));
    for (int dts = 0; dts < 60; dts += 20) {
      sequence.add(new MediaFrame(opus, dts, 0, 0, FrameFlags.KEY, SAMPLE), item -> {});
    }
    assertThat(sequence.headers(60)).extracting(FlvMessage::timestamp).containsExactly(60, 60);
    assertThat(sequence.headers(60).getLast().whole().toHex()).isEqualTo("944f707573010200000003");
  }

  private static TrackFormat laidOut(FlvTestCodec codec, String id, ChannelLayout layout) {
    TrackFormat format = format(codec, id);
    return format.with(
        format.config(), ((FormatDetails.Audio) format.details()).withLayout(2, layout));
  }

  @Test
  void dataGoesThroughUntouched() {
    Bytes body = io.xlive.mediakit.amf.Amf0Writer.encode(AmfValue.of("onMetaData"), AmfValue.NULL);
    MediaFrame frame = new MediaLog().message(MessageType.DATA_AMF0, 5, body).last();
    Optional<FlvMessage> message =
        new FlvPacketizer(FlvTestCodec.all(), FlvCapabilities.PLAIN).frame(frame);
    assertThat(message).hasValue(new FlvMessage(MessageType.DATA_AMF0, 5, Bytes.EMPTY, body));
  }

  private static List<String> start(FlvPacketizer packetizer, TrackFormat format) {
    return packetizer.start(format, 0).stream().map(message -> message.whole().toHex()).toList();
  }

  private static String frame(FlvPacketizer packetizer, MediaFrame frame) {
    return packetizer.frame(frame).orElseThrow().whole().toHex();
  }

  private static TrackFormat format(FlvTestCodec codec, String id) {
    return new TrackFormat(
        new TrackId(id), codec.kind(), codec.id(), 1_000, CONFIG, codec.describe(CONFIG));
  }

  private static MediaFrame video(
      FlvTestCodec codec, String id, long dts, int offset, boolean key) {
    return new MediaFrame(
        format(codec, id), dts, offset, 0, key ? FrameFlags.KEY : FrameFlags.NONE, SAMPLE);
  }
}
