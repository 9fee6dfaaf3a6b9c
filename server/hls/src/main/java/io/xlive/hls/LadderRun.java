package io.xlive.hls;

import io.xlive.spi.codec.Codecs;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackKind;
import io.xlive.spi.output.PublishedStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several publications on their way into one window as the renditions of one programme. Runs on the
 * programme's virtual thread; renditions come by any.
 *
 * <p>One packager cuts all of them, so boundaries are common. Times are the encoder's: what two
 * publications stamp alike is shown at one time, however far apart they connected. A rendition
 * whose stamps belong to another clock is placed by its arrival.
 */
final class LadderRun implements PackagingRun {
  private static final Logger LOG = LoggerFactory.getLogger(LadderRun.class);
  private static final long LONGEST_WAIT_NANOS = 1_000_000_000L;
  private static final int BATCH = 8;

  /** Beyond this, two encoders' stamps have nothing to do with each other. */
  private static final long RELATED_NANOS = 10_000_000_000L;

  /**
   * Who is so much later than the programme ever was does not keep its clock: an encoder that
   * started anew counts from zero.
   */
  private static final long LATE_NANOS = 2_500_000_000L;

  /** A rendition does not run ahead further, so that all of one moment are packaged together. */
  private static final long AHEAD_NANOS = StreamPackager.LAG_NANOS / 2;

  /** Who says nothing for so long is not waited for. */
  private static final long PATIENCE_MILLIS = 2_000;

  private static final long UNKNOWN = Long.MIN_VALUE;

  private final StreamPath programme;
  private final HlsConfig config;
  private final StreamPackager packager;
  private final InstantSource clock;
  private final BooleanSupplier awaited;
  private final List<LadderMember> members = new CopyOnWriteArrayList<>();
  private volatile @Nullable Thread thread;
  private volatile boolean stopped;
  private volatile long unused;
  private volatile long droppedEvents;
  private boolean over;
  private long originNanos = UNKNOWN;
  private long newestNanos = UNKNOWN;
  private long firstAheadNanos;
  private long lastAheadNanos;

  /** A run whose names carry an epoch; the first rendition joins next. */
  LadderRun(
      StreamPath programme,
      long epoch,
      HlsConfig config,
      Codecs codecs,
      PlaylistWindow window,
      InstantSource clock,
      BooleanSupplier awaited) {
    this.programme = programme;
    this.config = config;
    this.clock = clock;
    this.awaited = awaited;
    this.packager = new StreamPackager(epoch, config, codecs, window);
  }

  @Override
  public synchronized boolean join(String rendition, PublishedStream stream) {
    if (over || stopped) {
      return false;
    }
    // The old publication of a rendition that was taken over may not have ended here yet.
    LadderMember member = new LadderMember(rendition, stream, config, awaited);
    Thread running = thread;
    if (running != null) {
      member.signal().reader(running);
    }
    members.add(member);
    LOG.info("{}: rendition {} is {}", programme, rendition, stream.path());
    member.signal().wake();
    return true;
  }

  @Override
  public EndReason run() {
    EndReason reason = EndReason.SHUTDOWN;
    synchronized (this) {
      thread = Thread.currentThread();
      members.forEach(member -> member.signal().reader(Thread.currentThread()));
    }
    try {
      while (!stopped) {
        boolean idle = true;
        members.forEach(member -> packager.present(member.rendition()));
        for (LadderMember member : members) {
          // Asked before draining: what was written before the end is in the ring by then.
          Optional<EndReason> ended = member.ended();
          int count = ahead(member) ? 0 : drain(member);
          idle &= count == 0;
          if (count == 0 && ended.isPresent() && !ahead(member)) {
            reason = ended.get();
            leave(member, reason);
          }
        }
        unused = packager.dropped();
        droppedEvents = packager.droppedEvents();
        long videoDue = packager.dueNanos(TrackKind.VIDEO);
        long audioDue = packager.dueNanos(TrackKind.AUDIO);
        members.forEach(member -> member.expect(videoDue, audioDue));
        if (finished()) {
          return reason;
        }
        if (idle) {
          await();
        }
      }
      return EndReason.SHUTDOWN;
    } finally {
      packager.end();
      members.forEach(LadderMember::close);
    }
  }

  private int drain(LadderMember member) {
    member.tells(members.getFirst() == member);
    int count = member.drain(this::offset, this::accept, BATCH, clock.millis());
    if (count > 0 && member.newestNanos() > newestNanos) {
      lastAheadNanos = member.aheadNanos();
      firstAheadNanos = newestNanos == UNKNOWN ? lastAheadNanos : firstAheadNanos;
      newestNanos = member.newestNanos();
    }
    return count;
  }

  private void accept(MediaFrame frame) {
    try {
      packager.accept(frame);
    } catch (RuntimeException e) {
      // One bad frame never ends a stream.
      LOG.debug("{}: a frame was not packaged", programme, e);
    }
  }

  private void leave(LadderMember member, EndReason reason) {
    members.remove(member);
    member.close();
    LOG.info("{}: rendition {} left: {}", programme, member.rendition(), reason);
    boolean replaced =
        reason == EndReason.TAKEN_OVER
            || members.stream().anyMatch(other -> other.rendition().equals(member.rendition()));
    if (!replaced && !members.isEmpty()) {
      packager.left(member.tracks());
    }
  }

  private synchronized boolean finished() {
    over = members.isEmpty();
    return over;
  }

  /** Whether a rendition has to wait for others that are behind and alive. */
  private boolean ahead(LadderMember member) {
    if (member.newestNanos() == UNKNOWN) {
      return false;
    }
    long now = clock.millis();
    for (LadderMember other : members) {
      boolean alive = now - other.heardMillis() < PATIENCE_MILLIS;
      if (alive && member.newestNanos() - other.newestNanos() > AHEAD_NANOS) {
        return true;
      }
    }
    return false;
  }

  private long offset(LadderMember member, long nanos, long arrivalNanos) {
    long shift = member.stream().sourceOffsetNanos();
    if (originNanos == UNKNOWN) {
      originNanos = shift;
    }
    long offset = originNanos - shift;
    if (newestNanos == UNKNOWN || related(nanos + offset, arrivalNanos)) {
      return offset;
    }
    LOG.info(
        "{}: the time stamps of rendition {} are those of another clock; it is placed by its"
            + " arrival, and its key frames may not meet the others'",
        programme,
        member.rendition());
    return lastAheadNanos + arrivalNanos - nanos;
  }

  /** Whether a frame is where the programme's clock could have it. */
  private boolean related(long nanos, long arrivalNanos) {
    return Math.abs(nanos - newestNanos) <= RELATED_NANOS
        && nanos - arrivalNanos >= Math.min(firstAheadNanos, lastAheadNanos) - LATE_NANOS;
  }

  private void await() {
    boolean due = false;
    for (LadderMember member : members) {
      due |= member.signal().take();
    }
    if (!due && !stopped) {
      LockSupport.parkNanos(this, LONGEST_WAIT_NANOS);
    }
  }

  @Override
  public long unused() {
    return unused;
  }

  @Override
  public long droppedEvents() {
    return droppedEvents;
  }

  @Override
  public void abandon() {
    members.forEach(LadderMember::close);
  }

  /** It does so by itself. */
  @Override
  public void look() {}

  @Override
  public void wake() {
    members.forEach(member -> member.signal().wake());
  }

  @Override
  public void stop() {
    stopped = true;
    LockSupport.unpark(thread);
  }
}
