package io.xlive.hls;

import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.PublishedStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * The streams that can be played by HLS, live ones and those that ended not long ago. Safe for any
 * thread.
 */
public final class HlsStreams {
  private static final long TICKS_BETWEEN_CLEANINGS = 600;

  private final HlsConfig config;
  private final Codecs codecs;
  private final InstantSource clock;
  private final PlaylistJournal journal;
  private final Viewers viewers;
  private final long startedMillis;
  private final List<LadderRule> ladder;
  private final DirectMemory direct;
  private long ticks;
  private final AtomicInteger blocked = new AtomicInteger();
  private final Map<StreamPath, HlsStream> streams = new ConcurrentHashMap<>();

  /**
   * No stream yet.
   *
   * @throws IllegalArgumentException when a rule of {@code hls.ladder} is none
   */
  public HlsStreams(HlsConfig config, Codecs codecs, InstantSource clock) {
    this(
        config,
        codecs,
        clock,
        PlaylistJournal.NONE,
        new Viewers(config.viewers(), clock, event -> {}, new SecureRandom()));
  }

  /**
   * Streams that go on where a journal ends.
   *
   * @param viewers takes in who plays
   * @throws IllegalArgumentException when a rule of {@code hls.ladder} is none
   */
  public HlsStreams(
      HlsConfig config,
      Codecs codecs,
      InstantSource clock,
      PlaylistJournal journal,
      Viewers viewers) {
    this.journal = journal;
    this.viewers = viewers;
    this.startedMillis = clock.millis();
    this.config = config;
    this.codecs = codecs;
    this.clock = clock;
    long quarter = Runtime.getRuntime().maxMemory() / 4;
    this.direct = new DirectMemory(Math.min(config.directMemory().bytes(), quarter));
    this.ladder = config.ladder().stream().map(LadderRule::parse).toList();
  }

  /** What is wrong with a rule of {@code hls.ladder}; empty when it is one. */
  public static Optional<String> ladderProblem(String rule) {
    try {
      LadderRule.parse(rule);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Why a stream cannot be published now beside those that are: a name stands for one stream or for
   * the programme that renditions make together. Empty when it can.
   */
  public Optional<String> conflict(StreamPath path) {
    if (source(path) == HlsStream.Source.RENDITIONS) {
      return Optional.of(
          path + " is what its renditions make together (hls.ladder): publish under another name");
    }
    return ladder.stream()
        .flatMap(rule -> rule.match(path).stream())
        .map(LadderRule.Rung::programme)
        .filter(programme -> source(programme) == HlsStream.Source.PUBLICATION)
        .findFirst()
        .map(
            programme ->
                programme
                    + " is published itself, so "
                    + path
                    + " cannot be a rendition of it"
                    + " (hls.ladder)");
  }

  private HlsStream.Source source(StreamPath path) {
    return Optional.ofNullable(streams.get(path))
        .map(HlsStream::source)
        .orElse(HlsStream.Source.NOTHING);
  }

  /** The stream of a path; empty when nobody published it lately. */
  public Optional<HlsStream> find(StreamPath path) {
    Optional<HlsStream> known = Optional.ofNullable(streams.get(path));
    boolean justStarted = clock.millis() - startedMillis < config.reconnectGrace().toMillis();
    return known.isPresent() || !justStarted ? known : restored(path);
  }

  /** What was played when the process before this one was lost: its players ask on. */
  private Optional<HlsStream> restored(StreamPath path) {
    if (journal.read(path).filter(was -> !was.ended()).isEmpty()) {
      return Optional.empty();
    }
    HlsStream stream = streams.computeIfAbsent(path, this::made);
    return Optional.of(stream);
  }

  /** Viewers of all streams who are counted. */
  public int viewers() {
    return viewers.size();
  }

  /** Viewers of a stream by protocol. */
  public Map<String, Integer> viewers(StreamPath path) {
    return Optional.ofNullable(streams.get(path)).map(s -> s.viewers().viewers()).orElse(Map.of());
  }

  /** Media bytes held for all streams, with their bookkeeping and their copies. */
  public long heldBytes() {
    return direct.heldBytes() + streams.values().stream().mapToLong(HlsStream::heldBytes).sum();
  }

  /** Media bytes held for a stream; 0 for one that is not known. */
  public long heldBytes(StreamPath path) {
    return Optional.ofNullable(streams.get(path)).map(HlsStream::heldBytes).orElse(0L);
  }

  /**
   * Forgets copies of media, then streams that ended, first those which were not asked for longest.
   *
   * @param bytes how many media bytes should become free
   * @return how many became free: less when there are no more
   */
  public long release(long bytes) {
    // Requests come while one looks; a sort wants the moments to stand still.
    record Quiet(HlsStream stream, Instant since) {}
    List<Quiet> longestFirst =
        streams.values().stream()
            .map(stream -> new Quiet(stream, stream.quietSince()))
            .sorted(Comparator.comparing(Quiet::since))
            .toList();
    long free = direct.release(bytes);
    for (Quiet quiet : longestFirst) {
      HlsStream stream = quiet.stream();
      long held = stream.heldBytes();
      if (free < bytes && stream.abandon()) {
        streams.remove(stream.path(), stream);
        stream.forget();
        free += held;
      }
    }
    return free;
  }

  /** What is held and done. */
  public HlsStats stats() {
    List<HlsStats.OfStream> all =
        streams.values().stream()
            .map(HlsStream::stats)
            .sorted(Comparator.comparing(s -> s.path().toString()))
            .toList();
    return new HlsStats(
        all.size(),
        all.stream().mapToInt(HlsStats.OfStream::segments).sum(),
        all.stream().mapToInt(HlsStats.OfStream::parts).sum(),
        direct.heldBytes() + all.stream().mapToLong(HlsStats.OfStream::bytesHeld).sum(),
        all.stream().mapToLong(HlsStats.OfStream::requests).sum(),
        blocked.get(),
        all.stream().mapToLong(HlsStats.OfStream::requestsUnknown).sum(),
        all);
  }

  /** Takes a publication, as a stream of its own and as a rendition where a rule says so. */
  void open(PublishedStream stream) {
    attach(stream.path(), target -> target.attach(stream));
    for (LadderRule rule : ladder) {
      rule.match(stream.path())
          .ifPresent(
              rung -> attach(rung.programme(), target -> target.attach(rung.rendition(), stream)));
    }
  }

  private HlsStream made(StreamPath path) {
    return new HlsStream(
        path, config, codecs, clock, journal, blocked, new ViewerTable(path, viewers), direct);
  }

  private void attach(StreamPath path, Predicate<HlsStream> attaching) {
    boolean taken = false;
    while (!taken) {
      HlsStream target = streams.computeIfAbsent(path, this::made);
      taken = attaching.test(target);
      if (!taken) {
        streams.remove(path, target);
      }
    }
  }

  /** Lets time pass; to be called once a second, by one thread at a time. */
  public void tick() {
    if (ticks++ % TICKS_BETWEEN_CLEANINGS == 0) {
      journal.expire();
    }
    streams.forEach(
        (path, stream) -> {
          if (stream.tick()) {
            streams.remove(path, stream);
            stream.forget();
          }
        });
  }

  List<HlsStream> all() {
    return List.copyOf(streams.values());
  }
}
