package io.xlive.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.browser.Browsers.Browser;
import io.xlive.e2e.ChildProcess;
import io.xlive.e2e.SharedStage;
import io.xlive.e2e.Stage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * From the lens to the eye: the picture carries the time at which it was made, the page reads it
 * from the pixels that it shows. Told, not judged: the machine decides too.
 */
@Isolated("a browser that decodes too slowly would be taken for a server that sends too late")
@ExtendWith({SharedStage.class, Browsers.class})
class GlassToGlassIT {
  private static final int SAMPLES = 200;

  @Test
  void hlsJsShowsThePresent(Stage stage, Browser browser) {
    String stream = "browser/clock";
    try (ClockSource clock = new ClockSource(Clock.systemUTC());
        ChildProcess push = push(stage, clock, stream)) {
      BrowserIT.listed(stage, stream);
      try (BrowserPage page = browser.play("hls", stage.server().uri("/" + stream + ".m3u8"))) {
        PlayerStatus status = BrowserIT.plays(page, 5);
        int seen = status.clock().size();
        await("pictures with a clock")
            .atMost(Stage.LIMIT)
            .pollInterval(Duration.ofMillis(500))
            .until(() -> page.status().clock().size() >= seen + SAMPLES);
        List<Double> latencies = page.status().clock();
        latencies = latencies.subList(seen, latencies.size()).stream().sorted().toList();
        System.out.println(
            "glass to glass, low latency %s: p50 %.0f ms, p95 %.0f ms, least %.0f ms"
                .formatted(
                    status.lowLatency(),
                    latencies.get(latencies.size() / 2),
                    latencies.get(latencies.size() * 95 / 100),
                    latencies.getFirst()));
        assertThat(latencies.get(latencies.size() / 2)).isBetween(0.0, 10_000.0);
        assertThat(push.running()).isTrue();
      }
    }
  }

  private static ChildProcess push(Stage stage, ClockSource clock, String stream) {
    List<String> arguments = new ArrayList<>(clock.input());
    arguments.addAll(
        List.of(
            "-re",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=440:sample_rate=48000",
            "-c:v",
            "libopenh264",
            "-pix_fmt",
            "yuv420p",
            "-g",
            "50",
            "-b:v",
            "600k",
            "-allow_skip_frames",
            "0",
            "-c:a",
            "aac",
            "-ac",
            "2",
            "-b:a",
            "96k",
            "-flush_packets",
            "1",
            "-f",
            "flv",
            stage.server().rtmp(stream)));
    return stage.ffmpeg().start("clock", arguments);
  }
}
