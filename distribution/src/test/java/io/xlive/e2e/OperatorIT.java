package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the operator of a server sees: ends, refusals, mistakes in the configuration. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class OperatorIT {
  private static final Duration START = Duration.ofSeconds(60);

  @TempDir Path home;

  @Test
  void sigtermEndsPlaylistsAndExitsWell(Stage stage) {
    Path clip = stage.media().synthetic(20, Optional.of("libopenh264"), Optional.of("aac"));
    try (XliveServer server = XliveServer.start(home)) {
      Stage own = new Stage(stage.ffmpeg(), server, stage.media(), stage.folder());
      HlsPlayer player = own.player("live/last");
      try (ChildProcess push = own.push(clip, "live/last")) {
        player.playUntil(1, Stage.LIMIT);
        long asked = System.nanoTime();
        server.process().terminate();
        HlsPlayer.playToEnd(Duration.ofSeconds(10), player);
        assertThat(server.process().exitCode(Duration.ofSeconds(15))).as(server.log()).isZero();
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(15));
        push.kill();
      }
      assertThat(player.track("v").playlist()).contains("#EXT-X-ENDLIST");
      assertThat(player.track("v").violations()).isEmpty();
      assertThat(server.log())
          .contains("stopped")
          .doesNotContain("Exception", "\tat ", " WARN ", " ERROR ");
    }
  }

  @Test
  void hangUpReadsTheConfigurationAgainAndEndsNothing(Stage stage) throws IOException {
    int http = XliveServer.freePort();
    String first = "stream: {max-streams: 9}\n";
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    List<String> live = List.of("-stream_loop", "-1", "-re");
    try (XliveServer server = XliveServer.start(home, http, XliveServer.freePort(), first);
        ChildProcess push =
            new Stage(stage.ffmpeg(), server, stage.media(), stage.folder())
                .push(clip, "live/kept", live)) {
      logged(server, "publishes live/kept");
      assertThat(server.log()).doesNotContain("SIGHUP is ignored");
      Path file = home.resolve("conf.yaml");
      Files.writeString(file, "stream: {max-streams: 7}\nlog: {level: debug}\n");
      server.process().hangUp();
      logged(server, "are in force; these changed and take a restart: stream.max-streams");
      logged(server, " DEBUG ");
      Files.writeString(file, first + "log: {level: lots}\n");
      server.process().hangUp();
      logged(server, "reload: the old configuration stays: ");
      assertThat(server.log().lines().filter(line -> line.contains("configuration stays")))
          .singleElement()
          .asString()
          .contains("log.level: ");
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
      assertThat(push.running()).as(push::tail).isTrue();
      assertThat(server.getAsAdmin("/streams").body()).contains("\"path\":\"live/kept\"");
      assertThat(server.log()).doesNotContain("ended publishing live/kept");
    }
  }

  @Test
  void hangUpTakesUsersAndLimitsOverAndKeepsThePublisher(Stage stage) throws IOException {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    List<String> live = List.of("-stream_loop", "-1", "-re");
    Path file = home.resolve("conf.yaml");
    String kept = users("alice", "sesame-of-alice", "[\"publish:live/*\", admin]");
    String changed = users("bob", "sesame-of-bob", "[\"publish:live/*\", admin]");
    try (XliveServer server =
        XliveServer.start(home, XliveServer.freePort(), XliveServer.freePort(), kept)) {
      Stage own = new Stage(stage.ffmpeg(), server, stage.media(), stage.folder());
      try (ChildProcess push = own.push(clip, "live/kept?key=sesame-of-alice", live)) {
        logged(server, "publishes live/kept");
        assertThat(server.log())
            .containsPattern("RTMP listens on (\\*|[0-9.]+|\\[[0-9a-f:]+]):\\d+ \\(");
        assertThat(server.getWithToken("/streams", "token-alice").statusCode()).isEqualTo(200);

        Files.writeString(file, changed);
        server.process().hangUp();
        logged(server, "reload: log.level, log.format, auth.static.users are in force\n");
        assertThat(server.getWithToken("/streams", "token-alice").statusCode()).isEqualTo(401);
        assertThat(server.getWithToken("/streams", "token-bob").statusCode()).isEqualTo(200);
        try (ChildProcess gone = own.push(clip, "live/gone?key=sesame-of-alice", live)) {
          assertThat(gone.exitCode(START)).as(gone.tail()).isNotZero();
        }
        try (ChildProcess come = own.push(clip, "live/come?key=sesame-of-bob", live)) {
          logged(server, "publishes live/come");
          assertThat(come.running()).as(come::tail).isTrue();
        }

        Files.writeString(file, users("bob", "sesame-of-bob", "[fly]"));
        server.process().hangUp();
        logged(server, "reload: the old configuration stays: ");
        assertThat(server.log())
            .contains("conf.yaml:5: auth.static.users: bob: 'fly' is no grant such as publish");
        assertThat(server.getWithToken("/streams", "token-bob").statusCode()).isEqualTo(200);

        String limits = "ratelimit: {sliding-window: {api: 2/1h, exempt: [10.0.0.0/8]}}\n";
        Files.writeString(file, changed + limits + "stream: {max-streams: 7}\n");
        server.process().hangUp();
        logged(
            server,
            "log.format, ratelimit.sliding-window.api, ratelimit.sliding-window.exempt are in"
                + " force; these changed and take a restart: stream.max-streams\n");
        for (int status : new int[] {200, 200, 429}) {
          assertThat(server.getWithToken("/streams", "token-bob").statusCode()).isEqualTo(status);
        }
        assertThat(push.running()).as(push::tail).isTrue();
        assertThat(server.log())
            .doesNotContain("ended publishing live/kept", "sesame", "token-", "\tat ");
      }
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "only its env can let a process ignore a signal")
  void whoStartedItByNohupIsToldThatHangUpDoesNothing() {
    try (XliveServer server = XliveServer.startWithHangUpIgnored(home)) {
      assertThat(server.log()).contains("SIGHUP is ignored");
      server.process().hangUp();
      assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    }
  }

  private static String users(String name, String key, String grants) {
    return """
    auth:
      anonymous: [play from anywhere]
      static:
        users:
          - {name: %s, stream-keys: [%s], token: token-%s, grants: %s}
    """
        .formatted(name, key, name, grants);
  }

  private static void logged(XliveServer server, String line) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(server.log()).contains(line));
  }

  @Test
  void portInUseIsOneClearLine() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      for (boolean http : List.of(true, false)) {
        int free = XliveServer.freePort();
        try (XliveServer server =
            XliveServer.launch(
                home, http ? taken.getLocalPort() : free, http ? free : taken.getLocalPort(), "")) {
          assertThat(server.process().exitCode(START)).as(server.log()).isEqualTo(1);
          assertThat(server.log())
              .contains(Integer.toString(taken.getLocalPort()))
              .containsOnlyOnce(http ? "http.port" : "rtmp.port")
              .doesNotContain("\tat ");
        }
      }
    }
  }

  @Test
  void everyMistakeOfTheConfigurationIsListed() {
    String config =
        """
        rtmp:
          prot: 1935
        hls:
          window: 1
          segment-duration: soon
        """;
    try (XliveServer server =
        XliveServer.launch(home, XliveServer.freePort(), XliveServer.freePort(), config)) {
      assertThat(server.process().exitCode(START)).as(server.log()).isEqualTo(78);
      assertThat(server.log())
          .contains("conf.yaml:2", "rtmp.prot", "rtmp.port")
          .containsOnlyOnce("conf.yaml:4")
          .contains("hls.window")
          .contains("conf.yaml:5", "hls.segment-duration")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void checkConfigSaysTheSameWithoutStarting() throws IOException {
    Path file = home.resolve("wrong.yaml");
    java.nio.file.Files.writeString(file, "hls:\n  window: 1\n");
    try (ChildProcess check =
        XliveServer.command(
            List.of("check-config", "--home", home.toString(), "--config", file.toString()),
            Map.of())) {
      assertThat(check.exitCode(START)).as(check.tail()).isEqualTo(78);
      assertThat(check.output()).contains("wrong.yaml:2", "hls.window").doesNotContain("\tat ");
    }
  }

  @Test
  void publishersNeedTheirKeyWhereAnonymousOnesAreRefused(Stage stage) {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    String config =
        """
        auth:
          anonymous:
            - play from anywhere
          static:
            users:
              - name: alice
                stream-keys: [sesame-opens-it]
                grants: ["publish:live/*"]
        """;
    try (XliveServer server =
        XliveServer.start(home, XliveServer.freePort(), XliveServer.freePort(), config)) {
      Stage own = new Stage(stage.ffmpeg(), server, stage.media(), stage.folder());
      for (String refused :
          List.of(
              "live/door", "live/door?key=sesame-opens-not", "other/door?key=sesame-opens-it")) {
        try (ChildProcess push = own.push(clip, refused, List.of("-re"))) {
          assertThat(push.exitCode(Duration.ofSeconds(20))).as(refused).isNotZero();
        }
      }
      assertThat(server.get("/live/door.m3u8").statusCode()).isEqualTo(404);
      HlsPlayer player = own.player("live/door");
      own.play(clip, "live/door?key=sesame-opens-it", player);
      new Fidelity(own, clip, "live/door").fragmented(player, true, true);
      assertThat(server.log()).doesNotContain("sesame");
    }
  }
}
