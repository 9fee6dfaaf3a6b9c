package io.xlive.hls;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the DASH manifest of a stream (ISO/IEC 23009-1 5.3, profiles isoff-live and cmaf) over the
 * segments that HLS lists: a Period for each stretch between two breaks, a SegmentTimeline for each
 * track. Times count from the stream's origin, which never changes, and so do the starts of
 * Periods; that keeps a manifest valid when its first segments leave.
 */
final class DashManifest {
  private static final String PROFILES =
      "urn:mpeg:dash:profile:isoff-live:2011,urn:mpeg:dash:profile:cmaf:2019";

  /** Stands behind URIs until their places are known; of a private use area, so in no name. */
  static final char URI_END = '\uE000';

  private DashManifest() {}

  /**
   * The document; empty before there is a segment.
   *
   * @param prefix what leads from the manifest's address to the files of the stream: empty, or
   *     {@code STREAM/}
   */
  static Optional<PlaylistText> render(PlaylistSnapshot snapshot, String prefix) {
    // What a restart lost has no media that a manifest could name.
    List<List<Segment>> periods =
        periods(snapshot.segments().stream().filter(s -> !s.tracks().isEmpty()).toList());
    if (periods.isEmpty()) {
      return Optional.empty();
    }
    Optional<DashLatency> latency =
        snapshot.ended()
            ? Optional.empty()
            : Optional.of(
                new DashLatency(
                    Duration.ofSeconds(snapshot.targetDuration()),
                    Duration.ofNanos(snapshot.partTargetNanos())));
    XmlText out = new XmlText();
    head(out, snapshot, latency);
    if (!snapshot.ended()) {
      location(out, prefix);
    }
    latency.ifPresent(l -> l.service(out));
    for (List<Segment> period : periods) {
      Segment first = period.getFirst();
      out.open("Period").with("id", first.discontinuityNumber());
      out.with("start", seconds(startOf(first, snapshot.origin())));
      new DashAdaptations(snapshot, period, prefix, latency).write(out);
      out.close();
    }
    timing(out, prefix);
    out.close();
    return Optional.of(PlaylistText.marked(out.done(), URI_END));
  }

  /** The clock of this server: a player's own may be minutes off (5.8.5.7). */
  static void timing(XmlText out, String prefix) {
    out.empty("UTCTiming")
        .with("schemeIdUri", "urn:mpeg:dash:utc:http-xsdate:2014")
        .with("value", prefix + HlsStream.CLOCK + URI_END);
  }

  /** What opened it, and the viewer's id, are to be there when it is fetched again (5.3.1.2). */
  private static void location(XmlText out, String prefix) {
    if (prefix.endsWith("/")) {
      String name = prefix.substring(0, prefix.length() - 1) + ".mpd";
      out.leaf("Location", name + URI_END);
    }
  }

  private static void head(XmlText out, PlaylistSnapshot snapshot, Optional<DashLatency> latency) {
    Segment newest = snapshot.segments().getLast();
    Instant end = newest.zero().plusNanos(newest.endNanos());
    Segment oldest = snapshot.segments().getFirst();
    Duration depth = Duration.between(oldest.zero().plusNanos(oldest.startNanos()), end);
    Duration target = Duration.ofSeconds(snapshot.targetDuration());
    out.open("MPD").with("xmlns", "urn:mpeg:dash:schema:mpd:2011").with("profiles", PROFILES);
    out.with("type", snapshot.ended() ? "static" : "dynamic");
    if (snapshot.ended()) {
      out.with("mediaPresentationDuration", seconds(Duration.between(snapshot.origin(), end)));
    } else {
      out.with("availabilityStartTime", snapshot.origin());
      out.with("publishTime", snapshot.published());
      out.with("minimumUpdatePeriod", seconds(latency.map(DashLatency::update).orElse(target)));
      out.with("timeShiftBufferDepth", seconds(depth));
      // As far behind the live edge as HLS players stay (RFC 8216bis 4.4.3.8).
      out.with("suggestedPresentationDelay", seconds(target.multipliedBy(3)));
    }
    out.with("minBufferTime", seconds(target)).with("maxSegmentDuration", seconds(longest(target)));
  }

  /** A segment that rounds to the target may be half a second longer. */
  private static Duration longest(Duration target) {
    return target.plusMillis(500);
  }

  private static Duration startOf(Segment first, Instant origin) {
    return Duration.between(origin, first.zero().plusNanos(first.stretchStartNanos()));
  }

  private static List<List<Segment>> periods(List<Segment> segments) {
    List<List<Segment>> all = new ArrayList<>();
    long number = Long.MIN_VALUE;
    for (Segment segment : segments) {
      if (segment.discontinuityNumber() != number) {
        number = segment.discontinuityNumber();
        all.add(new ArrayList<>());
      }
      all.getLast().add(segment);
    }
    return all;
  }

  /** An xs:duration in seconds, to the microsecond. */
  private static String seconds(Duration time) {
    long micros = Math.max(time.toNanos() / 1000, 0);
    return "PT" + BigDecimal.valueOf(micros, 6).stripTrailingZeros().toPlainString() + "S";
  }
}
