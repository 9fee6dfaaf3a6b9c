package io.xlive.mediakit.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.mediakit.Mutants;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VideoTagTest {
  private static final FlvCodec HEVC = FlvCodec.fourCc("hvc1");
  private static final FlvCodec AV1 = FlvCodec.fourCc("av01");
  private static final Bytes BODY = Bytes.ofHex("aabbcc");

  @Test
  void readsAvc() {
    FlvCodec avc = FlvCodec.legacy(FlvCodec.AVC);
    assertThat(one("17 00 000000 aabbcc"))
        .isEqualTo(new VideoPacket(avc, 0, VideoPacketType.SEQUENCE_START, 0, BODY));
    assertThat(one("27 01 000050 aabbcc"))
        .isEqualTo(new VideoPacket(avc, 0, VideoPacketType.CODED_FRAMES, 80, BODY));
    assertThat(one("17 02 000000").type()).isEqualTo(VideoPacketType.SEQUENCE_END);
    assertThat(one("17 02").type()).isEqualTo(VideoPacketType.SEQUENCE_END);
    assertThat(packets("37 01 000000 aa").frameType()).isEqualTo(VideoFrameType.DISPOSABLE);
  }

  @ParameterizedTest
  @CsvSource({"ffffff, -1", "800000, -8388608", "7fffff, 8388607", "000000, 0"})
  void readsCompositionTimesWithTheirSign(String wire, int millis) {
    assertThat(one("27 01 " + wire + " aa").compositionTime()).isEqualTo(millis);
    assertThat(one("a1 68766331 " + wire + " aa").compositionTime()).isEqualTo(millis);
    assertThat(VideoTagHeader.legacy(VideoFrameType.INTER, 7, VideoPacketType.CODED_FRAMES, millis))
        .isEqualTo(Bytes.ofHex("27 01 " + wire));
    assertThat(VideoTagHeader.enhanced(VideoFrameType.INTER, HEVC, millis))
        .isEqualTo(Bytes.ofHex("a1 68766331 " + wire));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1c", "1d"})
  void readsHevcAndAv1PosingAsAvc(String first) {
    assertThat(one(first + " 00 000000 aabbcc").type()).isEqualTo(VideoPacketType.SEQUENCE_START);
    assertThat(one(first + " 01 000005 aabbcc").compositionTime()).isEqualTo(5);
  }

  @Test
  void readsOtherLegacyCodecsWithoutAHeader() {
    assertThat(one("22 aabbcc"))
        .isEqualTo(new VideoPacket(FlvCodec.legacy(2), 0, VideoPacketType.CODED_FRAMES, 0, BODY));
  }

  @Test
  void readsEveryEnhancedPacketType() {
    assertThat(one("90 68766331 aabbcc"))
        .isEqualTo(new VideoPacket(HEVC, 0, VideoPacketType.SEQUENCE_START, 0, BODY));
    assertThat(one("91 68766331 ffffb0 aabbcc"))
        .isEqualTo(new VideoPacket(HEVC, 0, VideoPacketType.CODED_FRAMES, -80, BODY));
    assertThat(one("91 61763031 aabbcc"))
        .isEqualTo(new VideoPacket(AV1, 0, VideoPacketType.CODED_FRAMES, 0, BODY));
    assertThat(one("92 68766331").type()).isEqualTo(VideoPacketType.SEQUENCE_END);
    assertThat(one("93 68766331 aabbcc"))
        .isEqualTo(new VideoPacket(HEVC, 0, VideoPacketType.CODED_FRAMES_X, 0, BODY));
    assertThat(one("95 61763031 aabbcc").type()).isEqualTo(VideoPacketType.MPEG2TS_SEQUENCE_START);
  }

  @ParameterizedTest
  @ValueSource(strings = {"84", "d4", "f4"})
  void ignoresTheFrameTypeOfMetadata(String first) {
    assertThat(one(first + " 68766331 020000").type()).isEqualTo(VideoPacketType.METADATA);
  }

  @Test
  void readsCommands() {
    assertThat(VideoTag.parse(Bytes.ofHex("57 00"))).isEqualTo(new VideoTag.Command(0));
    assertThat(VideoTag.parse(Bytes.ofHex("d1 01"))).isEqualTo(new VideoTag.Command(1));
    assertThat(VideoTag.parse(Bytes.ofHex("d7 02 000000 01 01")))
        .isEqualTo(new VideoTag.Command(1));
  }

  @Test
  void readsOneTrack() {
    assertThat(one("96 01 68766331 05 000028 aabbcc"))
        .isEqualTo(new VideoPacket(HEVC, 5, VideoPacketType.CODED_FRAMES, 40, BODY));
  }

  @Test
  void readsManyTracksOfOneCodec() {
    assertThat(packets("96 11 68766331 00 000006 000028 aabbcc 01 000006 ffffd8 aabbcc").packets())
        .containsExactly(
            new VideoPacket(HEVC, 0, VideoPacketType.CODED_FRAMES, 40, BODY),
            new VideoPacket(HEVC, 1, VideoPacketType.CODED_FRAMES, -40, BODY));
  }

  @Test
  void readsManyTracksOfManyCodecs() {
    assertThat(packets("96 20 68766331 00 000003 aabbcc 61763031 ff 000000").packets())
        .containsExactly(
            new VideoPacket(HEVC, 0, VideoPacketType.SEQUENCE_START, 0, BODY),
            new VideoPacket(AV1, 255, VideoPacketType.SEQUENCE_START, 0, Bytes.EMPTY));
  }

  @Test
  void readsANanosecondOffsetAndSkipsModifiersItDoesNotKnow() {
    assertThat(packets("97 02 0f423f 03 68766331 aabbcc").nanoOffset()).isEqualTo(999_999);
    assertThat(packets("97 02 ffffff 03 68766331 aabbcc").nanoOffset()).isEqualTo(999_999);
    assertThat(packets("97 00 ee 17 02 000064 03 68766331 aabbcc"))
        .isEqualTo(
            new VideoTag.Packets(
                VideoFrameType.KEY,
                100,
                List.of(new VideoPacket(HEVC, 0, VideoPacketType.CODED_FRAMES_X, 0, BODY))));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 255, 256, 257, 65_536})
  void skipsModifiersOfEverySize(int size) {
    BytesBuilder out = new BytesBuilder().u8(0x97);
    if (size < 256) {
      out.u8(size - 1);
    } else {
      out.u8(255).u16(size - 1);
    }
    out.zeros(size).u8(0xF3).bytes(Bytes.ofHex("68766331 aabbcc"));
    Bytes whole = out.build();
    assertThat(one(whole).body()).isEqualTo(BODY);
    assertThatThrownBy(() -> VideoTag.parse(whole.slice(0, whole.length() - 8)))
        .isInstanceOf(XliveException.class);
  }

  @Test
  void findsTheTracksBehindAModifier() {
    assertThat(one("97 02 000064 06 03 68766331 02 aabbcc"))
        .isEqualTo(new VideoPacket(HEVC, 2, VideoPacketType.CODED_FRAMES_X, 0, BODY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "17",
        "17 01",
        "17 01 0000",
        "17 03 000000",
        "07 00 000000",
        "67 01 000000",
        "57",
        "80",
        "90",
        "90 687663",
        "91 68766331 0000",
        "e1 68766331",
        "98 68766331",
        "9f 68766331",
        "97 00",
        "97 01 0000 03 68766331",
        "97 ff 00",
        "96",
        "96 06 68766331 00",
        "96 07 68766331 00",
        "96 01 68766331",
        "96 11 68766331",
        "96 11 68766331 00 000007 aabbcc",
        "96 11 68766331 00 000003 aabbcc 01",
        "96 21 68766331 00 000003 aabbcc 6876",
        "96 31 68766331 00",
        "d1"
      })
  void callsTheRestMalformed(String hex) {
    assertThatThrownBy(() -> VideoTag.parse(Bytes.ofHex(hex))).isInstanceOf(XliveException.class);
  }

  @Test
  void bindsTheNumberOfTracks() {
    assertThat(packets(tracks(255)).packets()).hasSize(255);
    assertThat(packets(tracks(256)).packets()).hasSize(256);
    assertThatThrownBy(() -> VideoTag.parse(tracks(257))).hasMessageContaining("256 tracks");
  }

  @Test
  void writesWhatItReads() {
    Bytes header = VideoTagHeader.enhanced(VideoFrameType.KEY, HEVC, -40);
    Bytes message = VideoTagHeader.withNanoOffset(VideoTagHeader.onTrack(header, 3), 123_456);
    assertThat(packets(new BytesBuilder().bytes(message).bytes(BODY).build()))
        .isEqualTo(
            new VideoTag.Packets(
                VideoFrameType.KEY,
                123_456,
                List.of(new VideoPacket(HEVC, 3, VideoPacketType.CODED_FRAMES, -40, BODY))));
  }

  @Test
  void survives200000Mutants() {
    Mutants.run(200_000, FlvSeeds.VIDEO, VideoTag::parse);
  }

  private static Bytes tracks(int count) {
    BytesBuilder out = new BytesBuilder().bytes(Bytes.ofHex("96 11 68766331"));
    for (int i = 0; i < count; i++) {
      out.u8(i).u24(3).zeros(3);
    }
    return out.build();
  }

  private static VideoTag.Packets packets(Bytes message) {
    return (VideoTag.Packets) VideoTag.parse(message);
  }

  private static VideoTag.Packets packets(String hex) {
    return packets(Bytes.ofHex(hex));
  }

  private static VideoPacket one(Bytes message) {
    List<VideoPacket> packets = packets(message).packets();
    assertThat(packets).hasSize(1);
    return packets.get(0);
  }

  private static VideoPacket one(String hex) {
    return one(Bytes.ofHex(hex));
  }
}
