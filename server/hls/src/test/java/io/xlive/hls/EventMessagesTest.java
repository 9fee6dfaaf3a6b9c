package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.ts.Crc32Mpeg;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackId;
import io.xlive.testkit.ConfigDefaults;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** In which part of which track an event stands, and what its box says. */
class EventMessagesTest {
  private static final long UNKNOWN = 0xFFFF_FFFFL;

  private final Bench bench = new Bench();

  /** A box before a part that begins at a time, in milliseconds from the start. */
  private record Found(long partMillis, long atMillis, long duration, long id) {}

  private static MediaFrame text(long millis, String text) {
    return Media.data(
        Media.START + millis,
        Amf0Writer.encode(
            AmfValue.of("onTextData"), AmfValue.ObjectValue.builder().put("text", text).object()));
  }

  private static MediaFrame cuePoint(long millis, double seconds) {
    return Media.data(
        Media.START + millis,
        Amf0Writer.encode(
            AmfValue.of("onCuePoint"),
            AmfValue.ObjectValue.builder().put("name", "x").put("duration", seconds).object()));
  }

  /** A splice_insert that ends break 1 at once. */
  private static MediaFrame splice(long millis) {
    Bytes head = Bytes.ofHex("fc301b00000000000000fff00a05000000017f5f000000000000");
    Bytes section = new BytesBuilder().bytes(head).u32(Crc32Mpeg.of(head)).build();
    return Media.data(
        Media.START + millis,
        Amf0Writer.encode(
            AmfValue.of("onSCTE35"),
            AmfValue.of(Base64.getEncoder().encodeToString(section.toArray()))));
  }

  private void play(long from, long to) {
    bench.push(Media.av(Media.START + from, Media.START + to, 2000));
  }

  private static List<Found> in(Bench bench, TrackId track) {
    return bench.window.snapshot().segments().stream()
        .flatMap(segment -> segment.track(track).stream())
        .flatMap(media -> media.parts().stream())
        .flatMap(part -> boxes(part).stream())
        .toList();
  }

  /** Behind the reference clock of a first part, before the fragment. */
  private static List<Found> boxes(Part part) {
    Bytes bytes = part.bytes();
    List<Found> found = new ArrayList<>();
    for (int at = 0; bytes.u32(at + 4) != 0x6D6F_6F66; at += (int) bytes.u32(at)) {
      if (bytes.u32(at + 4) == 0x656D_7367) {
        found.add(
            new Found(
                part.frames().getFirst().dts() - Media.START,
                bytes.s64(at + 16) - Media.START,
                bytes.u32(at + 24),
                bytes.u32(at + 28)));
      }
    }
    return found;
  }

  @Test
  void anEventThatComesEarlyWaitsForThePartOfItsTime() {
    play(0, 1000);
    bench.push(List.of(text(1399, "last of its part"), text(1400, "first of the next")));
    play(1000, 4100);
    assertThat(in(bench, Bench.VIDEO))
        .extracting(Found::partMillis, Found::atMillis)
        .containsExactly(tuple(1200L, 1399L), tuple(1400L, 1400L));
  }

  @Test
  void anEventThatComesLateStandsInTheNextPart() {
    play(0, 1000);
    bench.push(List.of(text(300, "late")));
    play(1000, 4100);
    assertThat(in(bench, Bench.VIDEO))
        .extracting(Found::partMillis, Found::atMillis)
        .containsExactly(tuple(1000L, 300L));
  }

  @Test
  void aSpliceIsToldAheadOfItsTime() {
    play(0, 1000);
    bench.push(List.of(splice(1900)));
    play(1000, 4100);
    assertThat(in(bench, Bench.VIDEO))
        .extracting(Found::partMillis, Found::atMillis)
        .containsExactly(tuple(1000L, 1900L));
  }

  @Test
  void aRepeatedSpliceIsToldOnce() {
    play(0, 1000);
    bench.push(List.of(splice(1000), splice(1000)));
    play(1000, 4100);
    assertThat(in(bench, Bench.VIDEO)).hasSize(1);
  }

  @Test
  void eachHasANumberOfItsOwnAndALengthWhereItIsKnown() {
    play(0, 1000);
    bench.push(List.of(text(1000, "a"), text(1000, "a"), cuePoint(1000, 2.5)));
    play(1000, 4100);
    List<Found> found = in(bench, Bench.VIDEO);
    assertThat(found).extracting(Found::duration).containsExactly(UNKNOWN, UNKNOWN, 2500L);
    assertThat(found).extracting(Found::id).doesNotHaveDuplicates();
  }

  @Test
  void onlyThePicturesCarryThem() {
    play(0, 1000);
    bench.push(List.of(text(1000, "a")));
    play(1000, 4100);
    assertThat(in(bench, Bench.VIDEO)).hasSize(1);
    assertThat(in(bench, Bench.AUDIO)).isEmpty();
  }

  @Test
  void withoutPicturesTheSoundCarriesThem() {
    bench.push(Media.sound(Media.AUDIO, Media.START, Media.START + 1000));
    bench.push(List.of(text(1000, "a")));
    bench.push(Media.sound(Media.AUDIO, Media.START + 1000, Media.START + 4100));
    assertThat(in(bench, Bench.AUDIO)).hasSize(1);
  }

  @Test
  void whatIsSwitchedOffIsNotInTheMediaEither() {
    Bench off = new Bench(ConfigDefaults.of(HlsConfig.class, Map.of("events.max-listed", "0")));
    off.push(Media.av(Media.START, Media.START + 1000, 2000));
    off.push(List.of(text(1000, "a")));
    off.push(Media.av(Media.START + 1000, Media.START + 4100, 2000));
    assertThat(in(off, Bench.VIDEO)).isEmpty();
    assertThat(off.packager.droppedEvents()).isZero();
  }

  /** The encoder's description of the stream, which may be as long as it likes. */
  @Test
  void stateIsNoEventAndNotDropped() {
    play(0, 1000);
    MediaFrame state = text(1000, "x".repeat(3000));
    bench.push(
        List.of(
            new MediaFrame(
                state.format(),
                state.dts(),
                0,
                state.dts() * 1_000_000,
                FrameFlags.KEY,
                state.payload())));
    play(1000, 4100);
    assertThat(in(bench, Bench.VIDEO)).isEmpty();
    assertThat(bench.packager.droppedEvents()).isZero();
  }
}
