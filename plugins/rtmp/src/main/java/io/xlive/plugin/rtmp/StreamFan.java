package io.xlive.plugin.rtmp;

import io.xlive.mediakit.pace.WakeRule;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.FrameSignal;
import io.xlive.spi.output.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Event loop: all players of one publication on one loop, fed by one ring. Only the {@link
 * FrameSignal} and {@link #wake} are called by the publisher's thread.
 */
final class StreamFan implements FrameSignal {
  private static final int MANY = 4_096;

  private final FanOut fanOut;
  private final Subscription ring;
  private final Function<PlayerCapabilities, PlayerGroup> newGroup;
  private final RecentFrames recent;
  private final Map<PlayerCapabilities, PlayerGroup> groups = new LinkedHashMap<>();
  private final Set<Player> players = new LinkedHashSet<>();

  /** Those over their bound; the others need not be looked at. */
  private final Set<Player> slow = new LinkedHashSet<>();

  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile long pumpedAt = System.nanoTime();

  private final WakeRule rule = new WakeRule(this::quietNanos);

  StreamFan(
      FanOut fanOut,
      Subscription ring,
      RtmpPlayConfig config,
      Function<PlayerCapabilities, PlayerGroup> newGroup) {
    this.fanOut = fanOut;
    this.ring = ring;
    this.newGroup = newGroup;
    this.recent = new RecentFrames(config, ring.cachedGop());
    ring.signal(this);
  }

  /** Publisher: a frame waits; decides whether that is worth waking the loop. */
  @Override
  public void offered(MediaFrame frame) {
    if (rule.due(fanOut.pace().mode(), frame)) {
      wake();
    }
  }

  @Override
  public void ended(EndReason reason) {
    wake();
  }

  /** Any thread: lets the loop look. */
  void wake() {
    if (woken.compareAndSet(false, true)) {
      try {
        fanOut.loop().execute(this::pump);
      } catch (RejectedExecutionException stopped) {
        woken.set(true);
      }
    }
  }

  /** Whether its publication has ended, maybe with frames still to be handed out. */
  boolean over() {
    return ring.ended().isPresent();
  }

  /** Any thread: how long ago it last looked. */
  long quietNanos() {
    return System.nanoTime() - pumpedAt;
  }

  void join(Player player) {
    players.add(player);
    player.joined(this);
    group(player).join(player);
    pump();
  }

  private PlayerGroup group(Player player) {
    PlayerGroup known = groups.get(player.capabilities());
    if (known != null) {
      return known;
    }
    PlayerGroup made = newGroup.apply(player.capabilities());
    made.prime(recent.all());
    groups.put(player.capabilities(), made);
    return made;
  }

  void leave(Player player) {
    players.remove(player);
    slow.remove(player);
    PlayerGroup group = groups.get(player.capabilities());
    if (group != null) {
      group.leave(player);
      if (group.isEmpty()) {
        group.release();
        groups.remove(player.capabilities());
      }
    }
    if (players.isEmpty()) {
      ring.close();
      fanOut.forget(this);
    }
  }

  /** Encodes what waits, once, and gives it to every player. */
  void pump() {
    woken.set(false);
    Optional<EndReason> ended = ring.ended();
    long start = System.nanoTime();
    pumpedAt = start;
    List<MediaFrame> due = new ArrayList<>();
    boolean more = ring.drain(due::add, MANY) == MANY;
    if (!due.isEmpty()) {
      deliver(due);
      fanOut.pace().worked(start, System.nanoTime());
    }
    if (more) {
      wake();
    } else if (ended.isPresent() && !players.isEmpty()) {
      finish(ended.get());
    }
  }

  private void deliver(List<MediaFrame> frames) {
    if (frames.stream().anyMatch(frame -> frame.flags().gap())) {
      groups.values().forEach(PlayerGroup::gap);
    }
    recent.add(frames);
    List.copyOf(groups.values()).forEach(group -> group.deliver(frames));
  }

  /** A player is over its bound. */
  void slow(Player player) {
    slow.add(player);
  }

  /** Closes those that have been too slow for too long. */
  void check(long now) {
    for (Player player : List.copyOf(slow)) {
      if (!player.check(now)) {
        slow.remove(player);
      }
    }
  }

  private void finish(EndReason reason) {
    List<Player> all = List.copyOf(players);
    players.clear();
    slow.clear();
    groups.values().forEach(PlayerGroup::release);
    groups.clear();
    ring.close();
    fanOut.forget(this);
    all.forEach(player -> player.ended(reason));
  }

  int size() {
    return players.size();
  }

  StreamPath path() {
    return ring.path();
  }

  /** Encoded bytes held for players that join. */
  long gopBytes() {
    return groups.values().stream().mapToLong(PlayerGroup::gopBytes).sum();
  }
}
