package io.xlive.mediakit.flv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.mediakit.Mutants;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.ChannelLayout;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioTagTest {
  private static final FlvCodec AAC = FlvCodec.fourCc("mp4a");
  private static final FlvCodec FLAC = FlvCodec.fourCc("fLaC");
  private static final Bytes BODY = Bytes.ofHex("aabb");

  @Test
  void readsAac() {
    FlvCodec aac = FlvCodec.legacy(FlvCodec.AAC);
    assertThat(one("af 00 aabb"))
        .isEqualTo(new AudioPacket(aac, 0, AudioPacketType.SEQUENCE_START, BODY));
    assertThat(one("af 01 aabb"))
        .isEqualTo(new AudioPacket(aac, 0, AudioPacketType.CODED_FRAMES, BODY));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 14, 15})
  void readsOtherLegacyFormats(int format) {
    assertThat(one(Bytes.copyOf((byte) (format << 4 | 0xF), (byte) 0xAA, (byte) 0xBB)))
        .isEqualTo(new AudioPacket(FlvCodec.legacy(format), 0, AudioPacketType.CODED_FRAMES, BODY));
  }

  @Test
  void takesAnEmptyMessageForSilence() {
    assertThat(AudioTag.parse(Bytes.EMPTY)).isEqualTo(new AudioTag.Silence());
  }

  @Test
  void readsEveryEnhancedPacketType() {
    assertThat(one("90 664c6143 aabb"))
        .isEqualTo(new AudioPacket(FLAC, 0, AudioPacketType.SEQUENCE_START, BODY));
    assertThat(one("91 664c6143 aabb"))
        .isEqualTo(new AudioPacket(FLAC, 0, AudioPacketType.CODED_FRAMES, BODY));
    assertThat(one("92 664c6143").type()).isEqualTo(AudioPacketType.SEQUENCE_END);
    assertThat(one("94 664c6143 aabb").type()).isEqualTo(AudioPacketType.MULTICHANNEL_CONFIG);
  }

  @Test
  void readsTracks() {
    assertThat(one("95 01 664c6143 07 aabb"))
        .isEqualTo(new AudioPacket(FLAC, 7, AudioPacketType.CODED_FRAMES, BODY));
    assertThat(packets("95 11 664c6143 00 000002 aabb 01 000002 aabb").packets())
        .containsExactly(
            new AudioPacket(FLAC, 0, AudioPacketType.CODED_FRAMES, BODY),
            new AudioPacket(FLAC, 1, AudioPacketType.CODED_FRAMES, BODY));
    assertThat(packets("95 21 664c6143 00 000002 aabb 6d703461 01 000002 aabb").packets())
        .extracting(AudioPacket::codec)
        .containsExactly(FLAC, AAC);
  }

  @Test
  void readsANanosecondOffsetInFrontOfTracks() {
    AudioTag.Packets packets = packets("97 02 000064 05 01 664c6143 07 aabb");
    assertThat(packets.nanoOffset()).isEqualTo(100);
    assertThat(packets.packets().get(0).trackId()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "af",
        "af 02 00",
        "90",
        "90 664c61",
        "93 664c6143",
        "96 664c6143",
        "98 664c6143",
        "9f 664c6143",
        "97 00",
        "97 01 0000 01 664c6143",
        "95",
        "95 05 664c6143 00",
        "95 07 664c6143 00",
        "95 11 664c6143 00 000003 aabb",
        "95 31 664c6143 00"
      })
  void callsTheRestMalformed(String hex) {
    assertThatThrownBy(() -> AudioTag.parse(Bytes.ofHex(hex))).isInstanceOf(XliveException.class);
  }

  @Test
  void readsAndWritesChannelLayouts() {
    for (String hex : List.of("00 06", "01 06 0000003f", "02 02 0001")) {
      Bytes body = Bytes.ofHex(hex);
      MultichannelConfig config = MultichannelConfig.parse(body);
      assertThat(config.channels()).isEqualTo(body.u8(1));
      assertThat(config.encode()).isEqualTo(body);
    }
    assertThat(MultichannelConfig.parse(Bytes.ofHex("01 06 0000060f")).layout())
        .isEqualTo(new ChannelLayout.Native(0x60F));
    assertThat(MultichannelConfig.parse(Bytes.ofHex("02 03 00fe01 aabb")).layout())
        .isEqualTo(new ChannelLayout.Custom(Bytes.ofHex("00fe01")));
    String every = "01".repeat(255);
    assertThat(MultichannelConfig.parse(Bytes.ofHex("02 ff" + every)).encode().toHex())
        .isEqualTo("02ff" + every);
    for (String hex :
        List.of(
            "", "00", "00 00", "01 00 00000000", "01 06 000000", "02 03 0001", "03 02", "ff 02")) {
      assertThatThrownBy(() -> MultichannelConfig.parse(Bytes.ofHex(hex)))
          .isInstanceOf(XliveException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"01 06 00000000", "01 06 0000001f", "01 06 0000007f", "01 ff ffffffff"})
  void keepsTheNumberOfChannelsOfAMaskThatContradictsIt(String hex) {
    Bytes body = Bytes.ofHex(hex);
    assertThat(MultichannelConfig.parse(body))
        .isEqualTo(new MultichannelConfig(body.u8(1), ChannelLayout.UNSPECIFIED));
  }

  @ParameterizedTest
  @CsvSource({
    "44100, 2, 2f",
    "48000, 2, 2f",
    "44099, 1, 2a",
    "22050, 1, 2a",
    "22049, 2, 27",
    "11025, 1, 26",
    "8000, 1, 22"
  })
  void writesTheNearestLegacyRate(int rate, int channels, String hex) {
    assertThat(AudioTagHeader.legacy(FlvCodec.MP3, rate, channels)).isEqualTo(Bytes.ofHex(hex));
  }

  @Test
  void writesWhatItReads() {
    assertThat(AudioTagHeader.aac(AudioPacketType.SEQUENCE_START)).isEqualTo(Bytes.ofHex("af00"));
    assertThat(AudioTagHeader.aac(AudioPacketType.CODED_FRAMES)).isEqualTo(Bytes.ofHex("af01"));
    Bytes header = AudioTagHeader.enhanced(FLAC, AudioPacketType.CODED_FRAMES);
    Bytes message = AudioTagHeader.withNanoOffset(AudioTagHeader.onTrack(header, 3), 123_456);
    assertThat(packets(new BytesBuilder().bytes(message).bytes(BODY).build()))
        .isEqualTo(
            new AudioTag.Packets(
                123_456, List.of(new AudioPacket(FLAC, 3, AudioPacketType.CODED_FRAMES, BODY))));
  }

  @Test
  void survives200000Mutants() {
    Mutants.run(
        200_000,
        FlvSeeds.AUDIO,
        bytes -> {
          if (AudioTag.parse(bytes) instanceof AudioTag.Packets packets) {
            packets.packets().stream()
                .filter(packet -> packet.type() == AudioPacketType.MULTICHANNEL_CONFIG)
                .forEach(packet -> MultichannelConfig.parse(packet.body()));
          }
        });
  }

  private static AudioTag.Packets packets(Bytes message) {
    return (AudioTag.Packets) AudioTag.parse(message);
  }

  private static AudioTag.Packets packets(String hex) {
    return packets(Bytes.ofHex(hex));
  }

  private static AudioPacket one(Bytes message) {
    List<AudioPacket> packets = packets(message).packets();
    assertThat(packets).hasSize(1);
    return packets.get(0);
  }

  private static AudioPacket one(String hex) {
    return one(Bytes.ofHex(hex));
  }
}
