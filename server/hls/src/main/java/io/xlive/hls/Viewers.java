package io.xlive.hls;

import io.xlive.spi.event.StreamEvent;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The viewers of all streams that play by fetching files: how many there may be, and who comes from
 * the same address. Safe for any thread; its lock is for those who come and go.
 */
public final class Viewers {
  private final ViewerConfig config;
  private final InstantSource clock;
  private final Consumer<StreamEvent> events;
  private final RandomGenerator random;
  private final Map<Object, Neighbours> addresses = new HashMap<>();
  private int count;

  /**
   * Nobody yet.
   *
   * @param events hears of those that come and go; must not block
   * @param random makes ids; nobody must be able to guess what comes next
   */
  public Viewers(
      ViewerConfig config,
      InstantSource clock,
      Consumer<StreamEvent> events,
      RandomGenerator random) {
    this.config = config;
    this.clock = clock;
    this.events = events;
    this.random = random;
  }

  ViewerConfig config() {
    return config;
  }

  InstantSource clock() {
    return clock;
  }

  RandomGenerator random() {
    return random;
  }

  void tell(StreamEvent event) {
    events.accept(event);
  }

  /** How many are counted. */
  synchronized int size() {
    return count;
  }

  /** Takes one in; false when there is no room for it. */
  synchronized boolean enter(Viewer viewer) {
    if (count >= config.max()) {
      return false;
    }
    Neighbours neighbours =
        addresses.computeIfAbsent(neighbourhood(viewer), address -> new Neighbours());
    if (neighbours.present.size() >= config.maxPerAddress()) {
      return false;
    }
    neighbours.present.add(viewer);
    neighbours.newestMillis = Math.max(neighbours.newestMillis, viewer.begunMillis());
    count++;
    return true;
  }

  /** Forgets one that was taken in. */
  synchronized void leave(Viewer viewer) {
    Object address = neighbourhood(viewer);
    Neighbours neighbours = addresses.get(address);
    // The place of one that goes is the last one's: order means nothing.
    int at = neighbours == null ? -1 : neighbours.present.indexOf(viewer);
    if (neighbours == null || at < 0) {
      return;
    }
    neighbours.present.set(at, neighbours.present.getLast());
    neighbours.present.removeLast();
    count--;
    if (neighbours.present.isEmpty()) {
      addresses.remove(address);
    }
  }

  /**
   * Whether somebody of the same address and client has come since this one fell silent, and is
   * nobody else's successor: after a reload of the page or a change of streams, for example.
   */
  synchronized boolean succeeded(Viewer silent) {
    Neighbours neighbours = addresses.get(neighbourhood(silent));
    if (neighbours == null || neighbours.newestMillis <= silent.seenMillis()) {
      // Nobody has come: when a stream stops, thousands fall silent at once.
      return false;
    }
    for (Viewer other : neighbours.present) {
      if (other.claim(silent)) {
        return true;
      }
    }
    return false;
  }

  /** Viewers of one address. */
  private static final class Neighbours {
    final List<Viewer> present = new ArrayList<>(1);
    long newestMillis = Long.MIN_VALUE;
  }

  /** The address; of IPv6 the first half, since a household has all of the other. */
  private static Object neighbourhood(Viewer viewer) {
    InetAddress address = viewer.peer().address().getAddress();
    if (address instanceof Inet6Address six) {
      return ByteBuffer.wrap(six.getAddress()).getLong();
    }
    return address == null ? viewer.peer().host() : address;
  }
}
