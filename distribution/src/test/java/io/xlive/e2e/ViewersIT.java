package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Fifty players over sockets, and what the server says of them. */
@ExtendWith(SharedStage.class)
@Execution(ExecutionMode.CONCURRENT)
class ViewersIT {
  private static final String STREAM = "viewers/many";
  private static final int STEADY = 30;
  private static final int RELOADING = 10;
  private static final int LEAVING = 10;
  private static final Duration STABLE = Duration.ofSeconds(12);
  private static final Pattern SEQUENCE = Pattern.compile("#EXT-X-MEDIA-SEQUENCE:(\\d+)");

  /** Plays by asking for the segment that is not there yet, which paces it. */
  private static final class Player implements Runnable {
    private final HttpClient client;
    private final URI start;
    private final int reloadsOfAPage;
    final AtomicInteger polls = new AtomicInteger();
    private volatile boolean stopped;
    volatile Optional<Throwable> failure = Optional.empty();

    /** It loads its page anew after so many playlists; 0 is never. */
    Player(HttpClient client, URI start, int reloadsOfAPage) {
      this.client = client;
      this.start = start;
      this.reloadsOfAPage = reloadsOfAPage;
    }

    void stop() {
      stopped = true;
    }

    @Override
    public void run() {
      try {
        URI media = open();
        while (!stopped) {
          String playlist = get(media);
          int polled = polls.incrementAndGet();
          if (reloadsOfAPage > 0 && polled % reloadsOfAPage == 0) {
            media = open();
            continue;
          }
          Optional<String> segment = last(playlist);
          if (segment.isPresent()) {
            get(media.resolve(segment.get()));
          }
          media = URI.create(media.toString().replaceFirst("&_HLS_msn=\\d+", "") + next(playlist));
        }
      } catch (IOException | InterruptedException | AssertionError e) {
        failure = Optional.of(e);
      }
    }

    private URI open() throws IOException, InterruptedException {
      return start.resolve(
          get(start).lines().filter(line -> !line.startsWith("#")).findFirst().orElseThrow());
    }

    /** Empty while there are but parts. */
    private static Optional<String> last(String playlist) {
      return playlist
          .lines()
          .filter(line -> !line.startsWith("#"))
          .reduce((first, second) -> second);
    }

    private static String next(String playlist) {
      Matcher sequence = SEQUENCE.matcher(playlist);
      assertThat(sequence.find()).isTrue();
      long listed = playlist.lines().filter(line -> line.startsWith("#EXTINF")).count();
      return "&_HLS_msn=" + (Long.parseLong(sequence.group(1)) + listed);
    }

    private String get(URI uri) throws IOException, InterruptedException {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(uri).header("User-Agent", "player").build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).as("%s: %s", uri, response.body()).isEqualTo(200);
      return response.body();
    }
  }

  @Test
  void theyAreCountedWhileTheyPlayReloadAndLeave(Stage stage) {
    Path clip = stage.media().rhythm(12, 25, 25, Optional.of("aac"));
    List<Player> players = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient();
        ChildProcess push = stage.push(clip, STREAM, List.of("-stream_loop", "-1", "-re"))) {
      URI start = stage.server().uri("/" + STREAM + ".m3u8");
      await()
          .atMost(Stage.LIMIT)
          .until(() -> stage.server().get("/" + STREAM + ".m3u8").statusCode() == 200);
      for (int i = 0; i < STEADY + RELOADING + LEAVING; i++) {
        boolean reloads = i >= STEADY && i < STEADY + RELOADING;
        players.add(new Player(client, start, reloads ? 8 : 0));
      }
      players.forEach(player -> threads.add(Thread.ofVirtual().start(player)));
      try {
        await().atMost(Stage.LIMIT).until(() -> viewers(stage) == players.size());
        players.subList(STEADY + RELOADING, players.size()).forEach(Player::stop);
        // Those who left fall silent; whose page was loaded anew take their own places.
        await().atMost(Stage.LIMIT).until(() -> viewers(stage) <= STEADY + RELOADING + 5);
        List<Integer> seen = new ArrayList<>();
        await()
            .atMost(Stage.LIMIT)
            .pollInterval(Duration.ofMillis(500))
            .during(STABLE)
            .until(
                () -> {
                  int now = viewers(stage);
                  seen.add(now);
                  return now >= STEADY - 5 && now <= STEADY + 2 * RELOADING + 5;
                });
        double mean = seen.stream().mapToInt(Integer::intValue).average().orElseThrow();
        assertThat(mean)
            .as("%s", seen)
            .isBetween(STEADY + RELOADING - 6.0, STEADY + RELOADING + 8.0);
        assertThat(stage.server().getAsAdmin("/metrics").body())
            .containsPattern("xlive_stream_viewers\\{[^}]*stream=\"" + STREAM + "\"[^}]*}");
        assertThat(players).as("no player was refused").allMatch(p -> p.failure.isEmpty());
        assertThat(players).allMatch(p -> p.polls.get() > 0);
      } finally {
        players.forEach(Player::stop);
        threads.forEach(ViewersIT::join);
      }
      await().atMost(Stage.LIMIT).until(() -> viewers(stage) == 0);
    }
  }

  private static void join(Thread thread) {
    try {
      thread.join(Stage.LIMIT);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** As {@code GET /streams} tells; others run on the same server. */
  private static int viewers(Stage stage) {
    Matcher found =
        Pattern.compile(
                "\"path\":\"" + STREAM + "\".*?\"viewers\":\\{(?:[^}]*\"hls\":(\\d+))?[^}]*}")
            .matcher(stage.server().getAsAdmin("/streams").body());
    return found.find() && found.group(1) != null ? Integer.parseInt(found.group(1)) : 0;
  }
}
