package io.xlive.web;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.xlive.flv.FlvStreams;
import io.xlive.hls.HlsStreams;
import io.xlive.kernel.ErrorCounts;
import io.xlive.spi.Meters;
import io.xlive.spi.Service;
import io.xlive.stream.StreamEvents;
import io.xlive.stream.StreamHub;
import jakarta.inject.Inject;
import java.util.Map;

/** Measures the hub, HLS and the process; what a plugin does it measures itself. */
public final class ServerMeters implements Service {
  private final Meters meters;
  private final StreamHub hub;
  private final HlsStreams hls;
  private final FlvStreams flv;
  private final StreamEvents events;
  private final ErrorCounts errors;
  private final MicroProfileMeters prometheus;
  private final StreamMeters perStream;

  @Inject
  ServerMeters(
      Meters meters,
      StreamHub hub,
      HlsStreams hls,
      FlvStreams flv,
      StreamEvents events,
      ErrorCounts errors,
      MicroProfileMeters prometheus,
      StreamMeters perStream) {
    this.prometheus = prometheus;
    this.perStream = perStream;
    this.meters = meters;
    this.hub = hub;
    this.hls = hls;
    this.flv = flv;
    this.events = events;
    this.errors = errors;
  }

  @Override
  public void start() {
    Map<String, String> none = Map.of();
    meters.gauge("xlive_streams", "Streams that somebody publishes.", none, hub::size);
    meters.gauge("xlive_streams_held_bytes", "Media bytes held by the hub.", none, hub::heldBytes);
    meters.counter(
        "xlive_streams_ended_for_memory_total",
        "Streams that the server ended because media took too much memory.",
        none,
        hub::endedForMemory);
    meters.counter(
        "xlive_stream_events_lost_total",
        "Events that a slow stream listener did not get.",
        none,
        events::lost);
    meters.gauge("xlive_hls_streams", "Streams that HLS holds.", none, () -> hls.stats().streams());
    meters.gauge("xlive_hls_segments", "Segments held.", none, () -> hls.stats().segments());
    meters.gauge("xlive_hls_parts", "Parts held.", none, () -> hls.stats().parts());
    meters.gauge(
        "xlive_hls_held_bytes", "Media bytes held by HLS.", none, () -> hls.stats().bytesHeld());
    meters.counter(
        "xlive_hls_requests_total",
        "Playlists and media files asked for, of the streams that are held.",
        none,
        () -> hls.stats().requests());
    meters.gauge(
        "xlive_hls_blocked_reloads",
        "Requests that wait for a part.",
        none,
        () -> hls.stats().blockedReloads());
    meters.gauge("xlive_hls_viewers", "Viewers of HLS and DASH.", none, hls::viewers);
    prometheus.add(perStream);
    meters.counter(
        "xlive_hls_requests_unknown_total",
        "Requests for media and media playlists that belong to no counted viewer.",
        none,
        () -> hls.stats().requestsUnknown());
    flv(none);
    meters.counter(
        "xlive_errors_total",
        "Failures of plugins and of the server itself.",
        none,
        () -> errors.snapshot().values().stream().mapToLong(Long::longValue).sum());
    process();
  }

  private void flv(Map<String, String> none) {
    meters.gauge("xlive_flv_players", "Players of FLV.", none, () -> flv.stats().clients());
    meters.gauge(
        "xlive_flv_held_bytes",
        "Bytes kept for FLV players that join.",
        none,
        () -> flv.stats().bytesHeld());
    meters.counter(
        "xlive_flv_bytes_out_total",
        "Bytes that the connections of FLV players took.",
        none,
        () -> flv.stats().bytesOut());
    meters.counter(
        "xlive_flv_tags_dropped_total",
        "Tags that FLV players did not get because they were too slow.",
        none,
        () -> flv.stats().tagsDropped());
    meters.counter(
        "xlive_flv_players_closed_total",
        "FLV players that were closed because they were too slow.",
        none,
        () -> flv.stats().closedSlow());
  }

  private static void process() {
    new JvmMemoryMetrics().bindTo(Metrics.globalRegistry);
    new JvmThreadMetrics().bindTo(Metrics.globalRegistry);
    new ClassLoaderMetrics().bindTo(Metrics.globalRegistry);
    new ProcessorMetrics().bindTo(Metrics.globalRegistry);
    new FileDescriptorMetrics().bindTo(Metrics.globalRegistry);
    new UptimeMetrics().bindTo(Metrics.globalRegistry);
  }

  @Override
  public void stop() {
    // The last values stay readable while the server stops.
  }
}
