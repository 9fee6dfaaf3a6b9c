package io.xlive.plugin.rtmp;

import io.xlive.spi.ErrorCode;
import io.xlive.spi.Meters;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** What the plugin counts; each is an adder that a scrape reads. Safe for any thread. */
final class RtmpMeters {
  private static final int MOST_REASONS = 64;

  final LongAdder connections = new LongAdder();
  final LongAdder accepted = new LongAdder();
  final LongAdder publishers = new LongAdder();
  final LongAdder players = new LongAdder();
  final LongAdder bytesIn = new LongAdder();
  final LongAdder bytesOut = new LongAdder();
  final LongAdder framesIn = new LongAdder();
  final LongAdder framesInvalid = new LongAdder();
  final LongAdder framesDropped = new LongAdder();
  final LongAdder framesEncoded = new LongAdder();
  private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();
  private final Meters meters;
  private final Meters.Timing roundTrip;

  RtmpMeters(Meters meters) {
    this.meters = meters;
    Map<String, String> none = Map.of();
    meters.gauge("xlive_rtmp_connections", "Open RTMP connections.", none, connections::sum);
    meters.counter("xlive_rtmp_accepted_total", "RTMP connections accepted.", none, accepted::sum);
    meters.gauge("xlive_rtmp_publishers", "RTMP publications under way.", none, publishers::sum);
    meters.gauge("xlive_rtmp_players", "RTMP plays under way.", none, players::sum);
    meters.counter(
        "xlive_rtmp_received_bytes_total", "Bytes received by RTMP.", none, bytesIn::sum);
    meters.counter(
        "xlive_rtmp_sent_bytes_total", "Bytes handed to RTMP sockets.", none, bytesOut::sum);
    meters.counter("xlive_rtmp_frames_total", "Frames received by RTMP.", none, framesIn::sum);
    meters.counter(
        "xlive_rtmp_frames_invalid_total",
        "Packets received by RTMP that could not be used.",
        none,
        framesInvalid::sum);
    meters.counter(
        "xlive_rtmp_frames_encoded_total",
        "Frames made ready for RTMP players, once per event loop.",
        none,
        framesEncoded::sum);
    meters.counter(
        "xlive_rtmp_frames_dropped_total",
        "Frames that a slow RTMP player did not get.",
        none,
        framesDropped::sum);
    roundTrip = meters.timing("xlive_rtmp_round_trip_seconds", "Answer times to RTMP pings.", none);
  }

  /** How many of the connections are tunnelled is asked of {@code count}. */
  void tunnels(IntSupplier count) {
    meters.gauge(
        "xlive_rtmp_tunnels",
        "Open RTMP connections that are tunnelled in HTTP.",
        Map.of(),
        count::getAsInt);
  }

  /** A connection or a request was refused. */
  void refused(ErrorCode code) {
    LongAdder counter = rejected.get(code.code());
    if (counter == null) {
      if (rejected.size() >= MOST_REASONS) {
        return;
      }
      counter =
          rejected.computeIfAbsent(
              code.code(),
              reason -> {
                LongAdder made = new LongAdder();
                meters.counter(
                    "xlive_rtmp_refused_total",
                    "RTMP connections and requests refused or closed, by reason.",
                    Map.of("reason", reason),
                    made::sum);
                return made;
              });
    }
    counter.increment();
  }

  /** A ping was answered. */
  void roundTrip(long nanos) {
    roundTrip.record(nanos);
  }
}
