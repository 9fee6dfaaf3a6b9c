package io.xlive.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import io.xlive.testkit.Fmp4Conformance;
import io.xlive.testkit.LiveMpdChecker;
import io.xlive.testkit.MpdSegment;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Follows one live MPD: reloads it, fetches everything that it lists and judges both. What it
 * listed once is asked for again before the MPD's promise ends. One thread.
 */
final class MpdWatch {
  private static final Duration PACE = Duration.ofMillis(500);

  /** What is to leave in so short a time may be gone before the question arrives. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private final HlsClient client;
  private final URI uri;
  private final LiveMpdChecker checker = new LiveMpdChecker();
  private final Map<String, Bytes> inits = new HashMap<>();
  private final Map<String, List<Bytes>> media = new HashMap<>();
  private final Set<String> fetched = new HashSet<>();
  private final Set<String> kept = new HashSet<>();
  private int bytes;

  MpdWatch(HlsClient client, URI uri) {
    this.client = client;
    this.uri = uri;
  }

  /** Watches for so long, or until the presentation ends. */
  void run(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end && !checker.ended()) {
      reload();
      LockSupport.parkNanos(PACE.toNanos()); // the pace of a player
    }
    media.forEach(
        (init, pieces) ->
            assertThat(Fmp4Conformance.check(inits.get(init), pieces)).as(init).isEmpty());
  }

  LiveMpdChecker checker() {
    return checker;
  }

  /** How many segments were read. */
  int segments() {
    return fetched.size();
  }

  /** What was seen, in one line. */
  String summary() {
    return "%s: %d reloads, %d segments (%d bytes), %d of them again when they were not listed"
        .formatted(uri.getPath(), checker.reloads(), fetched.size(), bytes, kept.size());
  }

  private void reload() {
    String text = client.manifest(uri);
    checker.feed(Instant.now(), text);
    assertThat(checker.violations()).as("%s:\n%s", uri, text).isEmpty();
    List<MpdSegment> listed = checker.listed();
    listed.stream().filter(MpdSegment::complete).forEach(segment -> fetch(segment, text));
    Set<String> names = new HashSet<>();
    listed.forEach(segment -> names.add(segment.media()));
    for (MpdSegment segment : checker.available(Instant.now().plus(MARGIN))) {
      boolean left = fetched.contains(segment.media()) && !names.contains(segment.media());
      if (left && kept.add(segment.media())) {
        assertThat(client.media(uri.resolve(segment.media())).length()).isPositive();
      }
    }
  }

  private void fetch(MpdSegment segment, String text) {
    if (!fetched.add(segment.media())) {
      return;
    }
    inits.computeIfAbsent(segment.initialization(), init -> client.media(uri.resolve(init)));
    Bytes piece = client.media(uri.resolve(segment.media()));
    assertThat(Fmp4Conformance.time(piece))
        .as("%s is at its time:\n%s", segment.media(), text)
        .hasValue(segment.time());
    bytes += piece.length();
    media.computeIfAbsent(segment.initialization(), init -> new ArrayList<>()).add(piece);
  }
}
