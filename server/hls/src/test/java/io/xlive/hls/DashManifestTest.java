package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.Ticks;
import io.xlive.testkit.LiveMpdChecker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DashManifestTest {
  @Test
  void picturesAndSoundOfRegularGroups() {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 6100, 2000));
    assertThat(dash(bench))
        .isEqualTo(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <MPD xmlns="urn:mpeg:dash:schema:mpd:2011" profiles="urn:mpeg:dash:profile:isoff-live:2011,urn:mpeg:dash:profile:cmaf:2019" type="dynamic" availabilityStartTime="2026-03-01T12:00:00Z" publishTime="2026-03-01T12:00:06.002Z" minimumUpdatePeriod="PT0.5S" timeShiftBufferDepth="PT6S" suggestedPresentationDelay="PT6S" minBufferTime="PT2S" maxSegmentDuration="PT2.5S">
              <Location>cam1.mpd</Location>
              <ServiceDescription id="0">
                <Latency target="2000" min="900" max="6000" referenceId="0"/>
                <PlaybackRate min="0.96" max="1.04"/>
              </ServiceDescription>
              <Period id="0" start="PT0S">
                <AdaptationSet contentType="video" mimeType="video/mp4" segmentAlignment="true" startWithSAP="1">
                  <InbandEventStream schemeIdUri="urn:xlive:event:json"/>
                  <InbandEventStream schemeIdUri="https://aomedia.org/emsg/ID3"/>
                  <InbandEventStream schemeIdUri="urn:scte:scte35:2013:bin"/>
                  <ProducerReferenceTime id="0" inband="true" type="encoder" wallClockTime="2026-03-01T12:00:00Z" presentationTime="0">
                    <UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-xsdate:2014" value="cam1/clock,now.txt"/>
                  </ProducerReferenceTime>
                  <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
                  <Representation id="video" bandwidth="218880" codecs="avc1.64001f" width="1280" height="720" sar="1:1" frameRate="25/1">
                    <SegmentTemplate timescale="1000" presentationTimeOffset="10000" availabilityTimeOffset="1.8" availabilityTimeComplete="false" initialization="cam1/video,1,init-0.mp4" media="cam1/video,1,$Number$.m4s" startNumber="0">
                      <SegmentTimeline>
                        <S t="10000" d="2000" r="2"/>
                      </SegmentTimeline>
                    </SegmentTemplate>
                  </Representation>
                </AdaptationSet>
                <AdaptationSet contentType="audio" mimeType="audio/mp4" segmentAlignment="true" startWithSAP="1">
                  <ProducerReferenceTime id="0" inband="true" type="encoder" wallClockTime="2026-03-01T12:00:00Z" presentationTime="0">
                    <UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-xsdate:2014" value="cam1/clock,now.txt"/>
                  </ProducerReferenceTime>
                  <Role schemeIdUri="urn:mpeg:dash:role:2011" value="main"/>
                  <Representation id="audio" bandwidth="121914" codecs="mp4a.40.2" audioSamplingRate="48000">
                    <AudioChannelConfiguration schemeIdUri="urn:mpeg:dash:23003:3:audio_channel_configuration:2011" value="2"/>
                    <SegmentTemplate timescale="48000" presentationTimeOffset="480000" availabilityTimeOffset="1.8" availabilityTimeComplete="false" initialization="cam1/audio,1,init-0.mp4" media="cam1/audio,1,$Number$.m4s" startNumber="0">
                      <SegmentTimeline>
                        <S t="480000" d="96256" r="2"/>
                      </SegmentTimeline>
                    </SegmentTemplate>
                  </Representation>
                </AdaptationSet>
              </Period>
              <UTCTiming schemeIdUri="urn:mpeg:dash:utc:http-xsdate:2014" value="cam1/clock,now.txt"/>
            </MPD>
            """);
  }

  @Test
  void aBreakStartsAPeriodWhoseStartStaysWhenItsFirstSegmentsLeave() {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 4100, 2000));
    bench.packager.end();
    bench.pass(Duration.ofSeconds(9));
    bench.publication(2);
    bench.push(Media.av(0, 4100, 2000));
    assertThat(dash(bench))
        .contains(
            "<Period id=\"0\" start=\"PT0S\">",
            "<Period id=\"1\" start=\"PT9S\">",
            "presentationTimeOffset=\"0\"",
            "media=\"cam1/video,2,$Number$.m4s\" startNumber=\"3\"");
    bench.push(Media.av(4100, 20_000, 2000));
    assertThat(dash(bench))
        .contains(
            "<Period id=\"1\" start=\"PT9S\">", "availabilityStartTime=\"2026-03-01T12:00:00Z\"")
        .doesNotContain("<Period id=\"0\"");
  }

  @Test
  void presentationStartsAtThePeriodsStartAlthoughDecodingStartsEarlier() {
    List<MediaFrame> delayed = new ArrayList<>();
    for (MediaFrame f : Media.pictures(Media.VIDEO, Media.START, Media.START + 4100, 40, 2000)) {
      delayed.add(
          new MediaFrame(f.format(), f.dts(), 80, f.arrivalNanos(), f.flags(), f.payload()));
    }
    assertThat(dash(new Bench().push(delayed)))
        .contains("presentationTimeOffset=\"10080\"", "<S t=\"10000\" d=\"2000\" r=\"1\"/>");
  }

  @Test
  void aTrackThatWasSilentIsListedFromWhereItCameBack() {
    Bench bench =
        new Bench()
            .push(
                Media.interleave(
                    Media.pictures(Media.VIDEO, Media.START, Media.START + 10_100, 40, 2000),
                    Media.sound(Media.AUDIO, Media.START, Media.START + 2000),
                    Media.sound(Media.AUDIO, Media.START + 6000, Media.START + 10_100)));
    String manifest = dash(bench);
    assertThat(manifest).contains("media=\"cam1/video,1,$Number$.m4s\" startNumber=\"0\"");
    assertThat(manifest).doesNotContain("media=\"cam1/audio,1,$Number$.m4s\" startNumber=\"0\"");
  }

  @Test
  void anEndedStreamIsStaticAndTellsItsLength() {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 4000, 2000));
    bench.packager.end();
    bench.window.end();
    assertThat(dash(bench))
        .contains("type=\"static\"", "mediaPresentationDuration=\"PT4.0")
        .doesNotContain("minimumUpdatePeriod", "publishTime", "availabilityTime", "Latency");
  }

  @Test
  void renditionsOfOneCodecAreAlternativesAndLanguagesAreNot() {
    var german = Media.audio("audio", "aac", Optional.of("de"));
    var english = Media.audio("audio-1", "aac", Optional.of("en"));
    Bench bench =
        new Bench()
            .push(
                Media.interleave(
                    Media.pictures(Media.VIDEO, Media.START, Media.START + 2100, 40, 2000),
                    Media.pictures(
                        Media.video("video-1", "h264", 2),
                        Media.START,
                        Media.START + 2100,
                        40,
                        2000),
                    Media.sound(german, Media.START, Media.START + 2100),
                    Media.sound(english, Media.START, Media.START + 2100)));
    assertThat(dash(bench).lines().filter(l -> l.contains("<AdaptationSet"))).hasSize(3);
    assertThat(dash(bench).lines().filter(l -> l.contains("<Representation"))).hasSize(4);
    assertThat(dash(bench))
        .contains("lang=\"de\"", "lang=\"en\"")
        .containsOnlyOnce("value=\"alternate\"");
  }

  @Test
  void whatThePublisherSaysCannotLeaveItsAttribute() {
    var hostile = Media.audio("audio", "aac", Optional.of("\"/><script>&"));
    Bench bench = new Bench().push(Media.sound(hostile, Media.START, Media.START + 4200));
    assertThat(dash(bench)).doesNotContain("lang", "<script");
  }

  @Test
  void whatCouldEndAnAttributeIsEscaped() {
    String document = new XmlText().open("a").with("b", "\"/><script>&").close().done();
    assertThat(document).contains("<a b=\"&quot;/&gt;&lt;script&gt;&amp;\">");
  }

  /** Pictures every 40 ms, sound of 1024 samples: the length of what grows is known exactly. */
  @Test
  void aSegmentThatGrowsIsListedWithTheLengthThatItWillHave() {
    List<MediaFrame> frames = Media.av(Media.START, Media.START + 8500, 2000);
    List<MediaFrame> early = frames.stream().filter(f -> millis(f) < Media.START + 6500).toList();
    Bench bench = new Bench().push(early);
    String sound =
        "<S t=\"480000\" d=\"96256\" r=\"2\"/>\n            <S d=\"95232\"/>\n          </Seg";
    assertThat(dash(bench)).contains("<S t=\"10000\" d=\"2000\" r=\"3\"/>", sound);
    bench.push(frames.subList(early.size(), frames.size()));
    assertThat(dash(bench))
        .contains("<S t=\"10000\" d=\"2000\" r=\"4\"/>", sound.replace("          </Seg", ""));
  }

  private static long millis(MediaFrame frame) {
    return Ticks.toNanos(frame.dts(), frame.format().timescale()) / 1_000_000;
  }

  @Test
  void noReloadContradictsAnother() {
    for (int group : new int[] {2000, 1000, 3200, 1480}) {
      Bench bench = new Bench();
      LiveMpdChecker checker = new LiveMpdChecker();
      Instant start = bench.instant();
      for (MediaFrame frame : Media.av(Media.START, Media.START + 24_000, group)) {
        bench.push(List.of(frame));
        long nanos = Ticks.toNanos(frame.dts(), frame.format().timescale());
        Instant now = start.plusNanos(nanos).minusMillis(Media.START);
        bench.window.snapshot().dash("cam1/").ifPresent(m -> checker.feed(now, Bench.text(m)));
      }
      assertThat(checker.violations()).as("groups of %d ms", group).isEmpty();
      assertThat(checker.segments()).isGreaterThan(7);
      assertThat(checker.listed()).as("one that grows").anyMatch(s -> !s.complete());
    }
  }

  @Test
  void behindABreakAPeriodStartsWithACompleteSegment() {
    Bench bench = new Bench().push(Media.av(Media.START, Media.START + 4100, 2000));
    bench.packager.end();
    bench.publication(2);
    List<MediaFrame> frames = Media.av(0, 2500, 2000);
    List<MediaFrame> early = frames.stream().filter(f -> millis(f) < 1500).toList();
    bench.push(early);
    assertThat(dash(bench)).doesNotContain("<Period id=\"1\"", "r=\"2\"/>");
    bench.push(frames.subList(early.size(), frames.size()));
    assertThat(dash(bench)).contains("<Period id=\"1\"", "<S t=\"0\" d=\"2000\" r=\"1\"/>");
  }

  @Test
  void nothingIsToldBeforeTheFirstSegment() {
    assertThat(new Bench().window.snapshot().dash("")).isEmpty();
  }

  private static String dash(Bench bench) {
    return Bench.text(bench.window.snapshot().dash("cam1/").orElseThrow());
  }
}
