package io.xlive.hls;

import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.output.PublishedStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The HLS side of one stream path; outlives publications. Has one virtual thread while somebody
 * publishes. Everything that players ask may be called by any thread.
 */
public final class HlsStream {
  /** File name, below each stream, of the server's clock, for players whose own is off. */
  public static final String CLOCK = "clock,now.txt";

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private static final long NEVER = Long.MIN_VALUE;

  private final StreamPath path;
  private final HlsConfig config;
  private final Codecs codecs;
  private final InstantSource clock;
  private final DirectMemory direct;
  private final PlaylistWindow window;
  private final Waiters waiters;
  private final ViewerTable viewers;
  private final LongAdder requests = new LongAdder();
  private final Deque<PackagingRun> waiting = new ArrayDeque<>();
  private @Nullable PackagingRun running;
  private @Nullable Thread thread;
  private boolean gone;
  private long lostAtMillis = NEVER;
  private long quietSinceMillis;
  private volatile long askedAtMillis;

  HlsStream(
      StreamPath path,
      HlsConfig config,
      Codecs codecs,
      InstantSource clock,
      PlaylistJournal journal,
      AtomicInteger blocked,
      ViewerTable viewers,
      DirectMemory direct) {
    this.path = path;
    this.viewers = viewers;
    this.direct = direct;
    this.config = config;
    this.codecs = codecs;
    this.clock = clock;
    this.waiters =
        new Waiters(
            config.maxBlockedReloadsPerStream(), blocked, config.maxBlockedReloads(), this::wake);
    this.window =
        new PlaylistWindow(
            path,
            config,
            clock,
            journal,
            now -> waiters.changed(goal -> state(goal, now) != Goal.State.AHEAD));
    this.quietSinceMillis = clock.millis();
    this.askedAtMillis = quietSinceMillis;
    if (window.interrupted()) {
      // Its publisher was lost with the process, and may come back.
      lostAtMillis = quietSinceMillis;
    }
  }

  /** Its name. */
  public StreamPath path() {
    return path;
  }

  /**
   * The multivariant playlist; empty before the first segment.
   *
   * @param prefix what leads from the playlist's address to the files of the stream: empty, or
   *     {@code STREAM/}
   */
  public Optional<RenderedPlaylist> multivariant(String prefix) {
    asked();
    return window.snapshot().multivariant(prefix);
  }

  /**
   * The multivariant playlist of the MPEG-TS form; empty before the first segment, and when a codec
   * of the stream has no such form.
   *
   * @param prefix as for {@link #multivariant}
   */
  public Optional<RenderedPlaylist> tsMultivariant(String prefix) {
    asked();
    return window.snapshot().tsMultivariant(prefix);
  }

  /**
   * The DASH manifest; empty before the first segment.
   *
   * @param prefix as for {@link #multivariant}
   */
  public Optional<RenderedPlaylist> dash(String prefix) {
    asked();
    return window.snapshot().dash(prefix);
  }

  /** Who plays it. */
  public ViewerTable viewers() {
    return viewers;
  }

  /** Whether there is anything to play yet. */
  public boolean playable() {
    return window.snapshot().playable();
  }

  /** The delta update of a media playlist; the whole where nothing is old enough to leave out. */
  public Optional<RenderedPlaylist> delta(TrackId track, Skip skip) {
    asked();
    return window.snapshot().delta(track, skip);
  }

  /** How a goal stands now. */
  public Goal.State state(Goal goal) {
    return state(goal, window.snapshot());
  }

  private Goal.State state(Goal goal, PlaylistSnapshot now) {
    return switch (goal) {
      case Goal.Reload reload -> reload(reload, now);
      case Goal.Hinted(var name) -> hinted(name, now);
    };
  }

