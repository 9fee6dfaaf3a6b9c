package io.xlive.hls;

import io.xlive.spi.Peer;
import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.media.StreamPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Who plays one stream by fetching files. Any thread. Looking up somebody known takes no lock and
 * allocates nothing; the lock is for those who come and go.
 */
public final class ViewerTable {
  private static final int FIRST_ROWS = 16;

  /** Target durations of silence after which somebody is gone. */
  private static final int SILENCE = 3;

  /** Spreads ids over rows by the upper bits (Fibonacci hashing). */
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final StreamPath path;
  private final Viewers all;

  /** So that nobody can choose ids of one row. */
  private final long seed;

  private final PlayerReports reports = new PlayerReports();
  private final LongAdder unknown = new LongAdder();
  private volatile AtomicReferenceArray<@Nullable Viewer> rows =
      new AtomicReferenceArray<>(FIRST_ROWS);
  private int size;

  ViewerTable(StreamPath path, Viewers all) {
    this.path = path;
    this.all = all;
    this.seed = all.random().nextLong();
  }

  /** Whether playlists carry ids. */
  public boolean sessions() {
    return all.config().sessions();
  }

  /** A query with a new id behind what is in it, unless there is one in it already. */
  public String named(String query, ViewerId.Protocol protocol) {
    if (ViewerId.in(query)) {
      return query;
    }
    String pair = ViewerId.pair(protocol, all.random());
    return query.isEmpty() ? pair : query + "&" + pair;
  }

  /** A request came: its viewer, if that one is known already by an id. */
  public Optional<Viewer> known(String query) {
    int at = sessions() ? ViewerId.find(query) : ViewerId.NONE;
    return at == ViewerId.NONE
        ? Optional.empty()
        : known(ViewerId.high(query, at), ViewerId.low(query, at));
  }

  private Optional<Viewer> known(long high, long low) {
    AtomicReferenceArray<@Nullable Viewer> now = rows;
    for (Viewer one = now.get(row(high, low, now.length())); one != null; one = one.next) {
      if (one.is(high, low)) {
        one.seen(all.clock().millis());
        return one.itself();
      }
    }
    return Optional.empty();
  }

  /**
   * A request is answered: its viewer, who is taken in now if it has a name and there is room. The
   * name is an id, else what the player calls its session. An id that was never handed out is as
   * good as another: bounds hold, not trust.
   *
   * @param peer who asks, made when it is needed; its protocol is that of the request
   * @param told what the player tells of itself
   */
  public Optional<Viewer> enter(String query, Supplier<Peer> peer, Optional<Cmcd> told) {
    int at = sessions() ? ViewerId.find(query) : ViewerId.NONE;
    Optional<Viewer> found =
        at == ViewerId.NONE
            ? told.flatMap(cmcd -> enter(cmcd, peer.get()))
            : enter(
                ViewerId.high(query, at),
                ViewerId.low(query, at),
                ViewerId.protocol(query, at),
                peer.get());
    if (found.isEmpty()) {
      unknown.increment();
    }
    return found;
  }

  private Optional<Viewer> enter(Cmcd told, Peer peer) {
    if (told.session().isEmpty()) {
      return Optional.empty();
    }
    String session = told.session().get();
    ViewerId.Protocol protocol =
        told.format()
                .map(format -> format == Cmcd.Format.DASH)
                .orElse(peer.protocol().equals("dash"))
            ? ViewerId.Protocol.DASH
            : ViewerId.Protocol.HLS;
    long high = seed;
    long low = ~seed;
    for (int i = 0; i < session.length(); i++) {
      high = (high ^ session.charAt(i)) * GOLDEN;
      low = Long.rotateLeft(low ^ session.charAt(i), 29) * GOLDEN;
    }
    // No id's: their last eight bits are a letter.
    return enter(high, low << 8, protocol, peer);
  }

  /** A player told something of itself; {@code viewer} is whose player it is. */
  public void report(Cmcd told, Optional<Viewer> viewer) {
    reports.take(told, viewer, all.clock().millis());
  }

  /** A player told something that cannot be read. */
  public void reportIgnored() {
    reports.ignore();
  }

  /** What players told. */
  synchronized HlsStats.Players players() {
    List<Viewer> present = new ArrayList<>(size);
    forEach(present::add);
    return reports.stats(present);
  }

