package io.xlive.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.xlive.spi.Service;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifecycleTest {
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Lifecycle lifecycle = new Lifecycle(Duration.ofMillis(300), Duration.ofMillis(300));

  @Test
  void startByLevelAndStopInReverse() {
    lifecycle.start(
        List.of(
            step(StartLevel.INGEST, "rtmp"),
            step(StartLevel.HUB, "hub"),
            step(StartLevel.OUTPUTS, "hls"),
            step(StartLevel.OUTPUTS, "recorder"),
            step(StartLevel.OBSERVABILITY, "metrics")));
    lifecycle.stop();
    lifecycle.stop();
    assertThat(log)
        .containsExactly(
            "+metrics",
            "+hub",
            "+hls",
            "+recorder",
            "+rtmp",
            "-rtmp",
            "-recorder",
            "-hls",
            "-hub",
            "-metrics");
  }

  @Test
  void stopWhatRunsAndTellEveryFailureOfTheLevel() {
    StartFailure failure =
        catchThrowableOfType(
            StartFailure.class,
            () ->
                lifecycle.start(
                    List.of(
                        step(StartLevel.HUB, "hub"),
                        failing(
                            "rtmp",
                            new XliveException(
                                SpiError.CANNOT_LISTEN,
                                "cannot listen on 0.0.0.0:1935 (rtmp): address already in use")),
                        step(StartLevel.INGEST, "srt"),
                        failing("whip", new IllegalStateException("no key")),
                        step(StartLevel.READY, "ready"))));
    assertThat(failure.sentences())
        .containsExactly(
            "cannot listen on 0.0.0.0:1935 (rtmp): address already in use", "whip: no key");
    assertThat(failure.getSuppressed()).hasSize(2);
    assertThat(log).containsExactly("+hub", "+srt", "-srt", "-hub");
  }

  @Test
  void stopTheOthersWhenOneStopFailsOrHangs() {
    lifecycle.start(
        List.of(
            step(StartLevel.HUB, "hub"),
            new Lifecycle.Step(StartLevel.OUTPUTS, "throws", service("throws", this::fail)),
            new Lifecycle.Step(StartLevel.HTTP, "hangs", service("hangs", LifecycleTest::hang))));
    lifecycle.stop();
    assertThat(log).containsExactly("+hub", "+throws", "+hangs", "-hub");
  }

  @Test
  void giveUpOnAStartThatHangs() {
    Lifecycle.Step hanging =
        new Lifecycle.Step(
            StartLevel.HUB,
            "slow",
            new Service() {
              @Override
              public void start() {
                hang();
              }

              @Override
              public void stop() {}
            });
    assertThat(catchThrowableOfType(StartFailure.class, () -> lifecycle.start(List.of(hanging))))
        .hasMessage("slow: took longer than 0 s");
  }

  private void fail() {
    throw new IllegalStateException("stop");
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Lifecycle.Step step(StartLevel level, String name) {
    return new Lifecycle.Step(level, name, service(name, () -> log.add("-" + name)));
  }

  private Service service(String name, Runnable stop) {
    return new Service() {
      @Override
      public void start() {
        log.add("+" + name);
      }

      @Override
      public void stop() {
        stop.run();
      }
    };
  }

  private static Lifecycle.Step failing(String name, RuntimeException failure) {
    return new Lifecycle.Step(
        StartLevel.INGEST,
        name,
        new Service() {
          @Override
          public void start() {
            throw failure;
          }

          @Override
          public void stop() {}
        });
  }
}
