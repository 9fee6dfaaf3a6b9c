package io.xlive.stream;

import io.xlive.spi.Peer;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.Ticks;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.SubscribeRequest.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fan-out of one publication. Frames pass on the publisher's thread, the single writer: no
 * lock, nothing allocated per reader.
 *
 * <p>Whoever moves the token from IDLE to BUSY is the writer until it moves it back. An end that
 * meets a busy writer leaves the rest to it; one that meets none finishes by itself. So the last
 * frame always comes before the end.
 */
final class LiveStream {
  private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
  private static final int IDLE = 0;
  private static final int BUSY = 1;
  private static final int ENDING = 2;
  private static final int ENDED = 3;

  /** A video track that says nothing for so long keeps nobody waiting. */
  private static final long SILENT_MILLIS = 10_000;

  private static final int NO_TRACK = -1;

  /** What the hub does for a stream. */
  interface Owner {
    /** It is over: forget it. Called once, maybe on the writer's thread. */
    void ended(LiveStream stream, EndReason reason);

    /** Tells listeners; never blocks. */
    void event(StreamEvent event);

    /** By the server's clock. */
    Instant now();
  }

  private final Origin origin;
  private final StreamConfig config;
  private final Owner owner;
  private final AtomicInteger token = new AtomicInteger(BUSY);
  private final AtomicReference<@Nullable EndReason> end = new AtomicReference<>();
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong frameDrops = new AtomicLong();
  private final AtomicLong breaks = new AtomicLong();
  private final AtomicLong sourceOffset = new AtomicLong();
  private final AtomicLong gopMillis = new AtomicLong();
  private final Readers readers;
  private volatile boolean opening = true;
  private volatile List<TrackMeter> tracks = List.of();

  // The writer's.
  private final Timeline timeline;
  private final GopCache gop;
  private final List<MediaFrame> sticky = new ArrayList<>();
  private int primary = NO_TRACK;
  private long primaryMillis;
  private long gopStart = -1;

  /**
   * Who publishes what.
   *
   * @param path the stream's name
   * @param publisher the peer
   * @param caller its authenticated name
   * @param epoch of the publication
   * @param since when it began
   */
  record Origin(StreamPath path, Peer publisher, String caller, long epoch, Instant since) {}

  LiveStream(Origin origin, StreamConfig config, Owner owner) {
    this.origin = origin;
    this.config = config;
    this.owner = owner;
    this.timeline = new Timeline(config.maxTracks());
    this.gop = new GopCache(config.gopCacheSize().bytes(), config.gopCacheDuration().toMillis());
    this.readers = new Readers(config.maxReaders(), config.slowReaderTimeout().toNanos());
  }

  Origin origin() {
    return origin;
  }

  StreamPath path() {
    return origin.path();
  }

  /** Media time minus the encoder's time stamp, in nanoseconds. Any thread. */
  long sourceOffsetNanos() {
    return sourceOffset.getAcquire();
  }

  boolean open() {
    return end.get() == null;
  }

  /** Completes when nothing of it remains but readers that empty their rings. */
  CompletableFuture<EndReason> ended() {
    return ended;
  }

  /**
   * The outputs know it: frames may come. Called once, by the thread that made it and is the writer
   * until now.
   */
  void opened() {
    opening = false;
    release();
  }

  /** Hands a frame to every reader; see {@link io.xlive.spi.ingest.Publication#write}. */
  void write(MediaFrame frame) {
    if (!token.compareAndSet(IDLE, BUSY)) {
      frameDrops.incrementAndGet();
      return;
    }
    try {
      pass(frame);
    } catch (RuntimeException e) {
      frameDrops.incrementAndGet();
      LOG.debug("{}: a frame was dropped", path(), e);
    } finally {
      release();
    }
    if (timeline.exhausted()) {
      end(EndReason.REFUSED);
    }
  }

  /** Ends it; only the first call counts. Any thread. */
  void end(EndReason reason) {
    if (!end.compareAndSet(null, reason)) {
      return;
    }
    while (true) {
      if (token.compareAndSet(IDLE, ENDED)) {
        finish();
        return;
      }
      if (token.compareAndSet(BUSY, ENDING)) {
        return;
      }
    }
  }

  /** Takes a reader in; false when the stream is over. Any thread. */
  boolean join(LiveSubscription reader) {
    readers.join(reader);
    if (!open() && readers.withdraw(reader)) {
      return false;
    }
    return true;
  }

  /** Opens a ring that counts as no viewer. Any thread. */
  LiveSubscription shared(BufferLimit buffer, Start start) {
    LiveSubscription ring =
        new LiveSubscription(this, Optional.empty(), config.capped(buffer), start);
    if (!join(ring)) {
      ring.finish(Objects.requireNonNull(end.get(), "only a stream that is over takes nobody in"));
    }
    return ring;
  }

