package io.xlive.web;

import io.prometheus.client.Collector;
import io.prometheus.client.CounterMetricFamily;
import io.prometheus.client.GaugeMetricFamily;
import io.xlive.hls.HlsStats;
import io.xlive.hls.HlsStreams;
import jakarta.inject.Inject;
import java.util.List;

/**
 * Measures each stream by its name. Streams come and go, so these are made when somebody asks;
 * there are no more of them than {@code stream.max-streams} and the streams that HLS still holds.
 * Any thread.
 */
final class StreamMeters extends Collector {
  private static final List<String> LABELS = List.of("mp_scope", "stream");
  private static final String SCOPE = "application";

  private final HlsStreams hls;
  private final ViewerCounts viewers;

  @Inject
  StreamMeters(HlsStreams hls, ViewerCounts viewers) {
    this.hls = hls;
    this.viewers = viewers;
  }

  @Override
  public List<MetricFamilySamples> collect() {
    GaugeMetricFamily playing =
        new GaugeMetricFamily(
            "xlive_stream_viewers",
            "Viewers of a stream.",
            List.of("mp_scope", "stream", "protocol"));
    viewers
        .byStream()
        .forEach(
            (path, counts) ->
                counts.forEach(
                    (protocol, count) ->
                        playing.addMetric(List.of(SCOPE, path.toString(), protocol), count)));
    CounterMetricFamily stalls =
        new CounterMetricFamily(
            "xlive_stream_rebuffers_total",
            "How often the buffer of a player of the stream ran empty, as players tell.",
            LABELS);
    CounterMetricFamily reports =
        new CounterMetricFamily(
            "xlive_stream_player_reports_total",
            "Requests by which players of the stream told of themselves.",
            LABELS);
    CounterMetricFamily ignored =
        new CounterMetricFamily(
            "xlive_stream_player_reports_ignored_total", "Those that could not be read.", LABELS);
    for (HlsStats.OfStream stream : hls.stats().perStream()) {
      List<String> labels = List.of(SCOPE, stream.path().toString());
      HlsStats.Players told = stream.players();
      if (told.reports() + told.reportsIgnored() > 0) {
        stalls.addMetric(labels, told.rebuffers());
        reports.addMetric(labels, told.reports());
        ignored.addMetric(labels, told.reportsIgnored());
      }
    }
    return List.of(playing, stalls, reports, ignored);
  }
}
