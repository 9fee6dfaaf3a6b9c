package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.xlive.testkit.PlaylistConformance;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A server that is killed and started again, and a player that only asks on. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class RestartIT {
  private static final String PLAYLIST = "/live/lasting/video,index.m3u8";

  @TempDir Path home;

  @Test
  void playlistsGoOnOverAKill(Stage stage) {
    Path clip = stage.media().synthetic(20, Optional.of("libopenh264"), Optional.of("aac"));
    int http = XliveServer.freePort();
    int rtmp = XliveServer.freePort();
    String before;
    try (XliveServer killed = XliveServer.start(home, http, rtmp, "")) {
      Stage own = new Stage(stage.ffmpeg(), killed, stage.media(), stage.folder());
      try (ChildProcess push = own.push(clip, "live/lasting")) {
        before = listed(killed, 2);
        killed.process().kill();
        killed.process().exitCode(Duration.ofSeconds(10));
        push.kill();
      }
    }
    try (XliveServer next = XliveServer.start(home, http, rtmp, "")) {
      String waiting = next.get(PLAYLIST).body();
      assertThat(waiting).contains("#EXT-X-GAP\n").doesNotContain("#EXT-X-ENDLIST");
      assertThat(PlaylistConformance.check(waiting)).isEmpty();
      assertThat(first(waiting)).isGreaterThanOrEqualTo(first(before));
      assertThat(last(waiting)).isGreaterThan(last(before));
      Stage own = new Stage(stage.ffmpeg(), next, stage.media(), stage.folder());
      try (ChildProcess push = own.push(clip, "live/lasting")) {
        String after = listed(next, last(waiting) + 1);
        assertThat(after).contains("#EXT-X-DISCONTINUITY\n").doesNotContain("#EXT-X-ENDLIST");
        assertThat(PlaylistConformance.check(after)).isEmpty();
        assertThat(first(after)).isGreaterThanOrEqualTo(first(waiting));
        assertThat(value(after, "#EXT-X-TARGETDURATION:"))
            .isEqualTo(value(before, "#EXT-X-TARGETDURATION:"));
        push.kill();
      }
    }
  }

  /** The playlist once it lists a complete segment of such a number. */
  private static String listed(XliveServer server, long number) {
    AtomicReference<String> text = new AtomicReference<>("");
    await("segment " + number)
        .atMost(Stage.LIMIT)
        .until(
            () -> {
              HttpResponse<String> answer = server.get(PLAYLIST);
              text.set(answer.body());
              return answer.statusCode() == 200 && last(answer.body()) >= number;
            });
    return text.get();
  }

  private static long first(String playlist) {
    return value(playlist, "#EXT-X-MEDIA-SEQUENCE:");
  }

  private static long last(String playlist) {
    return first(playlist) + playlist.lines().filter(l -> l.startsWith("#EXTINF")).count() - 1;
  }

  private static long value(String playlist, String tag) {
    return playlist
        .lines()
        .filter(l -> l.startsWith(tag))
        .map(l -> Long.parseLong(l.substring(tag.length())))
        .findFirst()
        .orElseThrow();
  }
}