  /** A reader closed. Any thread. */
  void left(LiveSubscription reader) {
    readers.left(reader);
    reader.player().ifPresent(peer -> owner.event(stopped(reader, peer)));
  }

  private StreamEvent stopped(LiveSubscription reader, Peer peer) {
    Instant now = owner.now();
    return new StreamEvent.PlayStopped(
        path(), now, peer, Duration.between(reader.since(), now), reader.sent());
  }

  /** By the server's clock. */
  Instant now() {
    return owner.now();
  }

  /** Payload bytes that it holds, about. */
  long heldBytes() {
    return gop.bytes() + readers.waitingBytes();
  }

  StreamStatus status() {
    StreamStatus.State state =
        !open()
            ? StreamStatus.State.ENDED
            : opening
                ? StreamStatus.State.OPENING
                : frames.get() == 0 ? StreamStatus.State.WAITING : StreamStatus.State.LIVE;
    return new StreamStatus(
        path(),
        origin.epoch(),
        state,
        origin.since(),
        origin.publisher(),
        origin.caller(),
        tracks.stream().map(TrackMeter::status).toList(),
        frames.get(),
        bytes.get(),
        gopMillis.get(),
        gop.bytes(),
        readers.viewers(),
        readers.drops(),
        frameDrops.get(),
        breaks.get());
  }

  private void release() {
    if (!token.compareAndSet(BUSY, IDLE)) {
      token.set(ENDED);
      finish();
    }
  }

  private void finish() {
    EndReason reason = Objects.requireNonNull(end.get(), "only what has an end is finished");
    try {
      readers.settle(this::prefill);
      readers.finish(reason);
    } finally {
      gop.clear();
      sticky.clear();
      owner.ended(this, reason);
      ended.complete(reason);
    }
  }

  private void pass(MediaFrame frame) {
    readers.settle(this::prefill);
    Optional<TrackMeter> track = track(frame.format());
    if (track.isEmpty()) {
      frameDrops.incrementAndGet();
      return;
    }
    int number = track.get().number;
    MediaFrame mended = timeline.mend(number, frame);
    long millis = timeline.positionNanos() / 1_000_000;
    track.get().count(mended);
    frames.setRelease(frames.getPlain() + 1);
    bytes.setRelease(bytes.getPlain() + mended.payload().length());
    breaks.setRelease(timeline.breaks());
    sourceOffset.setRelease(timeline.shiftNanos());
    boolean entry = entry(mended, number, millis);
    if (mended.format().kind() == TrackKind.DATA && mended.key()) {
      sticky.removeIf(old -> old.format().id().equals(mended.format().id()));
      sticky.add(mended);
    } else if (cachedGop()) {
      gop.add(mended, number, millis, entry, primary == NO_TRACK);
    }
    readers.offer(mended, number, entry, millis);
  }

  /**
   * Whether a reader may begin here: at key frames of the first video track, or anywhere when there
   * is none.
   */
  private boolean entry(MediaFrame frame, int track, long millis) {
    if (frame.video() && (primary == NO_TRACK || primary == track)) {
      primary = track;
      primaryMillis = millis;
      if (frame.key()) {
        if (gopStart >= 0) {
          gopMillis.setRelease(millis - gopStart);
        }
        gopStart = millis;
      }
      return frame.key();
    }
    if (primary != NO_TRACK && millis - primaryMillis > SILENT_MILLIS) {
      primary = NO_TRACK;
      gopStart = -1;
    }
    return primary == NO_TRACK;
  }

  private Optional<TrackMeter> track(TrackFormat format) {
    List<TrackMeter> known = tracks;
    for (int i = 0; i < known.size(); i++) {
      TrackMeter track = known.get(i);
      if (track.is(format)) {
        return track.itself();
      }
    }
    Optional<TrackMeter> found = known.stream().filter(t -> t.id().equals(format.id())).findFirst();
    if (found.isPresent()) {
      found.get().format(format);
    } else if (known.size() < config.maxTracks()) {
      List<TrackMeter> more = new ArrayList<>(known);
      TrackMeter track = new TrackMeter(known.size(), format);
      more.add(track);
      tracks = List.copyOf(more);
      found = track.itself();
    } else {
      return Optional.empty();
    }
    owner.event(
        new StreamEvent.TracksChanged(
            path(), owner.now(), tracks.stream().map(TrackMeter::format).toList()));
    return found;
  }

  /** Any thread: whether players begin with the current group of pictures. */
  boolean cachedGop() {
    return config.gopCache();
  }

  /** State first, then pictures. */
  private void prefill(FrameRing ring, Start start) {
    long position = timeline.positionNanos();
    for (MediaFrame state : sticky) {
      long dts = Ticks.fromNanos(position, state.format().timescale());
      ring.state(state.at(dts, state.flags()), position / 1_000_000);
    }
    if (start == Start.CACHED_GOP) {
      gop.prefill(ring);
    }
  }
}
