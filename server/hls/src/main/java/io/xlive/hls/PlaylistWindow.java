package io.xlive.hls;

import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The segments of a stream over all its publications: those in the playlists, those that left and
 * stay for players that still want them, and the open ones. Changed by the packager and by the
 * clean-up, under its own lock, a few times per second; read by any thread without.
 */
final class PlaylistWindow {
  /** So much of date ranges is kept over a restart, in characters; the newest go first. */
  static final int JOURNAL_DATES = 1 << 16;

  private final StreamPath path;
  private final HlsConfig config;
  private final InstantSource clock;
  private final PlaylistJournal journal;
  private final TargetDuration target;
  private final PartTarget partTarget;
  private final Consumer<PlaylistSnapshot> published;
  private final Deque<Segment> listed = new ArrayDeque<>();
  private final Deque<Segment> retained = new ArrayDeque<>();
  private final Map<Long, Segment> byNumber = new ConcurrentHashMap<>();
  private final Bandwidths bandwidths = new Bandwidths();
  private final AtomicLong held = new AtomicLong();
  private final DateRanges dates;
  private final Splices splices;
  private boolean datesUnwritten;
  private long nextNumber;
  private long discontinuities;
  private boolean pendingDiscontinuity;
  private long epoch = Long.MIN_VALUE;
  private Instant zero = Instant.EPOCH;
  private Instant lastEnd = Instant.EPOCH;
  private Instant origin = Instant.EPOCH;
  private Instant newest = Instant.EPOCH;
  private long stretchStartNanos;
  private boolean ended;
  private Optional<Segment> growing = Optional.empty();
  private List<TrackSummary> tracks = List.of();
  private volatile PlaylistSnapshot snapshot;

  /**
   * A window that goes on where a journal ends.
   *
   * @param path whose it is
   * @param published hears of each snapshot, under the window's lock: it has to return soon
   */
  PlaylistWindow(
      StreamPath path,
      HlsConfig config,
      InstantSource clock,
      PlaylistJournal journal,
      Consumer<PlaylistSnapshot> published) {
    this.path = path;
    this.config = config;
    this.clock = clock;
    this.journal = journal;
    this.published = published;
    this.dates = new DateRanges(config.events().maxListed());
    this.splices = new Splices(dates::lists);
    Optional<JournalRecord> before = journal.read(path);
    this.target =
        before
            .map(was -> new TargetDuration(was.targetDuration()))
            .orElseGet(() -> new TargetDuration(config.segmentDuration()));
    this.partTarget =
        before
            .filter(was -> was.partTargetNanos() > 0)
            .map(was -> new PartTarget(was.partTargetNanos()))
            .orElseGet(() -> new PartTarget(config.partDuration()));
    before.ifPresent(this::restore);
    this.snapshot = take();
  }

  private void restore(JournalRecord before) {
    origin = before.origin();
    nextNumber = before.nextNumber();
    discontinuities = before.discontinuities();
    lastEnd = before.lastEnd();
    ended = before.ended();
    pendingDiscontinuity = true;
    if (ended) {
      return;
    }
    long now = clock.millis();
    before.dates().forEach(range -> dates.put(range, now));
    before.dates().forEach(splices::restore);
    if (before.segments().isEmpty()) {
      // Nothing but parts was told.
      nextNumber++;
      return;
    }
    before.segments().forEach(was -> keepLost(Segment.lost(was)));
    // The segment that grew at the end: players know parts of it, and its number is theirs.
    JournalRecord.Listed last = before.segments().getLast();
    keepLost(
        Segment.lost(
            new JournalRecord.Listed(
                last.epoch(),
                nextNumber,
                false,
                discontinuities,
                lastEnd,
                target.nanos(),
                last.tracks())));
    lastEnd = lastEnd.plusNanos(target.nanos());
    nextNumber++;
  }

  private void keepLost(Segment segment) {
    listed.addLast(segment);
    byNumber.put(segment.number(), segment);
    held.addAndGet(segment.heldBytes());
  }

  /** Whether it lists what a restart lost, and nobody came back yet. */
  synchronized boolean interrupted() {
    return !ended && !listed.isEmpty() && listed.getLast().tracks().isEmpty();
  }

  /** What playlists say now. */
  PlaylistSnapshot snapshot() {
    return snapshot;
  }

