package io.xlive.web;

import io.xlive.flv.FlvStreams;
import io.xlive.hls.HlsStreams;
import io.xlive.spi.media.StreamPath;
import io.xlive.stream.StreamHub;
import io.xlive.stream.StreamStatus;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Who plays what, by whichever protocol. Any thread. */
final class ViewerCounts {
  private final StreamHub hub;
  private final HlsStreams hls;
  private final FlvStreams flv;

  @Inject
  ViewerCounts(StreamHub hub, HlsStreams hls, FlvStreams flv) {
    this.hub = hub;
    this.hls = hls;
    this.flv = flv;
  }

  /** Viewers of a live stream by protocol. */
  Map<String, Integer> of(StreamStatus status) {
    Map<String, Integer> viewers = new TreeMap<>(status.viewers());
    add(viewers, hls.viewers(status.path()));
    add(viewers, flv.viewers(status.path()));
    return viewers;
  }

  /** Viewers of each stream that has any, by protocol; also of streams that ended just now. */
  Map<StreamPath, Map<String, Integer>> byStream() {
    Map<StreamPath, Map<String, Integer>> all =
        new TreeMap<>(Comparator.comparing(StreamPath::toString));
    hub.live().forEach(status -> add(all, status.path(), status.viewers()));
    hls.stats().perStream().forEach(stream -> add(all, stream.path(), stream.viewers()));
    flv.stats().perStream().forEach(stream -> add(all, stream.path(), stream.viewers()));
    return all;
  }

  /** Viewers of all streams by protocol. */
  Map<String, Integer> all() {
    Map<String, Integer> sum = new TreeMap<>();
    byStream().values().forEach(viewers -> add(sum, viewers));
    return sum;
  }

  private static void add(
      Map<StreamPath, Map<String, Integer>> all, StreamPath path, Map<String, Integer> viewers) {
    if (!viewers.isEmpty()) {
      add(all.computeIfAbsent(path, p -> new TreeMap<>()), viewers);
    }
  }

  private static void add(Map<String, Integer> sum, Map<String, Integer> viewers) {
    viewers.forEach((protocol, count) -> sum.merge(protocol, count, Integer::sum));
  }
}