  private static Goal.State reload(Goal.Reload asked, PlaylistSnapshot now) {
    long last = now.lastMsn(asked.track());
    if (now.ended()) {
      return Goal.State.REACHED;
    }
    // Two ahead is a player that knows more than a proxy before it; more is none of ours.
    if (asked.msn() > last + 2) {
      return Goal.State.BEYOND;
    }
    long complete = now.segments().isEmpty() ? -1 : now.segments().getLast().number();
    // A part behind the last one of a segment is the first one of the next (6.2.5.2).
    boolean reached =
        complete > asked.msn()
            || (complete == asked.msn()
                && (asked.part() == Goal.WHOLE
                    || asked.part() < now.segments().getLast().listedParts(asked.track())
                    || last > complete
                    || silent(now, asked.track())))
            || (last == asked.msn()
                && asked.part() != Goal.WHOLE
                && now.lastPart(asked.track()) >= asked.part());
    return reached ? Goal.State.REACHED : Goal.State.AHEAD;
  }

  /**
   * Whether a track fell silent in the newest complete segment or before, and the one that grows
   * has no gaps in its place: nothing more may come of it.
   */
  private static boolean silent(PlaylistSnapshot now, TrackId track) {
    return now.open().flatMap(o -> o.gaps(track)).isEmpty()
        && now.segments().getLast().track(track).map(TrackSegment::left).orElse(true);
  }

  private Goal.State hinted(MediaName.MediaPart name, PlaylistSnapshot now) {
    Optional<Segment> segment = window.find(name.epoch(), name.number());
    int parts = segment.map(s -> s.parts(name.track()).size()).orElse(0);
    if (name.part() < parts) {
      return Goal.State.REACHED;
    }
    if (now.ended() || left(name.track(), segment, now)) {
      return Goal.State.BEYOND;
    }
    if (segment.isPresent() && !segment.get().complete()) {
      return name.part() == parts ? Goal.State.AHEAD : Goal.State.BEYOND;
    }
    Optional<Segment> newest =
        now.open()
            .map(OpenSegment::segment)
            .or(() -> now.segments().stream().reduce((first, second) -> second));
    boolean next =
        newest.isPresent()
            && newest.get().epoch() == name.epoch()
            && name.number() == newest.get().number() + 1
            && name.part() == 0;
    return next ? Goal.State.AHEAD : Goal.State.BEYOND;
  }

  /** Whether nothing more is promised of a track in a segment, or in one to come. */
  private static boolean left(TrackId track, Optional<Segment> segment, PlaylistSnapshot now) {
    return segment.flatMap(s -> s.gaps(track)).isPresent()
        || (segment.flatMap(s -> s.track(track)).isEmpty()
            && now.open().flatMap(o -> o.gaps(track)).isPresent());
  }

  /**
   * Lets a request wait for a goal that is {@link Goal.State#AHEAD}.
   *
   * @param ready called once when the goal is not ahead any more, on a thread that must not block;
   *     maybe before this returns
   * @throws XliveException with {@link io.xlive.spi.SpiError#LIMIT_REACHED} when too many wait
   */
  public Waiting await(Goal goal, Runnable ready) {
    Waiters.Waiter waiter = waiters.add(goal, ready);
    // What came between the look and the wait is not missed.
    if (state(goal) != Goal.State.AHEAD && waiter.cancel()) {
      ready.run();
    }
    return waiter;
  }

  private boolean awaited() {
    return waiters.count() > 0;
  }

  /** While nobody waited the packager looked less often: the part may be complete. */
  private synchronized void wake() {
    PackagingRun run = running;
    if (run != null) {
      run.wake();
    }
  }

  /** How long a request may wait: three target durations, 20 seconds at most. */
  public Duration longestWait() {
    Duration three = Duration.ofSeconds(3L * window.snapshot().targetDuration());
    return three.compareTo(LONGEST_WAIT) < 0 ? three : LONGEST_WAIT;
  }