  /** The longest that a segment may become before it is cut without a key frame. */
  long limitNanos() {
    return target.limitNanos();
  }

  /** The part target of the stream; the packager chooses it. */
  PartTarget partTarget() {
    return partTarget;
  }

  /** Bytes held, objects included. */
  long heldBytes() {
    return held.get();
  }

  /** Segments held: listed, retained and open. */
  List<Segment> all() {
    return List.copyOf(byNumber.values());
  }

  /** A segment by number, if it is of that publication. */
  Optional<Segment> find(long ofEpoch, long number) {
    return Optional.ofNullable(byNumber.get(number)).filter(s -> s.epoch() == ofEpoch);
  }

  /** Any initialization section of a track that a held segment uses. */
  Optional<InitSegment> init(TrackId track, long ofEpoch, int number) {
    for (Segment segment : byNumber.values()) {
      Optional<InitSegment> init = segment.track(track).map(TrackSegment::init);
      if (init.isPresent() && init.get().epoch() == ofEpoch && init.get().number() == number) {
        return init;
      }
    }
    return Optional.empty();
  }

  /** The MPEG-TS form of a complete segment, made on first request and kept with it. */
  Optional<Bytes> ts(Segment segment, Codecs codecs) {
    synchronized (segment) {
      if (!segment.ts().isEmpty()) {
        return Optional.of(segment.ts());
      }
      Optional<Bytes> made = TsForms.bytes(segment, codecs);
      made.ifPresent(bytes -> keep(segment, bytes));
      return made;
    }
  }

  private synchronized void keep(Segment segment, Bytes ts) {
    if (byNumber.containsKey(segment.number())) {
      segment.ts(ts);
      held.addAndGet(ts.length());
    }
  }

  /**
   * Opens the next segment.
   *
   * @param ofEpoch its publication
   * @param startNanos media time of its boundary
   * @param broken whether what follows does not continue what came before
   */
  synchronized Segment begin(long ofEpoch, long startNanos, boolean broken) {
    boolean discontinuity = (broken || pendingDiscontinuity) && nextNumber > 0;
    pendingDiscontinuity = false;
    if (discontinuity) {
      discontinuities++;
    }
    anchor(ofEpoch, startNanos, broken);
    if (nextNumber == 0) {
      origin = zero.plusNanos(startNanos).truncatedTo(ChronoUnit.MILLIS);
    }
    if (discontinuity || nextNumber == 0) {
      stretchStartNanos = startNanos;
    }
    Segment segment =
        new Segment(
            ofEpoch,
            nextNumber++,
            startNanos,
            discontinuity,
            discontinuities,
            stretchStartNanos,
            zero);
    byNumber.put(segment.number(), segment);
    return segment;
  }

  /**
   * Wall-clock time follows media time; behind a break it is taken anew, but never earlier than
   * what was told.
   */
  private void anchor(long ofEpoch, long startNanos, boolean broken) {
    if (ofEpoch == epoch && !broken) {
      return;
    }
    Instant now = clock.instant();
    Instant at = now.isBefore(lastEnd) ? lastEnd : now;
    if (ofEpoch == epoch
        && Duration.between(zero.plusNanos(startNanos), at).abs().toMillis() < 2000) {
      return;
    }
    epoch = ofEpoch;
    zero = at.minusNanos(startNanos);
  }

  /** Takes back a segment that nothing went into. */
  synchronized void discard(Segment segment) {
    byNumber.remove(segment.number());
    nextNumber = segment.number();
    if (segment.discontinuity()) {
      discontinuities--;
      pendingDiscontinuity = true;
    }
  }

  /** Puts a complete segment into the playlists; nothing grows behind it. */
  void append(Segment segment) {
    append(segment, Optional.empty());
  }

  /** Puts a complete segment into the playlists, with the one that grows behind it. */
  synchronized void append(Segment segment, Optional<Segment> next) {
    growing = next;
    ended = false;
    segment.completed();
    held.addAndGet(segment.heldBytes());
    lastEnd = segment.zero().plusNanos(segment.endNanos());
    bandwidths.add(segment);
    listed.addLast(segment);
    long now = clock.millis();
    while (listed.size() > config.window()) {
      unlist(now);
    }
    keepBelowLimit(segment.heldBytes(), now);
    expire(now);
    tracks = bandwidths.summarise(List.copyOf(listed));
    remember(segment.number() + 1);
    publish();
  }

