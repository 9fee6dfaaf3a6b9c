package io.xlive.flv;

import io.xlive.spi.Peer;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.PublishedStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The streams that can be played as FLV, and their players. Safe for any thread. */
public final class FlvStreams {
  private static final Logger LOG = LoggerFactory.getLogger(FlvStreams.class);

  private final Map<StreamPath, FlvStream> streams = new ConcurrentHashMap<>();
  private final Parts parts;

  /**
   * No stream yet.
   *
   * @param events hears of players that come and go; must not block
   * @param clock for those events
   * @param nanos a clock that never goes back
   */
  public FlvStreams(
      FlvConfig config,
      Codecs codecs,
      Consumer<StreamEvent> events,
      InstantSource clock,
      LongSupplier nanos) {
    this.parts = new Parts(config, codecs, events, clock, nanos, new FlvTotals());
  }

  /**
   * Takes a player in; whoever asks has checked its rights. The player either starts or closes.
   *
   * @param legacy whether it knows no codecs but those of FLV 10.1
   * @throws XliveException with {@link SpiError#STREAM_NOT_FOUND} or {@link SpiError#LIMIT_REACHED}
   */
  public FlvClient admit(StreamPath path, Peer peer, boolean legacy) {
    FlvStream stream = streams.get(path);
    if (stream == null) {
      throw new XliveException(SpiError.STREAM_NOT_FOUND, "nobody publishes this stream");
    }
    return stream.admit(peer, legacy);
  }

  /** Players of a stream by protocol. */
  public Map<String, Integer> viewers(StreamPath path) {
    return Optional.ofNullable(streams.get(path)).map(FlvStream::viewers).orElse(Map.of());
  }

  /** What is held and done. */
  public FlvStats stats() {
    List<FlvStats.OfStream> played =
        streams.values().stream()
            .map(s -> new FlvStats.OfStream(s.path(), s.viewers(), s.held()))
            .filter(s -> !s.viewers().isEmpty())
            .sorted(Comparator.comparing(s -> s.path().toString()))
            .toList();
    FlvTotals totals = parts.totals;
    return new FlvStats(
        totals.clients.get(),
        heldBytes(),
        totals.bytesOut.sum(),
        totals.tagsDropped.sum(),
        totals.closedSlow.sum(),
        played);
  }

  /** Bytes kept for players that join. */
  public long heldBytes() {
    return streams.values().stream().mapToLong(FlvStream::held).sum();
  }

  /** Takes a publication. */
  void open(PublishedStream stream) {
    boolean taken = false;
    while (!taken) {
      FlvStream target = streams.computeIfAbsent(stream.path(), path -> new FlvStream(path, parts));
      taken = target.attach(stream);
      if (!taken) {
        streams.remove(stream.path(), target);
      }
    }
  }

  /** Lets time pass: forgets streams that are over. */
  void tick() {
    streams.forEach(
        (path, stream) -> {
          if (stream.tick()) {
            streams.remove(path, stream);
          }
        });
  }

  /** Ends all players. */
  void stop() {
    streams.values().forEach(FlvStream::stop);
  }

  /** How many streams are known. */
  int size() {
    return streams.size();
  }

  /** What all streams share. */
  record Parts(
      FlvConfig config,
      Codecs codecs,
      Consumer<StreamEvent> events,
      InstantSource clock,
      LongSupplier nanos,
      FlvTotals totals) {
    void started(FlvClient client) {
      events.accept(new StreamEvent.PlayStarted(client.path(), client.since(), client.peer()));
    }

    void stopped(FlvClient client, FlvEnd end) {
      if (end == FlvEnd.TOO_SLOW) {
        totals.closedSlow.increment();
      }
      if (client.started()) {
        LOG.info(
            "{} ended playing {}, {} tags dropped: {}",
            client.peer().connection(),
            client.path(),
            client.dropped(),
            end.reason());
        Instant now = clock.instant();
        events.accept(
            new StreamEvent.PlayStopped(
                client.path(),
                now,
                client.peer(),
                Duration.between(client.since(), now),
                client.sent()));
      }
    }
  }
}
