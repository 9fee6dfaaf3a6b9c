package io.xlive.testkit;

import io.xlive.testkit.PlaylistConformance.Line;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What holds for the date ranges of a live playlist over its reloads, for {@link
 * LivePlaylistChecker}: RFC 8216bis 4.4.5.1, 4.4.5.2, 6.2.5.1.
 */
final class DateRangeRules {
  private final BiConsumer<String, String> report;

  /** Attributes of each ID, of all its tags until now. */
  private final Map<String, Map<String, String>> known = new HashMap<>();

  DateRangeRules(BiConsumer<String, String> report) {
    this.report = report;
  }

  void check(List<Line> lines) {
    boolean dated = false;
    boolean skipping = false;
    Optional<M3u8Tag> skip = Optional.empty();
    Set<String> listed = new HashSet<>();
    for (Line line : lines) {
      dated |= line.is("EXT-X-PROGRAM-DATE-TIME");
      skipping |= line.tag().filter(t -> t.get("CAN-SKIP-DATERANGES").isPresent()).isPresent();
      if (line.is("EXT-X-SKIP")) {
        skip = line.tag();
      }
      if (line.is("EXT-X-DATERANGE")) {
        line.tag().ifPresent(tag -> range(tag, listed));
      }
    }
    if (!listed.isEmpty() && !dated && skip.isEmpty()) {
      report.accept("4.4.5.1 date range", "no EXT-X-PROGRAM-DATE-TIME in the playlist");
    }
    Optional<String> removed = skip.flatMap(tag -> tag.get("RECENTLY-REMOVED-DATERANGES"));
    if (removed.isPresent()) {
      if (!skipping) {
        report.accept("4.4.5.2 skip", "date ranges are skipped without CAN-SKIP-DATERANGES");
      }
      for (String id : removed.get().split("\t", -1)) {
        if (listed.contains(id)) {
          report.accept("6.2.5.1 skip", "date range " + id + " is listed and removed");
        }
      }
    }
  }

  private void range(M3u8Tag tag, Set<String> listed) {
    String id = tag.get("ID").orElse("");
    listed.add(id);
    Map<String, String> before = known.computeIfAbsent(id, i -> new HashMap<>());
    tag.attributes()
        .forEach(
            (name, value) -> {
              String was = before.putIfAbsent(name, value);
              if (was != null && !was.equals(value)) {
                report.accept(
                    "4.4.5.1 date range", id + ": " + name + " " + was + " became " + value);
              }
            });
    if (!before.containsKey("START-DATE")) {
      report.accept("4.4.5.1 date range", id + " has no START-DATE");
    }
    date(id, tag.get("START-DATE"));
    date(id, tag.get("END-DATE"));
    if (tag.get("END-ON-NEXT").isPresent()
        && (tag.get("CLASS").isEmpty() || tag.get("DURATION").isPresent())) {
      report.accept("4.4.5.1 date range", id + ": END-ON-NEXT wants CLASS and no DURATION");
    }
  }

  private void date(String id, Optional<String> text) {
    try {
      text.ifPresent(OffsetDateTime::parse);
    } catch (DateTimeParseException e) {
      report.accept("4.4.5.1 date range", id + ": " + text.orElse("") + " is no date");
    }
  }
}
