package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** OBS asks for its configuration and does what it is told. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class ObsIT {
  private static final String PATH = "/api/v1/obs/GetClientConfiguration";

  /** As OBS 32 sends it (schema 2025-01-25), without most of what it tells of the machine. */
  private static final String QUESTION =
      """
      {"service": "IVS", "schema_version": "2025-01-25", "authentication": "%s",
       "client": {"name": "obs-studio", "version": "32.0.1", "supported_codecs": ["h264", "h265"],
         "supported_encoders": ["obs_x264", "ffmpeg_aac"]},
       "capabilities": {"cpu": {"physical_cores": 4, "logical_cores": 8, "speed": 2400,
           "name": "CPU"},
         "memory": {"total": 16000000000, "free": 8000000000}, "gaming_features": null,
         "system": {"version": "24.04", "name": "Linux", "build": 0, "release": "", "revision": 0,
           "bits": 64, "arm": false, "armEmulation": false}, "gpu": null},
       "preferences": {"maximum_aggregate_bitrate": 3000, "maximum_video_tracks": 3,
         "vod_track_audio": false, "composition_gpu_index": null, "audio_samples_per_sec": 48000,
         "audio_channels": 2, "audio_fixed_buffering": false, "audio_max_buffering_ms": 1000,
         "canvases": [{"width": 1280, "height": 720, "canvas_width": 1280, "canvas_height": 720,
           "framerate": {"numerator": 25, "denominator": 1}}]}}
      """;

  @Test
  void whatObsIsToldToSendIsOnePlaylist(Stage stage) {
    String name = "obs-told";
    HttpResponse<String> answer = ask(stage, QUESTION.formatted(name + "?key=none"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    String told = answer.body();
    assertThat(told)
        .contains("\"result\":\"success\"", "\"service\":\"IVS\"", "\"type\":\"obs_x264\"")
        .doesNotContain("key=none");
    Matcher endpoint =
        Pattern.compile("\"protocol\":\"RTMP\",\"url_template\":\"([^\"]+)\"").matcher(told);
    assertThat(endpoint.find()).as(told).isTrue();
    List<String> sizes = new ArrayList<>();
    Matcher video = Pattern.compile("\"width\":([0-9]+),\"height\":([0-9]+)").matcher(told);
    while (video.find()) {
      sizes.add(video.group(1) + "x" + video.group(2));
    }
    assertThat(sizes)
        .as("720p does not fit into 3,000 kbit/s")
        .containsExactly("854x480", "640x360");
    // OBS replaces the name and adds the name of the configuration to its query.
    String address = endpoint.group(1).replace("{stream_key}", name) + "?clientConfigId=1";
    List<String> push = new ArrayList<>();
    for (String size : sizes) {
      Path clip = stage.media().sized(6, size);
      push.addAll(List.of("-re", "-i", clip.toString()));
    }
    push.addAll(List.of("-map", "0:v", "-map", "1:v", "-map", "0:a", "-c", "copy"));
    push.addAll(List.of("-f", "flv", address));
    HlsPlayer player = stage.variant("live/" + name, "video-1");
    try (ChildProcess obs = stage.ffmpeg().start("push", push)) {
      HlsPlayer.playToEnd(Stage.LIMIT, player);
      obs.succeeds(Stage.LIMIT);
    }
    assertThat(player.playlist().variants()).hasSize(2);
    new Fidelity(stage, stage.media().sized(6, sizes.getLast()), "obs-told")
        .fragmented(player, true, false);
  }

  /** OBS shows its user only what comes with status 200. */
  @ParameterizedTest
  @CsvSource({
    "'{\"authentication\": \"\"}', stream key",
    "'{\"authentication\": \"a/b\"}', stream key",
    "'{\"authentication\": \"<b>\"}', stream key",
    "'{\"authentication\": \"cam1\"}', OBS did not say",
    "'{}', stream key"
  })
  void whatItsUserCanMendIsShownByObs(String question, String sentence, Stage stage) {
    HttpResponse<String> answer = ask(stage, question);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"status\":{\"result\":\"error\",\"html_en_us\":\"", sentence)
        .contains("\"encoder_configurations\":[]")
        .doesNotContain("<b>\"");
  }

  @Test
  void whatIsNoQuestionOfObsIsRefused(Stage stage) {
    refused(stage, "application/json", "", "nonsense", 400);
    refused(stage, "application/json", "", "null", 400);
    refused(stage, "application/json", "", "[]", 400);
    refused(stage, "application/json", "", "{} {}", 400);
    refused(stage, "application/json", "", "{\"service\":\"a\",\"service\":\"b\"}", 400);
    refused(stage, "application/json", "", nested(33), 400);
    refused(stage, "application/json", "", "{\"x\":[" + "1,".repeat(10_000) + "1]}", 400);
    refused(stage, "application/json", "", "{\"x\":" + "1".repeat(1_001) + "}", 400);
    refused(stage, "application/json", "", " ".repeat((1 << 20) - 1) + "{}", 413);
    refused(stage, "application/json", "gzip", "{}", 415);
    refused(stage, "text/plain", "", "{}", 415);
    assertThat(stage.server().get(PATH).statusCode()).isEqualTo(405);
    assertThat(ask(stage, nested(32)).statusCode()).isEqualTo(200);
    assertThat(ask(stage, " ".repeat((1 << 20) - 2) + "{}").statusCode()).isEqualTo(200);
  }

  /** Objects and lists in each other, so deep. */
  private static String nested(int levels) {
    return "{\"x\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
  }

  private static void refused(
      Stage stage, String type, String encoding, String body, int expected) {
    HttpRequest.Builder request = request(stage, body).setHeader("Content-Type", type);
    if (!encoding.isEmpty()) {
      request.header("Content-Encoding", encoding);
    }
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode())
        .as("%s: %s", body.substring(0, Math.min(60, body.length())), answer.body())
        .isEqualTo(expected);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  private static HttpResponse<String> ask(Stage stage, String question) {
    return send(request(stage, question));
  }

  private static HttpRequest.Builder request(Stage stage, String body) {
    return HttpRequest.newBuilder(stage.server().uri(PATH))
        .timeout(Duration.ofSeconds(20))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
