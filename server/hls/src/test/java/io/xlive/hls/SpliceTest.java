package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.ts.Crc32Mpeg;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.testkit.Fmp4Conformance;
import io.xlive.testkit.LivePlaylistChecker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpliceTest {
  static final Bytes OUT =
      Bytes.copyOf(
          Base64.getDecoder().decode("/DAlAAAAAAAAAP/wFAVDE1agf+//yBysA/4APcxQAAAAAAAAXhEvvQ=="));

  private final Bench bench = new Bench();
  private final LivePlaylistChecker checker = new LivePlaylistChecker();
  private long now = Media.START;

  /** The end of the same break, at once. */
  static Bytes in() {
    Bytes head = Bytes.ofHex("fc301b00000000000000fff00a05431356a07f5f00000000 0000");
    return new BytesBuilder(64).bytes(head).u32(Crc32Mpeg.of(head)).build();
  }

  static Bytes cue(Bytes section) {
    return Amf0Writer.encode(
        AmfValue.of("onAdCue"),
        AmfValue.ObjectValue.builder()
            .put("type", "scte35")
            .put("id", "1")
            .put("cue", Base64.getEncoder().encodeToString(section.toArray()))
            .object());
  }

  private void play(long millis) {
    for (long end = now + millis; now < end; now += 1000) {
      bench.push(Media.av(now, now + 1000, 1000));
      bench.pass(Duration.ofSeconds(1));
    }
  }

  private void say(Bytes amf) {
    bench.push(List.of(Media.data(now, amf)));
  }

  private List<String> ranges() {
    String playlist = bench.media(Bench.VIDEO);
    assertThat(checker.feed(now * 1_000_000, playlist)).isEmpty();
    return playlist.lines().filter(l -> l.startsWith("#EXT-X-DATERANGE")).toList();
  }

  private String media() {
    StringBuilder all = new StringBuilder();
    bench.window.snapshot().segments().stream()
        .flatMap(s -> s.track(Bench.VIDEO).stream())
        .flatMap(t -> t.parts().stream())
        .map(p -> new String(p.bytes().toArray(), StandardCharsets.ISO_8859_1))
        .forEach(all::append);
    return all.toString();
  }

  @Test
  void theEndOfABreakIsOneMoreTagOfItsRange() {
    play(1000);
    say(cue(OUT));
    say(cue(OUT));
    play(1000);
    assertThat(ranges())
        .containsExactly(
            "#EXT-X-DATERANGE:ID=\"1-0\",CLASS=\"onAdCue\","
                + "START-DATE=\"2026-03-01T12:00:01.000Z\",PLANNED-DURATION=45.000000,"
                + "SCTE35-OUT=0x"
                + OUT.toHex().toUpperCase(java.util.Locale.ROOT));
    play(1000);
    say(cue(in()));
    say(cue(in()));
    play(1000);
    assertThat(ranges())
        .hasSize(2)
        .last()
        .isEqualTo(
            "#EXT-X-DATERANGE:ID=\"1-0\",START-DATE=\"2026-03-01T12:00:01.000Z\","
                + "DURATION=2.000000,SCTE35-IN=0x"
                + in().toHex().toUpperCase(java.util.Locale.ROOT));
    say(cue(OUT));
    play(1000);
    assertThat(ranges()).hasSize(3).last().asString().contains("ID=\"1-4\"", "SCTE35-OUT");
    assertThat(bench.packager.droppedEvents()).isZero();
  }

  @Test
  void aBreakEndsInThePublicationThatComesBack() {
    play(1000);
    say(cue(OUT));
    play(1000);
    bench.packager.end();
    bench.pass(Duration.ofSeconds(3));
    bench.publication(2);
    now = Media.START;
    play(1000);
    say(cue(in()));
    play(2000);
    assertThat(bench.media(Bench.VIDEO)).contains("ID=\"1-0\"", "DURATION=5.000000,SCTE35-IN");
  }

  @Test
  void whatIsBrokenIsDroppedAndCounted() {
    play(1000);
    byte[] bytes = OUT.toArray();
    bytes[20] ^= 1;
    say(cue(Bytes.copyOf(bytes)));
    say(Amf0Writer.encode(AmfValue.of("onSCTE35"), AmfValue.of("none")));
    play(1000);
    assertThat(ranges()).isEmpty();
    assertThat(bench.packager.droppedEvents()).isEqualTo(2);
  }

  @Test
  void eventsStandInTheMediaOfTheirTime() {
    play(1000);
    say(cue(OUT));
    say(Amf0Writer.encode(AmfValue.of("onTextData"), AmfValue.of("hello")));
    say(Amf0Writer.encode(AmfValue.of("onID3"), AmfValue.of("SUQzBAAAAAAABFRJVDI=")));
    play(5000);
    assertThat(media())
        .containsOnlyOnce("urn:scte:scte35:2013:bin")
        .containsOnlyOnce("urn:xlive:event:json\0\0")
        .containsOnlyOnce("{\"name\":\"onTextData\",\"values\":[\"hello\"]}")
        .containsOnlyOnce("https://aomedia.org/emsg/ID3");
    TrackSegment track =
        bench.window.snapshot().segments().getFirst().track(Bench.VIDEO).orElseThrow();
    assertThat(Fmp4Conformance.check(track.init().bytes(), track.bytes())).isEmpty();
    Part part = track.parts().stream().filter(p -> has(p.bytes())).findFirst().orElseThrow();
    assertThat(part.frames().getFirst().dts()).isEqualTo(Media.START + 1000);
    Bytes box = part.bytes();
    // version 1: timescale, 64 bits of time
    assertThat(box.u32(12)).isEqualTo(1000);
    assertThat(box.s64(16)).isEqualTo(Media.START + 1000);
    assertThat(part.frames().getFirst().payload())
        .isEqualTo(Media.frame(Media.VIDEO, Media.START + 1000, true, 4000).payload());
  }

  private static boolean has(Bytes bytes) {
    return bytes.u32(4) == 0x656D7367;
  }
}
