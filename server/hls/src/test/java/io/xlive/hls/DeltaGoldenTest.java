package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.ByteSize;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.PlaylistConformance;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeltaGoldenTest {
  private final Bench bench = new Bench(config(10));

  private static HlsConfig config(int window) {
    HlsConfig d = ConfigDefaults.of(HlsConfig.class);
    return new HlsConfig(
        d.segmentDuration(),
        Duration.ofSeconds(2),
        window,
        d.idleTimeout(),
        d.reconnectGrace(),
        d.maxSegmentSize(),
        d.maxStreamMemory(),
        d.directMemory(),
        d.bufferDuration(),
        d.bufferSize(),
        d.maxBlockedReloadsPerStream(),
        d.maxBlockedReloads(),
        d.journalRetention(),
        d.journalStreams(),
        d.ladder(),
        d.viewers(),
        new EventConfig(50, new ByteSize(2048), 10));
  }

  /** 26 seconds at the pace of the clock, and a text every six of them. */
  private void play() {
    for (long second = 0; second < 26; second++) {
      long from = Media.START + 1000 * second;
      bench.push(Media.pictures(Media.VIDEO, from, from + 1000, 40, second % 2 == 0 ? 2000 : 7));
      if (second % 6 == 1) {
        bench.push(
            List.of(
                Media.data(
                    from + 500,
                    Amf0Writer.encode(
                        AmfValue.of("onTextData"), AmfValue.of("second " + second)))));
      }
      bench.pass(Duration.ofSeconds(1));
    }
  }

  private String delta(Skip skip) {
    String delta = Bench.text(bench.window.snapshot().delta(Bench.VIDEO, skip).orElseThrow());
    assertThat(PlaylistConformance.check(delta)).isEmpty();
    return delta;
  }

  @Test
  void oldSegmentsAreLeftOut() {
    play();
    assertThat(delta(Skip.SEGMENTS))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:9
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:2
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=6.000000,HOLD-BACK=6.000000,CAN-SKIP-UNTIL=12.000000,CAN-SKIP-DATERANGES=YES
            #EXT-X-PART-INF:PART-TARGET=2.000000
            #EXT-X-SKIP:SKIPPED-SEGMENTS=5
            #EXT-X-DATERANGE:ID="1-1",CLASS="onTextData",START-DATE="2026-03-01T12:00:07.500Z",X-TEXT="second 7"
            #EXT-X-DATERANGE:ID="1-2",CLASS="onTextData",START-DATE="2026-03-01T12:00:13.500Z",X-TEXT="second 13"
            #EXT-X-DATERANGE:ID="1-3",CLASS="onTextData",START-DATE="2026-03-01T12:00:19.500Z",X-TEXT="second 19"
            #EXTINF:2.000000,
            video,1,7.m4s
            #EXTINF:2.000000,
            video,1,8.m4s
            #EXTINF:2.000000,
            video,1,9.m4s
            #EXT-X-PART:DURATION=2.000000,URI="video,1,10,0.m4s",INDEPENDENT=YES
            #EXTINF:2.000000,
            video,1,10.m4s
            #EXT-X-PART:DURATION=2.000000,URI="video,1,11,0.m4s",INDEPENDENT=YES
            #EXTINF:2.000000,
            video,1,11.m4s
            #EXT-X-PART:DURATION=2.000000,URI="video,1,12,0.m4s",INDEPENDENT=YES
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="video,1,12,1.m4s"
            """);
  }

  @Test
  void oldDateRangesTooAndThoseThatLeftAreNamed() {
    play();
    assertThat(delta(Skip.DATE_RANGES))
        .isEqualTo(
            """
            #EXTM3U
            #EXT-X-VERSION:10
            #EXT-X-TARGETDURATION:2
            #EXT-X-MEDIA-SEQUENCE:2
            #EXT-X-INDEPENDENT-SEGMENTS
            #EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,PART-HOLD-BACK=6.000000,HOLD-BACK=6.000000,CAN-SKIP-UNTIL=12.000000,CAN-SKIP-DATERANGES=YES
            #EXT-X-PART-INF:PART-TARGET=2.000000
            #EXT-X-SKIP:SKIPPED-SEGMENTS=5,RECENTLY-REMOVED-DATERANGES="1-0"
            #EXT-X-DATERANGE:ID="1-2",CLASS="onTextData",START-DATE="2026-03-01T12:00:13.500Z",X-TEXT="second 13"
            #EXT-X-DATERANGE:ID="1-3",CLASS="onTextData",START-DATE="2026-03-01T12:00:19.500Z",X-TEXT="second 19"
            #EXTINF:2.000000,
            video,1,7.m4s
            #EXTINF:2.000000,
            video,1,8.m4s
            #EXTINF:2.000000,
            video,1,9.m4s
            #EXT-X-PART:DURATION=2.000000,URI="video,1,10,0.m4s",INDEPENDENT=YES
            #EXTINF:2.000000,
            video,1,10.m4s
            #EXT-X-PART:DURATION=2.000000,URI="video,1,11,0.m4s",INDEPENDENT=YES
            #EXTINF:2.000000,
            video,1,11.m4s
            #EXT-X-PART:DURATION=2.000000,URI="video,1,12,0.m4s",INDEPENDENT=YES
            #EXT-X-PRELOAD-HINT:TYPE=PART,URI="video,1,12,1.m4s"
            """);
  }
}
