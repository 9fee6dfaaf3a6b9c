package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.iso.FileType;
import io.xlive.mediakit.iso.FragmentWriter;
import io.xlive.mediakit.iso.InitSection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The fragment writer and the reader that knows nothing of it, against each other. */
class Fmp4ConformanceTest {
  private static final Bytes VIDEO_INIT = InitSection.of(Frames.VIDEO, FakeCodec.VIDEO);
  private static final Bytes AUDIO_INIT = InitSection.of(Frames.AUDIO, FakeCodec.AUDIO);

  @Test
  void videoWithReorderingAndSegmentBoxes() {
    List<Bytes> pieces = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pieces.add(
          FragmentWriter.fragment(
              1,
              i + 1,
              i * 1000L,
              Frames.bFrameGop(Frames.VIDEO, i * 1000L, 40, 25),
              40,
              List.of(FileType.SEGMENT)));
    }
    assertThat(Fmp4Conformance.check(VIDEO_INIT, pieces)).isEmpty();
  }

  @Test
  void soundWithRoundedTimes() {
    List<MediaFrame> all = Frames.audio(Frames.AUDIO, 0, 94);
    Bytes first = FragmentWriter.fragment(1, 0, all.subList(0, 47), 21);
    long middle = all.get(46).dts() + 21;
    Bytes second = FragmentWriter.fragment(2, middle, all.subList(47, 94), 21);
    assertThat(Fmp4Conformance.check(AUDIO_INIT, List.of(first, second))).isEmpty();
  }

  @Test
  void theReaderFindsABrokenInit() {
    assertThat(initRules(b -> b[8 + 8] = 'x')).contains("brands");
    assertThat(initRules(b -> b[find(b, "stts") + 11] = 1)).contains("stbl");
    assertThat(initRules(b -> b[find(b, "trex") + 11] = 9)).contains("trex");
    assertThat(initRules(b -> b[find(b, "vmhd")] = 's')).contains("minf");
    assertThat(initRules(b -> b[find(b, "moov")] = 'x')).contains("boxes");
    assertThat(initRules(b -> b[find(b, "avc1")] = 'x')).contains("stsd");
    assertThat(initRules(b -> b[find(b, "url ") + 7] = 0)).contains("dinf");
  }

  @Test
  void theReaderFindsABrokenFragment() {
    assertThat(rules(b -> b[find(b, "tfhd") + 5] = 0)).contains("tfhd");
    assertThat(rules(b -> b[find(b, "tfdt") + 4] = 0)).contains("tfdt");
    assertThat(rules(b -> b[find(b, "trun") + 15]++)).contains("trun");
    assertThat(rules(b -> b[find(b, "mdat")] = 'x')).contains("boxes");
    int row = find(b(), "trun") + 16;
    assertThat(rules(b -> b[row + 7]++)).contains("mdat");
    assertThat(rules(b -> b[row + 9] = 1)).as("a sync sample turned").contains("sync");
    Bytes good = Bytes.copyOf(b());
    assertThat(Fmp4Conformance.check(VIDEO_INIT, List.of(good, good)))
        .extracting(Violation::rule)
        .contains("tfdt", "mfhd");
  }

  @Test
  void theReaderItselfTakesAnything() {
    HostileInput.from(VIDEO_INIT, AUDIO_INIT)
        .prefixes(Fmp4Conformance::checkInit)
        .mutants(5_000, Fmp4Conformance::checkInit);
    HostileInput.from(Bytes.copyOf(b()))
        .prefixes(piece -> Fmp4Conformance.check(VIDEO_INIT, List.of(piece)))
        .mutants(5_000, piece -> Fmp4Conformance.check(VIDEO_INIT, List.of(piece)));
  }

  private static byte[] b() {
    return FragmentWriter.fragment(
            1,
            0,
            List.of(
                Frames.frame(Frames.VIDEO, 0, 40, FrameFlags.KEY),
                Frames.frame(Frames.VIDEO, 40, 40, FrameFlags.NONE),
                Frames.frame(Frames.VIDEO, 90, 0, FrameFlags.DISPOSABLE)),
            40)
        .toArray();
  }

  private static List<String> rules(Consumer<byte[]> damage) {
    byte[] bytes = b();
    damage.accept(bytes);
    return Fmp4Conformance.check(VIDEO_INIT, List.of(Bytes.copyOf(bytes))).stream()
        .map(Violation::rule)
        .toList();
  }

  private static List<String> initRules(Consumer<byte[]> damage) {
    byte[] bytes = VIDEO_INIT.toArray();
    damage.accept(bytes);
    return Fmp4Conformance.checkInit(Bytes.copyOf(bytes)).stream().map(Violation::rule).toList();
  }

  private static int find(byte[] bytes, String type) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(type);
    assertThat(at).as(type).isNotNegative();
    return at;
  }
}
