package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakePublishedStream;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rendition whose own time is not the programme's. */
class LadderMemberTest {
  private static final long SECOND = 1_000_000_000L;

  private final FakePublishedStream stream =
      new FakePublishedStream(new StreamPath("live", "cam1_720"), 1);
  private final LadderMember member =
      new LadderMember("720", stream, ConfigDefaults.of(HlsConfig.class), () -> true);

  private boolean wakes(MediaFrame frame) {
    stream.write(frame);
    return member.signal().take();
  }

  @ParameterizedTest
  @ValueSource(longs = {-5 * SECOND, 0, 5 * SECOND})
  void itWakesWithThePictureThatCompletesAPartOfTheProgramme(long offsetNanos) {
    List<MediaFrame> pictures =
        Media.pictures(Media.VIDEO, Media.START, Media.START + 200, 40, 2000);
    assertThat(wakes(pictures.getFirst())).as("the first").isTrue();
    member.drain((of, nanos, arrival) -> offsetNanos, frame -> {}, 10, 0);
    long due = (Media.START + 120) * 1_000_000L + offsetNanos;
    member.expect(due, Long.MIN_VALUE);
    assertThat(wakes(pictures.get(1))).as("after 40 ms").isFalse();
    assertThat(wakes(pictures.get(2))).as("after 80 ms").isFalse();
    assertThat(wakes(pictures.get(3))).as("after 120 ms").isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {-5 * SECOND, 5 * SECOND})
  void anyPictureMayCompleteAPartThatNobodyKnows(long offsetNanos) {
    List<MediaFrame> pictures =
        Media.pictures(Media.VIDEO, Media.START, Media.START + 80, 40, 2000);
    wakes(pictures.getFirst());
    member.drain((of, nanos, arrival) -> offsetNanos, frame -> {}, 10, 0);
    member.expect(Long.MIN_VALUE, Long.MIN_VALUE);
    assertThat(wakes(pictures.get(1))).isTrue();
  }
}