  /** A file; empty when there is none of that name, or not any more. */
  public Optional<HlsFile> file(MediaName name) {
    asked();
    return switch (name) {
      case MediaName.Playlist(var track) ->
          window.snapshot().media(track).map(HlsFile.Playlist::new);
      case MediaName.KeyFrames(var track) ->
          window.snapshot().keyFrames(track).map(HlsFile.Playlist::new);
      case MediaName.KeyFrame(var track, var epoch, var number) ->
          window
              .find(epoch, number)
              .filter(Segment::complete)
              .flatMap(
                  s -> s.track(track).flatMap(t -> key(MediaNames.keyFrame(track, s), number, t)));
      case MediaName.Init(var track, var epoch, var number) ->
          window
              .init(track, epoch, number)
              .map(
                  init ->
                      new HlsFile.Media(
                          contentType(init), MediaNames.init(track, init), List.of(init.bytes())));
      case MediaName.MediaSegment(var track, var epoch, var number) ->
          window
              .find(epoch, number)
              .filter(Segment::complete)
              .flatMap(s -> s.track(track).map(t -> media(MediaNames.segment(track, s), t)));
      case MediaName.MediaPart(var track, var epoch, var number, var part) ->
          window
              .find(epoch, number)
              .flatMap(
                  s ->
                      s.track(track)
                          .filter(t -> part < s.parts(track).size())
                          .map(t -> part(MediaNames.segment(track, s), t, part)));
      case MediaName.TsPlaylist() -> window.snapshot().tsMedia().map(HlsFile.Playlist::new);
      case MediaName.TsSegment(var epoch, var number) ->
          window.find(epoch, number).filter(Segment::complete).flatMap(this::ts);
    };
  }

  /**
   * A segment that grows, or that comes next; empty when it is complete, or none of these. To be
   * closed.
   *
   * @throws XliveException with {@link io.xlive.spi.SpiError#LIMIT_REACHED} when too many wait
   */
  public Optional<SegmentReading> reading(MediaName.MediaSegment name) {
    Goal begun =
        new Goal.Hinted(new MediaName.MediaPart(name.track(), name.epoch(), name.number(), 0));
    if (find(name).map(Segment::complete).orElse(false) || state(begun) == Goal.State.BEYOND) {
      return Optional.empty();
    }
    asked();
    return Optional.of(new SegmentReading(this, name, waiters.place()));
  }

  Optional<Segment> find(MediaName.MediaSegment name) {
    return window.find(name.epoch(), name.number());
  }

  private Optional<HlsFile> ts(Segment segment) {
    return window
        .ts(segment, codecs)
        .map(List::of)
        .map(
            ts ->
                new HlsFile.Media(
                    "video/mp2t",
                    MediaNames.tsSegment(segment),
                    ts,
                    segment.tsAsked().ask(direct, ts)));
  }

  private static Optional<HlsFile> key(String name, long number, TrackSegment segment) {
    return segment
        .keyFragment(number + 1)
        .map(bytes -> new HlsFile.Media(contentType(segment.init()), name, List.of(bytes)));
  }

  private HlsFile media(String name, TrackSegment segment) {
    List<Bytes> pieces = segment.bytes();
    return new HlsFile.Media(
        contentType(segment.init()), name, pieces, segment.asked().ask(direct, pieces));
  }

  private static HlsFile part(String name, TrackSegment segment, int number) {
    return new HlsFile.Media(
        contentType(segment.init()),
        name + "," + number,
        List.of(segment.parts().get(number).bytes()));
  }

  static String contentType(InitSegment init) {
    return switch (init.format().kind()) {
      case VIDEO -> "video/mp4";
      case AUDIO -> "audio/mp4";
      case TEXT, DATA -> "application/mp4";
    };
  }

  private void asked() {
    requests.increment();
    askedAtMillis = clock.millis();
  }

  /** Takes a publication; false when the stream left memory a moment ago. */
  boolean attach(PublishedStream stream) {
    return start(new PublicationRun(stream, config, codecs, window, this::awaited));
  }

  /**
   * Takes a publication as a rendition; it joins those that are there. False when the stream left
   * memory a moment ago.
   */
  synchronized boolean attach(String rendition, PublishedStream stream) {
    // One look and one step: two that come at once would make a programme each.
    PackagingRun now = running;
    if (now != null && now.join(rendition, stream)) {
      return true;
    }
    for (PackagingRun later : waiting) {
      if (later.join(rendition, stream)) {
        return true;
      }
    }
    LadderRun run =
        new LadderRun(path, stream.epoch(), config, codecs, window, clock, this::awaited);
    run.join(rendition, stream);
    return start(run);
  }

  private boolean start(PackagingRun run) {
    synchronized (this) {
      if (!gone) {
        lostAtMillis = NEVER;
        waiting.addLast(run);
        if (thread == null) {
          thread = Thread.ofVirtual().name("hls " + path).start(this::packageAll);
        }
        return true;
      }
    }
    run.abandon();
    return false;
  }

