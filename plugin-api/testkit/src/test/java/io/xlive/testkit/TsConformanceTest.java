package io.xlive.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.ts.TsMuxer;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The muxer and the reader that knows nothing of it, against each other. */
class TsConformanceTest {
  private static final TsMuxer BOTH = muxer(Frames.VIDEO, Frames.AUDIO);

  @Test
  void videoAndSoundOverManySegments() {
    List<Bytes> segments = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      segments.add(
          BOTH.segment(
              i,
              false,
              Frames.interleave(
                  Frames.bFrameGop(Frames.VIDEO, i * 1000L, 40, 25),
                  Frames.audio(Frames.AUDIO, i * 1000L, 46)),
              40));
    }
    assertThat(TsConformance.check(segments)).isEmpty();
  }

  @Test
  void segmentsMadeInAnyOrderFitTogether() {
    List<MediaFrame> third = Frames.video(Frames.VIDEO, 4000, 40, 50, 50);
    List<MediaFrame> second = Frames.video(Frames.VIDEO, 2000, 40, 50, 50);
    Bytes later = muxer(Frames.VIDEO).segment(7, false, third, 40);
    Bytes earlier = muxer(Frames.VIDEO).segment(6, false, second, 40);
    assertThat(TsConformance.check(List.of(earlier, later))).isEmpty();
  }

  @Test
  void onePictureASecondAndLongGroupsKeepTheClockRunning() {
    List<Bytes> segments = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      segments.add(
          muxer(Frames.VIDEO)
              .segment(i, false, Frames.gop(Frames.VIDEO, i * 10_000L, 1000, 10), 1000));
    }
    assertThat(TsConformance.check(segments)).isEmpty();
  }

  @Test
  void soundAlone() {
    List<Bytes> segments = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      segments.add(
          muxer(Frames.AUDIO)
              .segment(i, false, Frames.audio(Frames.AUDIO, i * 1024L * 94 / 48, 94), 21));
    }
    assertThat(TsConformance.check(segments)).isEmpty();
  }

  @Test
  void severalSoundTracksAndLargePictures() {
    TrackFormat second = Frames.format(FakeCodec.AUDIO, new TrackId("audio-1"));
    List<MediaFrame> video =
        List.of(
            Frames.frame(Frames.VIDEO, 0, 0, FrameFlags.KEY, 300_000),
            Frames.frame(Frames.VIDEO, 40, 0, FrameFlags.NONE, 1));
    Bytes segment =
        muxer(Frames.VIDEO, Frames.AUDIO, second)
            .segment(
                0,
                false,
                Frames.interleave(
                    video, Frames.audio(Frames.AUDIO, 0, 4), Frames.audio(second, 5, 4)),
                40);
    assertThat(TsConformance.check(List.of(segment))).isEmpty();
  }

  @Test
  void theClockWrapsAt33Bits() {
    long wrap = ((1L << 33) - 900_000) / 90; // milliseconds until the 90 kHz clock starts anew
    List<Bytes> segments = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      segments.add(
          BOTH.segment(
              i,
              false,
              Frames.interleave(
                  Frames.video(Frames.VIDEO, wrap - 2000 + i * 1000L, 40, 25, 25),
                  Frames.audio(Frames.AUDIO, wrap - 2000 + i * 1000L, 46)),
              40));
    }
    assertThat(TsConformance.check(segments)).isEmpty();
  }

  @Test
  void negativeOffsetsMoveDecodingForward() {
    List<MediaFrame> frames = new ArrayList<>();
    for (MediaFrame frame : Frames.bFrameGop(Frames.VIDEO, 1000, 40, 25)) {
      frames.add(Frames.frame(Frames.VIDEO, frame.dts(), frame.ptsOffset() - 80, frame.flags()));
    }
    assertThat(TsConformance.check(List.of(muxer(Frames.VIDEO).segment(0, false, frames, 40))))
        .isEmpty();
  }

  @Test
  void aDiscontinuityIsSaidAndNothingElseBreaks() {
    Bytes first = BOTH.segment(0, false, Frames.gop(Frames.VIDEO, 90_000, 40, 25), 40);
    Bytes second = BOTH.segment(1, true, Frames.gop(Frames.VIDEO, 0, 40, 25), 40);
    assertThat(
            TsConformance.checkSegments(
                List.of(
                    new TsConformance.Segment(first, false),
                    new TsConformance.Segment(second, true))))
        .isEmpty();
    assertThat(TsConformance.check(List.of(first, second))).isNotEmpty();
  }

  @Test
  void tinyAndRandomSegments() {
    Random random = new Random(3);
    List<Bytes> segments = new ArrayList<>();
    long dts = 0;
    for (int i = 0; i < 200; i++) {
      List<MediaFrame> frames = new ArrayList<>();
      int count = 1 + random.nextInt(30);
      for (int n = 0; n < count; n++) {
        frames.add(
            Frames.frame(
                Frames.VIDEO, dts, 0, FrameFlags.of(n == 0, false), 20 + random.nextInt(3000)));
        dts += 10 + random.nextInt(300);
      }
      segments.add(muxer(Frames.VIDEO).segment(i, false, frames, dts - frames.getLast().dts()));
    }
    assertThat(TsConformance.check(segments)).isEmpty();
  }

  @Test
  void theReaderFindsWhatIsBroken() {
    Bytes good = BOTH.segment(0, false, Frames.gop(Frames.VIDEO, 0, 40, 25), 40);
    assertThat(rules(good, b -> b[0] = 0x48)).contains("sync");
    assertThat(rules(good, b -> b[13]++)).contains("crc");
    assertThat(rules(good, b -> b[2 * 188 + 3] ^= 1)).contains("continuity");
    assertThat(rules(good, b -> b[2 * 188 + 6] = 0x20)).contains("pcr");
    assertThat(rules(good, b -> b[1] = 0x41)).contains("tables");
    int pes = 2 * 188 + 5 + good.u8(2 * 188 + 4);
    assertThat(good.u24(pes)).isEqualTo(1);
    assertThat(rules(good, b -> b[pes] = 1)).contains("pes");
    assertThat(rules(good, b -> b[pes + 9 + 5 + 4] = 0x19)).contains("delimiter");
    assertThat(rules(good, b -> b[2 * 188 + 5] = 0x10)).contains("random access");
    assertThat(TsConformance.check(List.of(good.slice(0, 200)))).isNotEmpty();
    assertThat(TsConformance.check(List.of(good, good)))
        .extracting(Violation::rule)
        .contains("time stamps", "continuity");
  }

  @Test
  void theReaderItselfTakesAnything() {
    Bytes good = BOTH.segment(0, false, Frames.gop(Frames.VIDEO, 0, 40, 5), 40);
    HostileInput.from(good).mutants(3_000, input -> TsConformance.check(List.of(input)));
  }

  private static List<String> rules(Bytes good, Consumer<byte[]> damage) {
    byte[] bytes = good.toArray();
    damage.accept(bytes);
    return TsConformance.check(List.of(Bytes.copyOf(bytes))).stream().map(Violation::rule).toList();
  }

  private static TsMuxer muxer(TrackFormat... formats) {
    return new TsMuxer(List.of(formats), new FakeCodecs());
  }
}
