package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.FrameFlags;
import io.xlive.spi.media.MediaFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameRunTest {
  private static final Bytes ARRAY = Bytes.ofHex("00 01 02 03 04 05 06 07 08 09");

  private static final List<FrameFlags> FLAGS =
      List.of(
          FrameFlags.KEY.withDiscontinuity(),
          FrameFlags.NONE,
          FrameFlags.DISPOSABLE,
          FrameFlags.KEY.withGap(),
          FrameFlags.of(true, true).withGap().withDiscontinuity());

  private static MediaFrame frame(int number, FrameFlags flags, Bytes payload) {
    return new MediaFrame(
        Media.VIDEO, (1L << 40) + number, 5 - 3 * number, (1L << 50) + number, flags, payload);
  }

  private static List<MediaFrame> frames(Bytes... payloads) {
    List<MediaFrame> frames = new ArrayList<>();
    for (int i = 0; i < payloads.length; i++) {
      frames.add(frame(i, FLAGS.get(i % FLAGS.size()), payloads[i]));
    }
    return frames;
  }

  @Test
  void givesBackWhatItTookWhereverPayloadsLie() {
    Bytes elsewhere = Bytes.copyOf(ARRAY.toArray());
    List<MediaFrame> frames =
        frames(
            ARRAY.slice(1, 2),
            ARRAY.slice(5, 1),
            elsewhere.slice(7, 2),
            Bytes.EMPTY,
            ARRAY.slice(8, 2),
            ARRAY.slice(0, 3),
            ARRAY.slice(1, 1));
    FrameRun run = FrameRun.of(frames);
    assertThat(run.frames()).isEqualTo(frames);
    assertThat(run.size()).isEqualTo(7);
    for (int i = 0; i < 7; i++) {
      assertThat(run.frame(i)).isEqualTo(frames.get(i));
      assertThat(run.key(i)).isEqualTo(frames.get(i).key());
      assertThat(run.dts(i)).isEqualTo(frames.get(i).dts());
      assertThat(run.length(i)).isEqualTo(frames.get(i).payload().length());
    }
  }

  @Test
  void readsPayloadsWhereTheyAreLaidOneBehindTheOther() {
    List<MediaFrame> frames = frames(ARRAY.slice(6, 4), ARRAY.slice(0, 1), ARRAY.slice(3, 2));
    BytesBuilder laid = new BytesBuilder();
    frames.forEach(frame -> laid.bytes(frame.payload()));
    FrameRun run = FrameRun.of(frames);
    assertThat(run.in(laid.build()).frames()).isEqualTo(frames);
    assertThat(run.frames()).as("the former one stays").isEqualTo(frames);
  }
}
