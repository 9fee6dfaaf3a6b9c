package io.xlive.e2e;

import io.lindstrom.m3u8.model.AlternativeRendition;
import io.lindstrom.m3u8.model.MasterPlaylist;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Watches a live stream as a jury: every media playlist of its multivariant playlist at once, each
 * by a {@link PlaylistWatch}. Has a virtual thread for each.
 */
final class LiveWatch {
  private LiveWatch() {}

  /** Watches for so long; what breaks a rule fails the test. What was seen is returned. */
  static List<String> watch(URI multivariant, Duration time) {
    HlsClient client = new HlsClient();
    MasterPlaylist playlist =
        client
            .multivariant(multivariant)
            .orElseThrow(() -> new AssertionError("no stream at " + multivariant));
    Set<URI> media = new LinkedHashSet<>();
    playlist.variants().forEach(variant -> media.add(multivariant.resolve(variant.uri())));
    playlist.alternativeRenditions().stream()
        .map(AlternativeRendition::uri)
        .forEach(uri -> uri.map(multivariant::resolve).ifPresent(media::add));
    List<CompletableFuture<String>> watches = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (URI uri : media) {
        PlaylistWatch watch = new PlaylistWatch(client, uri, executor);
        watches.add(
            CompletableFuture.supplyAsync(
                () -> {
                  watch.run(time);
                  return watch.summary();
                },
                executor));
      }
      return watches.stream().map(CompletableFuture::join).toList();
    }
  }
}
