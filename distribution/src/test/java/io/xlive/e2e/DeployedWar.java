package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the built WAR does in a container that was not made for it: the same in each, below the
 * context path that its file name gives.
 */
@ArquillianTest
@RunAsClient
abstract class DeployedWar {
  /** The deployment that stands while the tests run. */
  static final String STANDING = "xlive";

  /** The one that a test deploys and undeploys beside it. */
  static final String SECOND = "second";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  @ArquillianResource Deployer deployer;

  @ArquillianResource
  @OperateOnDeployment(STANDING)
  URL address;

  @TempDir Path folder;

  /** The deployment that stands. */
  abstract WarDeployment standing();

  @Test
  void answersTheOperator() {
    assertThat(standing().get(at("health/ready")).statusCode()).isEqualTo(200);

    HttpResponse<String> refused = standing().get(at("metrics"));
    assertProblem(refused, 401);
    assertThat(refused.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");

    HttpResponse<String> metrics = standing().getAsAdmin(at("metrics"));
    assertThat(metrics.statusCode()).as(metrics.body()).isEqualTo(200);
    assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(metrics.body()).contains("# TYPE ");
  }

  @Test
  void refusesAsTheContractSays() {
    HttpResponse<String> unknown = standing().get(at("live/nobody.m3u8"));
    assertProblem(unknown, 404);
    assertThat(unknown.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(standing().get(at("WEB-INF/web.xml")).statusCode()).isEqualTo(404);
  }

  @Test
  void playsWhatIsPublished() {
    Ffmpeg ffmpeg = Ffmpeg.load();
    Path clip =
        new Media(ffmpeg, folder).synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    HlsPlayer player = new HlsPlayer(at("live/war.m3u8"));
    try (ChildProcess push = push(ffmpeg, clip, standing().rtmp("live/war"), "-re")) {
      player.playUntil(1, LIMIT);
      HttpResponse<String> streams = standing().getAsAdmin(at("streams"));
      assertThat(streams.statusCode()).as(streams.body()).isEqualTo(200);
      assertThat(streams.body()).contains("\"path\":\"live/war\"", "\"state\":\"live\"");
      HlsPlayer.playToEnd(LIMIT, player);
      push.succeeds(LIMIT);
    }
    assertSameFrames(ffmpeg, clip, player, "v");
    assertSameFrames(ffmpeg, clip, player, "a");
  }

  @Test
  void sendsASegmentWhileItGrows() {
    Path clip =
        new Media(Ffmpeg.load(), folder)
            .synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    try (HttpClient client = HttpClient.newHttpClient();
        RtmpPublisher publisher = RtmpPublisher.open(standing().rtmpPort(), "live/growing")) {
      new GrowingSegment(client, at("live/growing")).read(publisher, clip);
    }
  }

  @Test
  void playsFlv() {
    Ffmpeg ffmpeg = Ffmpeg.load();
    Path clip =
        new Media(ffmpeg, folder).synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    try (FlvPlayer http = FlvPlayer.overHttp(at("live/flv.flv"));
        ChildProcess push = push(ffmpeg, clip, standing().rtmp("live/flv"), "-re")) {
      await().atMost(LIMIT).until(() -> !http.tags().isEmpty());
      try (FlvPlayer socket = FlvPlayer.overWebSocket(at("live/flv.flv"))) {
        push.succeeds(LIMIT);
        assertThat(http.end(LIMIT)).isEqualTo("200");
        assertThat(socket.end(LIMIT)).isEqualTo("1000 the stream is over");
        List<String> pushed = hashes(ffmpeg, clip, "v");
        for (FlvPlayer player : List.of(http, socket)) {
          List<String> played = hashes(ffmpeg, player.write(folder.resolve("war.flv")), "v");
          assertThat(played).hasSizeGreaterThan(50);
          assertThat(pushed.subList(pushed.size() - played.size(), pushed.size()))
              .isEqualTo(played);
        }
      }
    }
  }

  @Test
  void leavesAndComesBack() throws IOException {
    Ffmpeg ffmpeg = Ffmpeg.load();
    Path clip =
        new Media(ffmpeg, folder).synthetic(6, Optional.of("libopenh264"), Optional.of("aac"));
    URI root = at("../" + SECOND + "/");
    WarDeployment second = new WarDeployment(folder.resolve("home"), XliveServer.freePort());
    second.comesNext();
    deployer.deploy(SECOND);
    try (ChildProcess push =
        push(ffmpeg, clip, second.rtmp("live/last"), "-stream_loop", "-1", "-re")) {
      new HlsPlayer(root.resolve("live/last.m3u8")).playUntil(1, LIMIT);
      deployer.undeploy(SECOND);
      assertThat(push.exitCode(LIMIT)).as(push::tail).isNotZero();
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("0.0.0.0", second.rtmpPort()));
    }
    assertThat(second.get(root.resolve("health/ready")).statusCode()).isEqualTo(404);
    assertThat(standing().get(at("health/ready")).statusCode()).isEqualTo(200);

    second.comesNext();
    deployer.deploy(SECOND);
    assertThat(second.get(root.resolve("health/ready")).statusCode()).isEqualTo(200);
    deployer.undeploy(SECOND);
  }

  private URI at(String path) {
    try {
      return address.toURI().resolve(path);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ChildProcess push(Ffmpeg ffmpeg, Path clip, String to, String... input) {
    List<String> arguments = new ArrayList<>(List.of(input));
    arguments.addAll(List.of("-i", clip.toString(), "-map", "0", "-c", "copy", "-f", "flv", to));
    return ffmpeg.start("push", arguments);
  }

  private void assertSameFrames(Ffmpeg ffmpeg, Path clip, HlsPlayer player, String kind) {
    assertThat(player.track(kind).violations()).isEmpty();
    List<Path> files = player.track(kind).write(folder, kind);
    assertThat(files).hasSize(1);
    assertThat(hashes(ffmpeg, files.getFirst(), kind))
        .isNotEmpty()
        .isEqualTo(hashes(ffmpeg, clip, kind));
  }

  private static List<String> hashes(Ffmpeg ffmpeg, Path file, String kind) {
    return FrameHash.list(ffmpeg, file, kind + ":0", FrameHash.Of.DECODED).stream()
        .map(FrameHash::hash)
        .toList();
  }

  private static void assertProblem(HttpResponse<String> response, int status) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(response.body()).contains("\"status\":" + status, "\"code\":");
  }
}
