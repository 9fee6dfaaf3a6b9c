package io.xlive.plugin.rtmp;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
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
import org.jspecify.annotations.Nullable;

/**
 * Event loop: all players of one stream on one loop. Only {@link #offered} and {@link #wake} are
 * called by the publisher's thread.
 */
final class StreamFan {
  private static final long LONGEST_QUIET = 50_000_000L;

  private final FanOut fanOut;
  private final StreamPath path;
  private final Function<PlayerCapabilities, PlayerGroup> newGroup;
  private final RecentFrames recent;
  private final Map<PlayerCapabilities, PlayerGroup> groups = new LinkedHashMap<>();
  private final Set<Player> players = new LinkedHashSet<>();
  private final AtomicBoolean woken = new AtomicBoolean();
  private volatile long pumpedAt = System.nanoTime();
  private @Nullable PlayerSubscription lead;

  StreamFan(
      FanOut fanOut,
      StreamPath path,
      RtmpPlayConfig config,
      Function<PlayerCapabilities, PlayerGroup> newGroup) {
    this.fanOut = fanOut;
    this.path = path;
    this.newGroup = newGroup;
    this.recent = new RecentFrames(config);
  }

  /** Publisher: a frame waits; decides whether that is worth waking the loop. */
  void offered(MediaFrame frame) {
    switch (fanOut.pace().mode()) {
      case AT_ONCE -> wake();
      case PER_PICTURE -> {
        if (frame.video() || System.nanoTime() - pumpedAt > LONGEST_QUIET) {
          wake();
        }
      }
      // The tick comes by itself.
      case TICK -> {}
    }
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

  void join(Player player) {
    players.add(player);
    player.joined(this);
    group(player).join(player);
    if (lead == null) {
      lead(player.subscription());
      pump();
    } else if (lead.ended().isPresent()) {
      pump();
    }
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
    PlayerSubscription right = player.subscription();
    boolean leads = right == lead;
    players.remove(player);
    PlayerGroup group = groups.get(player.capabilities());
    if (group != null) {
      group.leave(player);
      if (group.isEmpty()) {
        group.release();
        groups.remove(player.capabilities());
      }
    }
    if (leads) {
      pump();
      promote(right);
    }
    right.close();
    if (players.isEmpty()) {
      fanOut.forget(path, this);
    }
  }

  private void promote(PlayerSubscription former) {
    lead = null;
    if (players.isEmpty()) {
      return;
    }
    PlayerSubscription next = players.iterator().next().subscription();
    Optional<List<MediaFrame>> rest = next.drainBehind(former);
    if (rest.isEmpty()) {
      groups.values().forEach(PlayerGroup::gap);
    } else {
      deliver(rest.get());
    }
    lead(next);
    wake();
  }

  private void lead(PlayerSubscription right) {
    lead = right;
    right.lead(this);
  }

  /** Encodes what waits, once, and gives it to every player. */
  void pump() {
    woken.set(false);
    PlayerSubscription feeding = lead;
    if (feeding == null) {
      return;
    }
    Optional<EndReason> ended = feeding.ended();
    long start = System.nanoTime();
    pumpedAt = start;
    List<MediaFrame> due = new ArrayList<>();
    feeding.drain(due);
    if (!due.isEmpty()) {
      deliver(due);
      for (Player player : players) {
        if (player.subscription() != feeding) {
          player.subscription().skip();
        }
      }
      fanOut.pace().worked(start, System.nanoTime());
    }
    if (ended.isPresent()) {
      finish(ended.get());
    }
  }

  private void deliver(List<MediaFrame> frames) {
    if (frames.isEmpty()) {
      return;
    }
    if (frames.stream().anyMatch(frame -> frame.flags().gap())) {
      groups.values().forEach(PlayerGroup::gap);
    }
    recent.add(frames);
    List.copyOf(groups.values()).forEach(group -> group.deliver(frames));
  }

  /** Closes those that have been too slow for too long. */
  void check(long now) {
    List.copyOf(players).forEach(player -> player.check(now));
  }

  private void finish(EndReason reason) {
    List<Player> all = List.copyOf(players);
    players.clear();
    lead = null;
    groups.values().forEach(PlayerGroup::release);
    groups.clear();
    fanOut.forget(path, this);
    for (Player player : all) {
      player.subscription().close();
      player.ended(reason);
    }
  }

  int size() {
    return players.size();
  }

  StreamPath path() {
    return path;
  }

  /** Encoded bytes held for players that join. */
  long gopBytes() {
    return groups.values().stream().mapToLong(PlayerGroup::gopBytes).sum();
  }
}
