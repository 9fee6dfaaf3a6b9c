package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaylistConformanceTest {
  private static final String MEDIA =
      """
      #EXTM3U
      #EXT-X-VERSION:6
      #EXT-X-TARGETDURATION:2
      #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=1.0,HOLD-BACK=6.0
      #EXT-X-PART-INF:PART-TARGET=0.5
      #EXT-X-MEDIA-SEQUENCE:7
      #EXT-X-DISCONTINUITY-SEQUENCE:1
      #EXT-X-MAP:URI="video,1,init-0.mp4"
      #EXT-X-PROGRAM-DATE-TIME:2026-01-01T00:00:00.000Z
      #EXTINF:2.40000,
      video,1,7.m4s
      #EXT-X-DISCONTINUITY
      #EXT-X-PART:DURATION=0.5,URI="video,1,8,0.m4s",INDEPENDENT=YES
      #EXT-X-PART:DURATION=0.43,URI="video,1,8,1.m4s"
      #EXT-X-PART:DURATION=0.1,URI="video,1,8,2.m4s"
      #EXTINF:1.03,
      video,1,8.m4s
      #EXT-X-PART:DURATION=0.5,URI="video,1,9,0.m4s"
      #EXT-X-PRELOAD-HINT:TYPE=PART,URI="video,1,9,1.m4s"
      #EXT-X-RENDITION-REPORT:URI="audio,index.m3u8",LAST-MSN=9,LAST-PART=0
      """;
  private static final String MULTIVARIANT =
      """
      #EXTM3U
      #EXT-X-VERSION:6
      #EXT-X-INDEPENDENT-SEGMENTS
      #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="aac",NAME="audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="a/audio,index.m3u8"
      #EXT-X-STREAM-INF:BANDWIDTH=3000000,AVERAGE-BANDWIDTH=2500000,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000,VIDEO-RANGE=SDR,AUDIO="aac",CLOSED-CAPTIONS=NONE
      a/video,index.m3u8
      """;

  @Test
  void goodPlaylistsHaveNoViolations() {
    assertThat(PlaylistConformance.check(MEDIA)).isEmpty();
    assertThat(PlaylistConformance.check(MULTIVARIANT)).isEmpty();
    assertThat(
            PlaylistConformance.check(
                "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "#EXTM3U | #EXTM3U8 | grammar",
        "VERSION:6 | VERSION:5 | version",
        "VERSION:6 | VERSION:six | version",
        "TARGETDURATION:2 | TARGETDURATION:2.0 | target duration",
        "#EXTINF:2.40000, | #EXTINF:2.50000, | target duration",
        "#EXTINF:2.40000, | #EXTINF:2.4 | segments",
        "#EXTINF:1.03, | #EXTINF:1.2, | parts",
        "#EXTINF:1.03, | #COMMENT | segments",
        "PART-HOLD-BACK=1.0 | PART-HOLD-BACK=0.9 | server control",
        "HOLD-BACK=6.0 | HOLD-BACK=5.9 | server control",
        "CAN-BLOCK-RELOAD=YES | CAN-BLOCK-RELOAD=NO | attributes",
        "CAN-BLOCK-RELOAD=YES, | CAN-BLOCK-RELOAD=YES, | none",
        "CAN-BLOCK-RELOAD=YES, | CAN-BLOCK-RELOAD=YES,, | grammar",
        "CAN-BLOCK-RELOAD=YES, | CAN-FLY=YES, | attributes",
        "CAN-BLOCK-RELOAD=YES, | CAN-SKIP-UNTIL=11.9, | server control",
        "#EXT-X-PART-INF:PART-TARGET=0.5 | #NONE | parts",
        "PART:DURATION=0.43 | PART:DURATION=0.42 | parts",
        "PART:DURATION=0.5,URI=\"video,1,8,0 | PART:DURATION=0.51,URI=\"video,1,8,0 | parts",
        "#EXT-X-MAP | #MAP | segments",
        "00.000Z | 00.000 | date",
        "#EXT-X-DISCONTINUITY-SEQUENCE:1 | #EXT-X-MEDIA-SEQUENCE:7 | grammar",
        "#EXT-X-DISCONTINUITY-SEQUENCE:1 | #EXT-X-UNKNOWN | grammar",
        "#EXT-X-DISCONTINUITY-SEQUENCE:1 | #EXT-X-STREAM-INF:BANDWIDTH=1 | kind",
        "TYPE=PART | TYPE=SEGMENT | preload hint",
        "video,1,7.m4s | video 1,7.m4s | grammar",
      })
  void whatIsWrongWithAMediaPlaylistIsFound(String good, String bad, String rule) {
    assertThat(MEDIA).contains(good);
    List<String> found =
        PlaylistConformance.check(MEDIA.replace(good, bad)).stream().map(Violation::rule).toList();
    if (rule.equals("none")) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).contains(rule);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "BANDWIDTH=3000000,AV | BANDWIDTH=2000000,AV | variants",
        "STREAM-INF:BANDWIDTH=3000000, | STREAM-INF: | attributes",
        ",AUDIO=\"aac\" | ,AUDIO=\"ac3\" | variants",
        ",CODECS=\"avc1.64001f,mp4a.40.2\" | ^^ | variants",
        "VIDEO-RANGE=SDR | VIDEO-RANGE=HDR | variants",
        "RESOLUTION=1280x720 | RESOLUTION=1280*720 | attributes",
        "a/video,index.m3u8 | #nothing | variants",
        "TYPE=AUDIO, | TYPE=SOUND, | renditions",
        "AUTOSELECT=YES | AUTOSELECT=NO | renditions",
        "CHANNELS=\"2\" | CHANNELS=2 | attributes",
        "CHANNELS=\"2\" | FORCED=NO | renditions",
        "CHANNELS=\"2\" | INSTREAM-ID=\"CC1\" | renditions",
        "NAME=\"audio\", | NAME=\"audio\",NAME=\"b\", | attributes",
      })
  void whatIsWrongWithAMultivariantPlaylistIsFound(String good, String bad, String rule) {
    assertThat(MULTIVARIANT).contains(good);
    assertThat(PlaylistConformance.check(MULTIVARIANT.replace(good, bad)))
        .extracting(Violation::rule)
        .contains(rule);
  }

  @Test
  void aLaterVersionFollowsFromAnEarlierOne() {
    String next =
        MEDIA
            .replace("SEQUENCE:7", "SEQUENCE:8")
            .replace("#EXTINF:2.40000,\nvideo,1,7.m4s\n", "")
            .replace("#EXT-X-PRELOAD-HINT:", "#EXTINF:0.5,\nvideo,1,9.m4s\n#X");
    assertThat(PlaylistConformance.checkUpdate(MEDIA, MEDIA)).isEmpty();
    assertThat(PlaylistConformance.checkUpdate(MEDIA, next)).isEmpty();
    assertThat(PlaylistConformance.checkUpdate(next, MEDIA)).isNotEmpty();
    for (String wrong :
        List.of(
            next.replace("TARGETDURATION:2", "TARGETDURATION:3"),
            next.replace("SEQUENCE:1", "SEQUENCE:2"),
            next.replace("EXTINF:1.03", "EXTINF:1.04"),
            next.replace("8.m4s\n", "x.m4s\n"))) {
      assertThat(PlaylistConformance.checkUpdate(MEDIA, wrong)).isNotEmpty();
    }
    assertThat(PlaylistConformance.checkUpdate(MEDIA + "#EXT-X-ENDLIST\n", next)).isNotEmpty();
  }

  @Test
  void theReaderItselfTakesAnything() {
    HostileInput.from(bytes(MEDIA), bytes(MULTIVARIANT))
        .prefixes(PlaylistConformanceTest::check)
        .mutants(2_000, PlaylistConformanceTest::check);
  }

  private static void check(Bytes bytes) {
    PlaylistConformance.check(new String(bytes.toArray(), StandardCharsets.UTF_8));
  }

  private static Bytes bytes(String text) {
    return Bytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
  }
}
