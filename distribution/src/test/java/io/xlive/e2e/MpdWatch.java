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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Follows one live MPD: reloads it, fetches everything that it lists and judges both. What it
 * listed once is asked for again before the MPD's promise ends; a segment that grows is read then
 * already, and has to be the same as the finished one. One thread, plus one for what grows.
 */
final class MpdWatch {
  private static final Duration PACE = Duration.ofMillis(500);

  /** What is to leave in so short a time may be gone before the question arrives. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  /** Where the MPD is to be asked for from now on (5.3.1.2). */
  private static final Pattern LOCATION = Pattern.compile("<Location>([^<]+)</Location>");

  private final HlsClient client;
  private URI uri;
  private final LiveMpdChecker checker = new LiveMpdChecker();
  private final Map<String, Bytes> inits = new HashMap<>();
  private final Map<String, List<Bytes>> media = new HashMap<>();
  private final Set<String> fetched = new HashSet<>();
  private final Set<String> kept = new HashSet<>();
  private final Map<String, CompletableFuture<Bytes>> growing = new HashMap<>();
  private final Executor executor;
  private int grown;
  private int bytes;

  MpdWatch(HlsClient client, URI uri, Executor executor) {
    this.client = client;
    this.uri = uri;
    this.executor = executor;
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
    return "%s: %d reloads, %d segments (%d bytes), %d of them while they grew, %d again when not listed"
        .formatted(uri.getPath(), checker.reloads(), fetched.size(), bytes, grown, kept.size());
  }

  /** How many segments were read while they grew. */
  int grown() {
    return grown;
  }

  private void reload() {
    String text = client.manifest(uri);
    Matcher location = LOCATION.matcher(text);
    if (location.find()) {
      uri = uri.resolve(location.group(1).replace("&amp;", "&"));
    }
    checker.feed(Instant.now(), text);
    assertThat(checker.violations()).as("%s:\n%s", uri, text).isEmpty();
    List<MpdSegment> listed = checker.listed();
    for (MpdSegment segment : listed) {
      if (segment.complete()) {
        fetch(segment, text);
      } else {
        growing.computeIfAbsent(
            segment.media(),
            name -> CompletableFuture.supplyAsync(() -> client.media(uri.resolve(name)), executor));
      }
    }
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
    CompletableFuture<Bytes> early = growing.remove(segment.media());
    if (early != null) {
      assertThat(early.join()).as("%s as it grew", segment.media()).isEqualTo(piece);
      grown++;
    }
    bytes += piece.length();
    media.computeIfAbsent(segment.initialization(), init -> new ArrayList<>()).add(piece);
  }
}
