package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Publishers that go, come back, compete, or are many. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class PublisherIT {
  private static final int MANY = 50;

  @Test
  void deadConnectionThatComesBackGoesOnBehindADiscontinuity(Stage stage) {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    String stream = "publisher/back";
    HlsPlayer player = stage.player(stream);
    try (ChildProcess first = stage.push(clip, stream)) {
      player.playUntil(2, Stage.LIMIT);
      first.kill();
    }
    assertThat(player.track("v").playlist()).doesNotContain("#EXT-X-ENDLIST");
    stage.play(clip, stream, player);
    for (HlsTrack track : player.tracks().values()) {
      assertThat(track.discontinuities()).as(track.playlist()).isEqualTo(1);
      assertThat(track.violations()).isEmpty();
    }
    List<Path> runs = player.track("v").write(stage.folder(), "publisher-back");
    assertThat(FrameHash.hashes(stage.ffmpeg(), runs.getLast(), "v:0", FrameHash.Of.DECODED))
        .as("the second publication, complete")
        .isEqualTo(FrameHash.hashes(stage.ffmpeg(), clip, "v:0", FrameHash.Of.DECODED));
  }

  @Test
  void deadConnectionThatStaysAwayEndsThePlaylistAfterTheGrace(Stage stage) {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    String stream = "publisher/gone";
    HlsPlayer player = stage.player(stream);
    try (ChildProcess push = stage.push(clip, stream)) {
      player.playUntil(1, Stage.LIMIT);
      push.kill();
    }
    long killed = System.nanoTime();
    HlsPlayer.playToEnd(Duration.ofSeconds(30), player);
    assertThat(Duration.ofNanos(System.nanoTime() - killed))
        .as("hls.reconnect-grace is 10 s")
        .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(16));
    assertThat(player.track("v").violations()).isEmpty();
  }

  @Test
  void secondPublisherIsRefusedAndTheFirstDoesNotNotice(Stage stage) {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    String stream = "publisher/two";
    HlsPlayer player = stage.player(stream);
    try (ChildProcess first = stage.push(clip, stream)) {
      player.playUntil(1, Stage.LIMIT);
      try (ChildProcess second = stage.push(clip, stream, List.of("-v", "info", "-re"))) {
        assertThat(second.exitCode(Duration.ofSeconds(15))).isNotZero();
        assertThat(second.output())
            .contains("Server error: publisher/two is published by somebody else");
      }
      assertThatThrownBy(() -> RtmpPublisher.open(stage.server(), stream))
          .hasMessage("NetStream.Publish.BadName");
      HlsPlayer.playToEnd(Stage.LIMIT, player);
      first.succeeds(Stage.LIMIT);
    }
    new Fidelity(stage, clip, stream).fragmented(player, true, true);
  }

  /** Every address below a stream's name that an answer has in quotes. */
  private static Set<String> addresses(String json, String stream) {
    return Pattern.compile("\"(/" + stream + "[^\"]+)\"")
        .matcher(json)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void liveStreamsAreListedForTheOperator(Stage stage) {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    try (ChildProcess push = stage.push(clip, "publisher/listed")) {
      stage.player("publisher/listed").playUntil(1, Stage.LIMIT);
      assertThat(stage.server().getAsAdmin("/streams").body())
          .contains("\"publisher/listed\"", "avc1.", "mp4a.40.2");
      assertThat(addresses(stage.server().getAsAdmin("/streams").body(), "publisher/listed"))
          .containsExactlyInAnyOrder(
              "/publisher/listed.m3u8",
              "/publisher/listed/ts.m3u8",
              "/publisher/listed.mpd",
              "/publisher/listed.flv")
          .allSatisfy(
              address -> assertThat(stage.server().head(address).statusCode()).isEqualTo(200));
      assertThat(stage.server().getAsAdmin("/stats").statusCode()).isEqualTo(200);
      assertThat(stage.server().get("/streams").statusCode()).isEqualTo(401);
      push.succeeds(Stage.LIMIT);
    }
  }

  /** Shipped rules: who is not on this machine may watch, not publish. */
  @Test
  void strangersMayWatchButNotPublish(Stage stage) throws SocketException {
    Optional<String> address =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
            .map(InetAddress::getHostAddress)
            .findFirst();
    assumeTrue(address.isPresent(), "this machine has no address but the loopback");
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    String outside = "rtmp://" + address.get() + ":" + stage.server().rtmpPort() + "/publisher/far";
    List<String> arguments =
        List.of("-v", "info", "-re", "-i", clip.toString(), "-c", "copy", "-f", "flv", outside);
    try (ChildProcess far = stage.ffmpeg().start("push", arguments)) {
      assertThat(far.exitCode(Duration.ofSeconds(30))).isNotZero();
      assertThat(far.output()).contains("Server error: ", "auth.anonymous");
    }
    try (ChildProcess near = stage.push(clip, "publisher/far")) {
      URI seen =
          URI.create(
              "http://" + address.get() + ":" + stage.server().httpPort() + "/publisher/far.m3u8");
      HlsPlayer player = new HlsPlayer(seen);
      HlsPlayer.playToEnd(Stage.LIMIT, player);
      near.succeeds(Stage.LIMIT);
      new Fidelity(stage, clip, "publisher/far").fragmented(player, true, true);
    }
  }

  @Test
  void rtmpPlayerGetsPicturesAtOnce(Stage stage) {
    Path clip = stage.media().synthetic(12, Optional.of("libopenh264"), Optional.of("aac"));
    String stream = "publisher/rtmp";
    HlsPlayer player = stage.player(stream);
    Path played = stage.folder().resolve("rtmp-played.flv");
    try (ChildProcess push = stage.push(clip, stream)) {
      player.playUntil(1, Stage.LIMIT);
      stage.ffmpeg().record(stage.server().rtmp(stream), played, "-t", "3");
      push.kill();
    }
    new Fidelity(stage, clip, stream).fromAKeyFrame(played, 50);
  }

  @Test
  void fiftyAtOnce(Stage stage) {
    Path clip = stage.media().synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    List<ChildProcess> pushes = new ArrayList<>();
    List<HlsPlayer> players = new ArrayList<>();
    try {
      for (int i = 0; i < MANY; i++) {
        pushes.add(stage.push(clip, "many/s" + i));
        players.add(stage.player("many/s" + i));
      }
      Awaitility.await("all 50 end")
          .atMost(90, TimeUnit.SECONDS)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> pushes.stream().noneMatch(ChildProcess::running));
      pushes.forEach(push -> push.succeeds(Stage.LIMIT));
      HlsPlayer.playToEnd(Stage.LIMIT, players.toArray(HlsPlayer[]::new));
    } finally {
      pushes.forEach(ChildProcess::close);
    }
    List<FrameHash> video = FrameHash.list(stage.ffmpeg(), clip, "v:0", FrameHash.Of.PACKETS);
    for (int i = 0; i < MANY; i++) {
      HlsPlayer player = players.get(i);
      assertThat(player.track("v").violations()).as("stream %d", i).isEmpty();
      assertThat(player.track("a").violations()).as("stream %d", i).isEmpty();
      assertThat(player.track("v").discontinuities()).isZero();
    }
    for (int i : List.of(0, MANY / 2, MANY - 1)) {
      new Fidelity(stage, clip, "many/s" + i).fragmented(players.get(i), true, true);
    }
    assertThat(video).hasSize(150);
  }
}
