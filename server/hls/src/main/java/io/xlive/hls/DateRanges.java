package io.xlive.hls;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The date ranges of a stream's playlists. Used under the window's lock. */
final class DateRanges {
  private final int most;
  private final Map<String, DateRange> listed = new LinkedHashMap<>();
  private final Deque<Removed> removed = new ArrayDeque<>();

  DateRanges(int most) {
    this.most = most;
  }

  private record Removed(String id, long atMillis) {}

  /**
   * The date ranges at one moment.
   *
   * @param ranges those that are listed, in the order in which they came
   * @param recentlyRemoved IDs of those that left within the skip boundary
   * @param atMillis the moment, by the wall clock
   */
  record Listing(List<DateRange> ranges, List<String> recentlyRemoved, long atMillis) {
    Listing {
      ranges = List.copyOf(ranges);
      recentlyRemoved = List.copyOf(recentlyRemoved);
    }
  }

  /** Whether the range of an ID is listed. */
  boolean lists(String id) {
    return listed.containsKey(id);
  }

  /** Lists a range, or more of one that is listed. */
  void put(DateRange range, long nowMillis) {
    listed.put(range.id(), range);
    while (listed.size() > most) {
      remove(listed.keySet().iterator().next(), nowMillis);
    }
  }

  /** Forgets ranges that ended before the oldest segment begins. */
  void expire(Instant oldest, long nowMillis) {
    if (listed.isEmpty()) {
      return;
    }
    List<String> gone =
        listed.values().stream().filter(r -> r.before(oldest)).map(DateRange::id).toList();
    gone.forEach(id -> remove(id, nowMillis));
  }

  /**
   * The newest of those that are listed, in the order in which they came.
   *
   * @param most characters of all their tags
   */
  List<DateRange> newest(int most) {
    List<DateRange> kept = new ArrayList<>();
    int left = most;
    for (DateRange range : List.copyOf(listed.values()).reversed()) {
      left -= range.tags().stream().mapToInt(tag -> tag.line().length()).sum();
      if (left < 0) {
        break;
      }
      kept.addFirst(range);
    }
    return kept;
  }

  private void remove(String id, long nowMillis) {
    listed.remove(id);
    removed.addLast(new Removed(id, nowMillis));
    if (removed.size() > 2 * most) {
      removed.removeFirst();
    }
  }

  /**
   * What playlists say now.
   *
   * @param boundaryMillis how long a range that left is remembered
   */
  Listing listing(long nowMillis, long boundaryMillis) {
    while (!removed.isEmpty() && nowMillis - removed.getFirst().atMillis() > boundaryMillis) {
      removed.removeFirst();
    }
    return new Listing(
        new ArrayList<>(listed.values()), removed.stream().map(Removed::id).toList(), nowMillis);
  }
}
