package io.xlive.hls;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * What a manifest says for playback close to live (ETSI TS 103 285 10.20, DASH-IF low-latency
 * modes): a segment may be asked for when its first part is there, and comes as it grows.
 *
 * @param segment usual length of a segment
 * @param part usual length of a part
 */
record DashLatency(Duration segment, Duration part) {
  /** A segment is in the manifest so long after it has begun, beside its first part. */
  private static final Duration UPDATE = Duration.ofMillis(500);

  private static final String CLOCK = "0";

  /** How often the manifest is to be read. */
  Duration update() {
    return part.compareTo(UPDATE) > 0 ? part : UPDATE;
  }

  /**
   * How far behind live a player should stay: the next segment has to be found and read before the
   * last one is played, with as much to spare for the network.
   */
  Duration target() {
    return update().plus(part).multipliedBy(2).plus(part.multipliedBy(3));
  }

  private Duration least() {
    return update().plus(part.multipliedBy(2));
  }

  private Duration most() {
    return target().plus(segment.multipliedBy(2));
  }

  /** Before the Periods (5.13.2). */
  void service(XmlText out) {
    out.open("ServiceDescription").with("id", 0);
    out.empty("Latency").with("target", target().toMillis()).with("min", least().toMillis());
    out.with("max", most().toMillis()).with("referenceId", CLOCK);
    out.empty("PlaybackRate").with("min", "0.96").with("max", "1.04");
    out.close();
  }

  /**
   * In each AdaptationSet (5.12): the clock is that of the {@code prft} boxes.
   *
   * @param origin wall-clock time of presentation time 0
   */
  void clock(XmlText out, Instant origin, String prefix) {
    out.open("ProducerReferenceTime").with("id", CLOCK).with("inband", true);
    out.with("type", "encoder").with("wallClockTime", origin).with("presentationTime", 0);
    // Tells the form of the time too: without it Shaka reads a number.
    DashManifest.timing(out, prefix);
    out.close();
  }

  /** Of a SegmentTemplate (5.3.9.5.3). */
  void template(XmlText out) {
    Duration early = segment.minus(part);
    long millis = Math.max(early.toMillis(), 0);
    out.with(
        "availabilityTimeOffset",
        BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString());
    out.with("availabilityTimeComplete", false);
  }
}
