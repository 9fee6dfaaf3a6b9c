package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Live streams under the eyes of a jury, for half a minute; {@code -Dxlive.watch.seconds} makes it
 * longer.
 */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class LiveWatchIT {
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("xlive.watch.seconds", 30));

  /** Key frames each second; and at 30 frames a second only each 3.2 s, which no segment fits. */
  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @CsvSource({"25,25,.m3u8", "30,97,.m3u8", "25,25,/ts.m3u8"})
  void nothingIsWrong(int rate, int gop, String form, Stage stage) {
    Path clip = stage.media().rhythm(12, rate, gop, Optional.of("aac"));
    String stream = "jury/g" + gop + "-" + form.length();
    try (ChildProcess push = stage.push(clip, stream, List.of("-stream_loop", "-1", "-re"))) {
      await(stream)
          .atMost(Stage.LIMIT)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> stage.server().get("/" + stream + form).statusCode() == 200);
      List<String> seen = LiveWatch.watch(stage.server().uri("/" + stream + form), TIME);
      seen.forEach(System.out::println);
      assertThat(push.running()).as(push::tail).isTrue();
    }
  }
}