  /** The segment at the end has one more finished part. */
  synchronized void progress(Segment open) {
    boolean unknown = growing.isEmpty() && (ended || listed.isEmpty());
    growing = Optional.of(open);
    ended = false;
    if (nothingListed()) {
      tracks = bandwidths.summarise(List.of(open));
    }
    if (unknown || datesUnwritten) {
      remember(open.number());
    }
    publish();
  }

  /** Whether no listed segment has media: the open one alone tells of tracks. */
  private boolean nothingListed() {
    for (Segment segment : listed) {
      if (!segment.tracks().isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** Ends the playlists; whatever is appended later opens them again. */
  synchronized void end() {
    if (!ended && !listed.isEmpty()) {
      ended = true;
      growing = Optional.empty();
      remember(listed.getLast().number() + 1);
      publish();
    }
  }

  /** Whether the playlists have ended. */
  synchronized boolean hasEnded() {
    return ended;
  }

  /** Forgets what left the playlists long enough ago (RFC 8216bis 6.2.2). */
  synchronized void expire(long nowMillis) {
    long windowNanos = 0;
    for (Segment segment : listed) {
      windowNanos += segment.longestNanos();
    }
    while (!retained.isEmpty()) {
      Segment oldest = retained.getFirst();
      long keepMillis = (windowNanos + oldest.longestNanos()) / 1_000_000 + 1;
      if (nowMillis - oldest.removedAtMillis() < keepMillis) {
        return;
      }
      forget(retained.removeFirst());
    }
  }

  private void unlist(long now) {
    Segment oldest = listed.removeFirst();
    oldest.removed(now);
    retained.addLast(oldest);
  }

  /** Room is left for the open segment, which will be about as large as the newest. */
  private void keepBelowLimit(long open, long now) {
    long limit = config.maxStreamMemory().bytes() - open;
    while (held.get() > limit) {
      if (retained.isEmpty()) {
        if (listed.size() == 1) {
          return;
        }
        unlist(now);
      }
      forget(retained.removeFirst());
    }
  }

  private void forget(Segment segment) {
    byNumber.remove(segment.number());
    held.addAndGet(-segment.heldBytes());
    segment.forget();
  }

  /** Before players hear of it: a number that one of them knows is never used again. */
  private void remember(long next) {
    datesUnwritten = false;
    journal.write(
        new JournalRecord(
            path,
            origin,
            target.seconds(),
            partTarget.chosen() ? partTarget.nanos() : 0,
            next,
            discontinuities,
            lastEnd,
            ended,
            listed.stream().map(Segment::listed).toList(),
            dates.newest(JOURNAL_DATES)));
  }

  private void publish() {
    PlaylistSnapshot now = take();
    snapshot = now;
    published.accept(now);
  }

  private PlaylistSnapshot take() {
    Optional<OpenSegment> open = growing.map(OpenSegment::of);
    Instant end = open.map(OpenSegment::end).orElse(lastEnd).truncatedTo(ChronoUnit.MILLIS);
    newest = end.isAfter(newest) ? end : newest.plusMillis(1);
    return new PlaylistSnapshot(
        new PlaylistSnapshot.State(
            List.copyOf(listed),
            open,
            ended,
            target.seconds(),
            partTarget.nanos(),
            tracks,
            origin,
            dates(),
            newest));
  }

  private DateRanges.Listing dates() {
    long now = clock.millis();
    if (!listed.isEmpty()) {
      Segment oldest = listed.getFirst();
      dates.expire(oldest.zero().plusNanos(oldest.startNanos()), now);
    }
    return dates.listing(now, MediaPlaylist.TARGETS_IN_DELTA * 1000L * target.seconds());
  }

  /**
   * Lists an event as a date range, from the next part on.
   *
   * @return false when it repeats what is known
   */
  synchronized boolean mark(String id, Instant start, TimedEvent event) {
    long now = clock.millis();
    Optional<DateRange> range =
        event
            .splice()
            .map(splice -> splices.range(id, start, event, splice, now))
            .orElseGet(() -> Optional.of(DateRangeText.range(id, start, event, now)));
    range.ifPresent(r -> dates.put(r, now));
    datesUnwritten |= range.isPresent();
    return range.isPresent();
  }
}
