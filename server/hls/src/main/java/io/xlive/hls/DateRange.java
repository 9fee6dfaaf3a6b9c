package io.xlive.hls;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A date range of the playlists (RFC 8216bis 4.4.5.1). What was listed of it never changes; more
 * tags of its ID may follow.
 *
 * @param id its ID
 * @param start START-DATE
 * @param end when it is over, as far as that is known; empty while it is open
 * @param tags in the order in which they came, one or more
 */
public record DateRange(String id, Instant start, Optional<Instant> end, List<Tag> tags) {
  public DateRange {
    tags = List.copyOf(tags);
  }

  /**
   * A tag.
   *
   * @param addedMillis when it came into the playlist, by the wall clock
   * @param line its text without the end of line
   */
  public record Tag(long addedMillis, String line) {}

  /** The same with one more tag. */
  DateRange with(Optional<Instant> newEnd, Tag tag) {
    List<Tag> more = new ArrayList<>(tags);
    more.add(tag);
    return new DateRange(id, start, newEnd, more);
  }

  /** Whether it is over before a moment. */
  boolean before(Instant moment) {
    return end.isPresent() && end.get().isBefore(moment);
  }
}