  private void packageAll() {
    Optional<PackagingRun> next = next();
    while (next.isPresent()) {
      finished(next.get().run());
      next = next();
    }
  }

  private synchronized Optional<PackagingRun> next() {
    running = waiting.pollFirst();
    if (running == null) {
      thread = null;
      quietSinceMillis = clock.millis();
    }
    return Optional.ofNullable(running);
  }

  private synchronized void finished(EndReason reason) {
    if (!waiting.isEmpty()) {
      return;
    }
    switch (reason) {
      case FINISHED, KICKED, REFUSED, SHUTDOWN -> window.end();
      case LOST, TAKEN_OVER -> lostAtMillis = clock.millis();
    }
  }

  /** What makes the stream now. */
  enum Source {
    NOTHING,
    PUBLICATION,
    RENDITIONS
  }

  /** What makes the stream now, or is next to. */
  synchronized Source source() {
    PackagingRun now = running != null ? running : waiting.peekFirst();
    return switch (now) {
      case null -> Source.NOTHING;
      case PublicationRun alone -> Source.PUBLICATION;
      case LadderRun programme -> Source.RENDITIONS;
    };
  }

  private synchronized boolean publishing() {
    return thread != null;
  }

  /**
   * Lets time pass: ends what was lost too long ago, forgets old segments.
   *
   * @return whether the stream may leave memory; it takes no publication any more then
   */
  boolean tick() {
    long now = clock.millis();
    window.expire(now);
    viewers.sweep(targetMillis());
    synchronized (this) {
      PackagingRun run = running;
      if (run != null) {
        run.look();
      }
      if (thread != null) {
        return false;
      }
      if (lostAtMillis != NEVER && now - lostAtMillis >= config.reconnectGrace().toMillis()) {
        lostAtMillis = NEVER;
        window.end();
      }
      gone = now - Math.max(quietSinceMillis, askedAtMillis) >= config.idleTimeout().toMillis();
      return gone;
    }
  }

  /** When it was asked for last. */
  Instant quietSince() {
    return Instant.ofEpochMilli(askedAtMillis);
  }

  /** Takes no publication any more, if it has ended; true then. */
  synchronized boolean abandon() {
    boolean ended = thread == null && waiting.isEmpty() && window.snapshot().ended();
    gone |= ended;
    return ended;
  }

  /** It left memory. */
  void forget() {
    viewers.clear();
    window.all().forEach(Segment::forget);
  }

  /** Before the first segment what will be, about. */
  private long targetMillis() {
    int seconds = window.snapshot().targetDuration();
    return seconds == 0 ? config.segmentDuration().toMillis() : 1000L * seconds;
  }

  /** Ends the running publication's packaging and the playlists; waits a while for it. */
  void stop(Duration longest) throws InterruptedException {
    Thread current;
    synchronized (this) {
      gone = true;
      waiting.forEach(PackagingRun::stop);
      PackagingRun now = running;
      if (now != null) {
        now.stop();
      }
      current = thread;
    }
    if (current != null) {
      current.join(longest);
    }
    window.end();
    waiters.changed(goal -> true);
    viewers.clear();
  }

  long heldBytes() {
    return window.heldBytes();
  }

  HlsStats.OfStream stats() {
    int parts = 0;
    List<Segment> segments = window.all();
    for (Segment segment : segments) {
      parts += segment.partCount();
    }
    PlaylistSnapshot snapshot = window.snapshot();
    long newest = snapshot.segments().isEmpty() ? -1 : snapshot.segments().getLast().number();
    long unused;
    long droppedEvents;
    synchronized (this) {
      PackagingRun now = running;
      unused = now == null ? 0 : now.unused();
      droppedEvents = now == null ? 0 : now.droppedEvents();
    }
    return new HlsStats.OfStream(
        path,
        publishing(),
        snapshot.ended(),
        segments.size(),
        parts,
        window.heldBytes(),
        requests.sum(),
        waiters.count(),
        viewers.viewers(),
        viewers.unknown(),
        viewers.players(),
        newest,
        snapshot.targetDuration(),
        unused,
        droppedEvents);
  }
}
