package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaylistGoldenTest {
  @Test
  void picturesAndSoundOfRegularGroups() {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 4100, 2000));
    assertThat(bench.media(Bench.VIDEO))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:0
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.600000,HOLD-BACK=6.000000,CAN-SKIP-UNTIL=12.000000,CAN-SKIP-DATERANGES=YES
            #EXT-X-PART-INF:PART-TARGET=0.200000
            #EXT-X-MAP:URI="video,1,init-0.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:00.000Z
            #EXT-X-PART:DURATION=0.200000,URI="video,1,0,0.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.200000,URI="video,1,0,1.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,0,2.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,0,3.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,0,4.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,0,5.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,0,6.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,0,7.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,0,8.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,0,9.m4s"
            #EXTINF:2.000000,
            video,1,0.m4s
            #EXT-X-PART:DURATION=0.200000,URI="video,1,1,0.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.200000,URI="video,1,1,1.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,1,2.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,1,3.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,1,4.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,1,5.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,1,6.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,1,7.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,1,8.m4s"
            #EXT-X-PART:DURATION=0.200000,URI="video,1,1,9.m4s"
            #EXTINF:2.000000,
            video,1,1.m4s
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="video,1,2,0.m4s"
            #EXT-X-RENDITION-REPORT:URI="audio,index.m3u8",LAST-MSN=1,LAST-PART=10
            """);
    assertThat(bench.media(Bench.AUDIO))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:0
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=0.600000,HOLD-BACK=6.000000,CAN-SKIP-UNTIL=12.000000,CAN-SKIP-DATERANGES=YES
            #EXT-X-PART-INF:PART-TARGET=0.200000
            #EXT-X-MAP:URI="audio,1,init-0.mp4"
            #EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:00.000Z
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,0,0.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,0,1.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,0,2.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,0,3.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,0,4.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,0,5.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,0,6.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,0,7.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,0,8.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,0,9.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.085333,URI="audio,1,0,10.m4s",INDEPENDENT=YES
            #EXTINF:2.005333,
            audio,1,0.m4s
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,1,0.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,1,1.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,1,2.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,1,3.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,1,4.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,1,5.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,1,6.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,1,7.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,1,8.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.192000,URI="audio,1,1,9.m4s",INDEPENDENT=YES
            #EXT-X-PART:DURATION=0.085333,URI="audio,1,1,10.m4s",INDEPENDENT=YES
            #EXTINF:2.005333,
            audio,1,1.m4s
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="audio,1,2,0.m4s"
            #EXT-X-RENDITION-REPORT:URI="video,index.m3u8",LAST-MSN=1,LAST-PART=9
            """);
    assertThat(bench.multivariant())
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:6
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="audio",NAME="Audio",DEFAULT=YES,AUTOSELECT=YES,CHANNELS="2",URI="audio,index.m3u8"
            #EXT-X-STREAM-INF:BANDWIDTH=340794,AVERAGE-BANDWIDTH=340794,CODECS="avc1.64001f,mp4a.40.2",RESOLUTION=1280x720,FRAME-RATE=25.000,VIDEO-RANGE=SDR,AUDIO="audio"
            video,index.m3u8
            #EXT-X-I-FRAME-STREAM-INF:BANDWIDTH=16448,AVERAGE-BANDWIDTH=16447,CODECS="avc1.64001f",RESOLUTION=1280x720,VIDEO-RANGE=SDR,URI="video,iframes.m3u8"
            """);
  }

  @Test
  void prefixLeadsFromTheStreamsOwnName() {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 2100, 2000));
    assertThat(Bench.text(bench.window.snapshot().multivariant("cam1/").orElseThrow()))
        .contains("URI=\"cam1/audio,index.m3u8\"", "\ncam1/video,index.m3u8\n");
  }

  @Test
  void soundAloneIsOnePlainVariant() {
    Bench bench = new Bench().push(Media.sound(Media.AUDIO, Media.START, Media.START + 4200));
    assertThat(bench.multivariant())
        .contains("CODECS=\"mp4a.40.2\"\naudio,index.m3u8\n")
        .doesNotContain("EXT-X-MEDIA");
    assertThat(bench.media(Bench.AUDIO))
        .contains("#EXT-X-TARGETDURATION:2\n", "#EXTINF:2.005333,\n");
  }

  @Test
  void picturesAloneHaveNoAudioGroup() {
    Bench bench =
        new Bench().push(Media.pictures(Media.VIDEO, Media.START, Media.START + 2100, 40, 2000));
    assertThat(bench.multivariant()).contains("CODECS=\"avc1.64001f\"").doesNotContain("AUDIO");
  }

  @Test
  void languagesAreRenditionsOfOneGroup() {
    var german = Media.audio("audio", "aac", Optional.of("de"));
    var english = Media.audio("audio-1", "aac", Optional.of("en"));
    Bench bench =
        new Bench()
            .push(
                Media.interleave(
                    Media.pictures(Media.VIDEO, Media.START, Media.START + 2100, 40, 2000),
                    Media.sound(german, Media.START, Media.START + 2100),
                    Media.sound(english, Media.START, Media.START + 2100)));
    assertThat(bench.multivariant())
        .contains(
            "NAME=\"German\",LANGUAGE=\"de\",DEFAULT=YES,AUTOSELECT=YES",
            "NAME=\"English\",LANGUAGE=\"en\",DEFAULT=NO,AUTOSELECT=YES",
            "URI=\"audio-1,index.m3u8\"")
        .containsOnlyOnce("#EXT-X-STREAM-INF");
  }

  @Test
  void codecsThatDifferAreGroupsOfTheirOwn() {
    var opus = Media.audio("audio-1", "opus", Optional.empty());
    Bench bench =
        new Bench()
            .push(
                Media.interleave(
                    Media.pictures(Media.VIDEO, Media.START, Media.START + 2100, 40, 2000),
                    Media.sound(Media.AUDIO, Media.START, Media.START + 2100),
                    Media.sound(opus, Media.START, Media.START + 2100)));
    assertThat(bench.multivariant().lines().filter(l -> l.startsWith("#EXT-X-STREAM-INF")))
        .hasSize(2)
        .satisfiesExactly(
            l -> assertThat(l).endsWith("AUDIO=\"audio-aac\""),
            l -> assertThat(l).endsWith("AUDIO=\"audio-opus\""));
  }

  @Test
  void aLanguageCannotEndTheQuotedString() {
    var hostile = Media.audio("audio", "aac", Optional.of("en\"\n#EXT-X-ENDLIST"));
    Bench bench =
        new Bench()
            .push(
                Media.interleave(
                    Media.pictures(Media.VIDEO, Media.START, Media.START + 2100, 40, 2000),
                    Media.sound(hostile, Media.START, Media.START + 2100)));
    assertThat(bench.multivariant()).doesNotContain("ENDLIST", "LANGUAGE");
  }

  @Test
  void theWindowRollsAndCountsOn() {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 20_100, 2000));
    List<String> lines = bench.media(Bench.VIDEO).lines().toList();
    assertThat(lines).contains("#EXT-X-MEDIA-SEQUENCE:4", "video,1,4.m4s", "video,1,9.m4s");
    assertThat(lines).doesNotContain("video,1,3.m4s", "video,1,10.m4s");
    assertThat(lines).contains("#EXT-X-PROGRAM-DATE-TIME:2026-03-01T12:00:08.000Z");
  }
}