  private Optional<Viewer> enter(long high, long low, ViewerId.Protocol protocol, Peer peer) {
    Optional<Viewer> found = known(high, low);
    if (found.isPresent()) {
      return found;
    }
    Viewer made =
        new Viewer(
            high,
            low,
            protocol,
            new Peer(
                protocol.label(), peer.address(), peer.client(), peer.secure(), peer.connection()),
            all.clock().millis());
    synchronized (this) {
      Optional<Viewer> known = known(high, low);
      if (known.isPresent()) {
        return known;
      }
      if (size >= all.config().maxPerStream() || !all.enter(made)) {
        return Optional.empty();
      }
      put(made);
    }
    all.tell(new StreamEvent.PlayStarted(path, all.clock().instant(), made.peer()));
    return made.itself();
  }

  /** An answer is complete. */
  public void answered(Viewer viewer, long bytes) {
    viewer.sent(bytes);
    viewer.seen(all.clock().millis());
  }

  /** Requests for media and media playlists that belong to nobody who is counted. */
  long unknown() {
    return unknown.sum();
  }

  /** Viewers by protocol. */
  synchronized Map<String, Integer> viewers() {
    Map<String, Integer> counts = new TreeMap<>();
    forEach(viewer -> counts.merge(viewer.protocol().label(), 1, Integer::sum));
    return counts;
  }

  /**
   * Lets time pass: forgets those who are silent.
   *
   * @param targetMillis the stream's target duration
   */
  void sweep(long targetMillis) {
    long now = all.clock().millis();
    List<Viewer> gone = new ArrayList<>();
    synchronized (this) {
      forEach(
          viewer -> {
            long silence = now - viewer.seenMillis();
            if (silence > SILENCE * targetMillis
                || (2 * silence > SILENCE * targetMillis && all.succeeded(viewer))) {
              gone.add(viewer);
            }
          });
      gone.forEach(this::remove);
    }
    gone.forEach(this::left);
  }

  /** The stream leaves memory. */
  void clear() {
    List<Viewer> gone = new ArrayList<>();
    synchronized (this) {
      forEach(gone::add);
      gone.forEach(this::remove);
    }
    gone.forEach(this::left);
  }

  private void left(Viewer viewer) {
    all.tell(
        new StreamEvent.PlayStopped(
            path,
            all.clock().instant(),
            viewer.peer(),
            Duration.ofMillis(Math.max(0, viewer.seenMillis() - viewer.begunMillis())),
            viewer.bytes()));
  }

  private void forEach(Consumer<Viewer> action) {
    AtomicReferenceArray<@Nullable Viewer> now = rows;
    for (int i = 0; i < now.length(); i++) {
      for (Viewer one = now.get(i); one != null; one = one.next) {
        action.accept(one);
      }
    }
  }

  private void put(Viewer viewer) {
    if (size >= rows.length()) {
      grow();
    }
    size++;
    link(rows, viewer);
  }

  private void link(AtomicReferenceArray<@Nullable Viewer> into, Viewer viewer) {
    int row = row(viewer.high(), viewer.low(), into.length());
    viewer.next = into.get(row);
    into.set(row, viewer);
  }

  /**
   * Who looks meanwhile may follow a chain into the new rows and miss somebody; it looks again
   * under the lock then.
   */
  private void grow() {
    List<Viewer> present = new ArrayList<>(size);
    forEach(present::add);
    AtomicReferenceArray<@Nullable Viewer> more = new AtomicReferenceArray<>(2 * rows.length());
    present.forEach(viewer -> link(more, viewer));
    rows = more;
  }

  private void remove(Viewer viewer) {
    int row = row(viewer.high(), viewer.low(), rows.length());
    Viewer before = null;
    for (Viewer one = rows.get(row); one != null; before = one, one = one.next) {
      if (one == viewer) {
        if (before == null) {
          rows.set(row, one.next);
        } else {
          before.next = one.next;
        }
        size--;
        all.leave(viewer);
        return;
      }
    }
  }

  private int row(long high, long low, int count) {
    long mixed = ((high ^ seed) * GOLDEN ^ low) * GOLDEN;
    return (int) (mixed >>> 32) & (count - 1);
  }
}
