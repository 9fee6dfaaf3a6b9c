package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A live MPD under the eyes of a jury while its publisher is lost and comes back, for half a
 * minute; {@code -Dxlive.watch.seconds} makes it longer.
 */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class DashWatchIT {
  private static final Duration TIME = Duration.ofSeconds(Long.getLong("xlive.watch.seconds", 30));

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  void nothingIsWrongOverAReconnect(Stage stage) {
    Path clip = stage.media().rhythm(12, 25, 25, Optional.of("aac"));
    String stream = "jury/dash";
    URI uri = stage.server().uri("/" + stream + ".mpd");
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      MpdWatch watch = new MpdWatch(new HlsClient(), uri, executor);
      CompletableFuture<Void> watching;
      try (ChildProcess lost = push(stage, clip, stream)) {
        await(stream)
            .atMost(Stage.LIMIT)
            .pollInterval(Duration.ofMillis(200))
            .until(() -> stage.server().get(uri.getPath()).statusCode() == 200);
        watching = CompletableFuture.runAsync(() -> watch.run(TIME), executor);
        await("segments of the first")
            .atMost(Stage.LIMIT)
            .until(() -> watching.isDone() || watch.segments() >= 8);
        lost.kill();
      }
      try (ChildProcess back = push(stage, clip, stream)) {
        watching.join();
        assertThat(back.running()).as(back::tail).isTrue();
      }
      System.out.println(watch.summary());
      assertThat(watch.checker().periods()).as("Periods seen").isEqualTo(2);
      assertThat(watch.grown()).as("read while they grew").isPositive();
    }
  }

  private static ChildProcess push(Stage stage, Path clip, String stream) {
    return stage.push(clip, stream, List.of("-stream_loop", "-1", "-re"));
  }
}
