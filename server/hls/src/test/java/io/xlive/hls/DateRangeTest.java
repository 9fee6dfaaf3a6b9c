package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.media.Bytes;
import io.xlive.testkit.PlaylistConformance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateRangeTest {
  private static final AmfValue ON_TEXT = AmfValue.of("onTextData");

  private final Bench bench = new Bench();

  static Bytes text(String text) {
    return Amf0Writer.encode(ON_TEXT, AmfValue.ObjectValue.builder().put("text", text).array());
  }

  private void play(long from, long to) {
    bench.push(Media.av(from, to, 2000));
  }

  private List<String> ranges() {
    String playlist = bench.media(Bench.VIDEO);
    assertThat(PlaylistConformance.check(playlist)).isEmpty();
    return playlist.lines().filter(l -> l.startsWith("#EXT-X-DATERANGE")).toList();
  }

  @Test
  void dataMessagesAreDateRangesOnTheClockOfThePictures() {
    play(Media.START, Media.START + 1000);
    bench.push(
        List.of(
            Media.data(Media.START + 960, text("goal")),
            Media.data(
                Media.START + 980,
                Amf0Writer.encode(
                    AmfValue.of("onCuePoint"),
                    AmfValue.ObjectValue.builder()
                        .put("name", "break")
                        .put("time", 12.5)
                        .put("duration", 30)
                        .put("live", true)
                        .put("offset", -1)
                        .put(
                            "parameters", AmfValue.ObjectValue.builder().put("Ad Id", "7").object())
                        .object())),
            Media.data(
                Media.START + 1000,
                Amf0Writer.encode(AmfValue.of("onID3"), AmfValue.of("SUQzBAAAAAAABFRJVDI="))),
            Media.data(Media.START + 1020, Amf0Writer.encode(ON_TEXT, AmfValue.of("plain")))));
    play(Media.START + 1000, Media.START + 4100);
    assertThat(ranges())
        .containsExactly(
            "#EXT-X-DATERANGE:ID=\"1-0\",CLASS=\"onTextData\","
                + "START-DATE=\"2026-03-01T12:00:00.960Z\",X-TEXT=\"goal\"",
            "#EXT-X-DATERANGE:ID=\"1-1\",CLASS=\"onCuePoint\","
                + "START-DATE=\"2026-03-01T12:00:00.980Z\",DURATION=30.000000,X-NAME=\"break\","
                + "X-TIME=12.5,X-DURATION=30,X-LIVE=\"true\",X-OFFSET=\"-1.0\","
                + "X-PARAMETERS-AD-ID=\"7\"",
            "#EXT-X-DATERANGE:ID=\"1-2\",CLASS=\"onID3\","
                + "START-DATE=\"2026-03-01T12:00:01.000Z\",X-ID3=0x4944330400000000000454495432",
            "#EXT-X-DATERANGE:ID=\"1-3\",CLASS=\"onTextData\","
                + "START-DATE=\"2026-03-01T12:00:01.020Z\",X-TEXT=\"plain\"");
    assertThat(bench.media(Bench.AUDIO)).contains(ranges());
    assertThat(Bench.text(bench.window.snapshot().tsMedia().orElseThrow())).contains(ranges());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\n#EXT-X-ENDLIST\n",
        "\r\n#EXTINF:1,\nhttp://evil.example/a.ts",
        "\",SCTE35-OUT=0xFC,X-A=\"",
        "{$secret}",
        "\uFEFF\u0000\u0085\u2028",
        "e\u0301 \uD83D\uDE00 \uD800",
        "%0A"
      })
  void hostileTextStaysInsideOfItsString(String hostile) {
    play(Media.START, Media.START + 1000);
    bench.push(
        List.of(
            Media.data(Media.START + 960, text(hostile)),
            Media.data(
                Media.START + 960,
                Amf0Writer.encode(
                    ON_TEXT,
                    AmfValue.ObjectValue.builder()
                        .put(hostile, "x")
                        .put("", "y")
                        .put("1e9", 1e300)
                        .put("nan", Double.NaN)
                        .object()))));
    play(Media.START + 1000, Media.START + 2100);
    assertThat(ranges()).hasSize(2);
    assertThat(String.join("", ranges())).matches("[ -~]*").doesNotContain("{");
    assertThat(bench.media(Bench.VIDEO))
        .doesNotContain("\n#EXT-X-ENDLIST")
        .doesNotContain("evil.example\n");
  }

  @Test
  void theTextComesBackWhenItIsDecoded() {
    play(Media.START, Media.START + 1000);
    bench.push(List.of(Media.data(Media.START + 960, text("50 % \u201eTor\u201c, {\"a\"}"))));
    play(Media.START + 1000, Media.START + 2100);
    String line = ranges().getFirst();
    String value = line.substring(line.indexOf("X-TEXT=\"") + 8, line.length() - 1);
    assertThat(java.net.URLDecoder.decode(value, java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo("50 % \u201eTor\u201c, {\"a\"}");
  }

  @Test
  void aRangeLeavesWithTheSegmentThatItIsIn() {
    play(Media.START, Media.START + 1000);
    bench.push(List.of(Media.data(Media.START + 960, text("a"))));
    play(Media.START + 1000, Media.START + 14_100);
    assertThat(ranges()).hasSize(1);
    play(Media.START + 14_100, Media.START + 16_200);
    assertThat(ranges()).isEmpty();
  }

  @ParameterizedTest(name = "room for {0} characters: {1} of 3")
  @CsvSource({"0, 0", "79, 1", "80, 2", "119, 2", "120, 3"})
  void theJournalKeepsTheNewest(int most, int kept) {
    DateRanges ranges = new DateRanges(10);
    for (int i = 0; i < 3; i++) {
      DateRange.Tag tag = new DateRange.Tag(0, "x".repeat(40));
      ranges.put(new DateRange("1-" + i, Instant.EPOCH, Optional.empty(), List.of(tag)), 0);
    }
    assertThat(ranges.newest(most))
        .extracting(DateRange::id)
        .isEqualTo(List.of("1-0", "1-1", "1-2").subList(3 - kept, 3));
  }

  @Test
  void rangesOutliveTheirPublication() {
    play(Media.START, Media.START + 3000);
    bench.push(List.of(Media.data(Media.START + 2960, text("before"))));
    bench.packager.end();
    bench.pass(Duration.ofSeconds(5));
    bench.publication(2);
    play(Media.START, Media.START + 3000);
    bench.push(List.of(Media.data(Media.START + 2960, text("behind"))));
    play(Media.START + 3000, Media.START + 4100);
    assertThat(ranges())
        .satisfiesExactly(
            l -> assertThat(l).contains("ID=\"1-0\"", "12:00:02.960Z", "before"),
            l -> assertThat(l).contains("ID=\"2-0\"", "12:00:07.960Z", "behind"));
  }

  @ParameterizedTest(name = "{0} messages in half a second: {1} taken")
  @CsvSource({"9, 9", "10, 10", "11, 10"})
  void tooManyInASecondAreDroppedAndCounted(int sent, int taken) {
    play(Media.START, Media.START + 1000);
    for (int i = 0; i < sent; i++) {
      bench.push(List.of(Media.data(Media.START + 960 + i, text("n" + i))));
    }
    play(Media.START + 1000, Media.START + 2100);
    assertThat(ranges()).hasSize(taken);
    assertThat(bench.packager.droppedEvents()).isEqualTo(sent - taken);
  }

  @ParameterizedTest(name = "{0} bytes: {1} dropped")
  @CsvSource({"2047, 0", "2048, 0", "2049, 1"})
  void aLargeMessageIsDroppedAndCounted(int size, int dropped) {
    play(Media.START, Media.START + 1000);
    int around = text("").length();
    bench.push(List.of(Media.data(Media.START + 960, text("x".repeat(size - around)))));
    play(Media.START + 1000, Media.START + 2100);
    assertThat(ranges()).hasSize(1 - dropped);
    assertThat(bench.packager.droppedEvents()).isEqualTo(dropped);
  }

  @Test
  void theOldestLeaveWhenThereAreTooMany() {
    play(Media.START, Media.START + 1000);
    for (int i = 0; i < 51; i++) {
      bench.push(List.of(Media.data(Media.START + 960 + 100 * i, text("n" + i))));
    }
    play(Media.START + 1000, Media.START + 2100);
    assertThat(ranges()).hasSize(50).first().asString().contains("X-TEXT=\"n1\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"onMetaData", "onFI", "somethingNew"})
  void otherMessagesAreNoEvents(String name) {
    play(Media.START, Media.START + 1000);
    bench.push(
        List.of(
            Media.data(Media.START + 960, Amf0Writer.encode(AmfValue.of(name), AmfValue.of("x")))));
    play(Media.START + 1000, Media.START + 2100);
    assertThat(ranges()).isEmpty();
    assertThat(bench.packager.droppedEvents()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "SUQz", "SUQzBAAAAAAABVRJVDI=", "SUQzBAAAAAAAA1RJVDI=", "????"})
  void aBrokenTagIsDroppedAndCounted(String base64) {
    play(Media.START, Media.START + 1000);
    bench.push(
        List.of(
            Media.data(
                Media.START + 960, Amf0Writer.encode(AmfValue.of("onID3"), AmfValue.of(base64)))));
    play(Media.START + 1000, Media.START + 2100);
    assertThat(ranges()).isEmpty();
    assertThat(bench.packager.droppedEvents()).isEqualTo(1);
  }
}
