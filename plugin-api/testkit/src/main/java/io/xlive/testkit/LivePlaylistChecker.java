package io.xlive.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Follows the reloads of one live media playlist and lists what RFC 8216bis
 * (draft-pantos-hls-rfc8216bis-16) does not allow: each playlist by itself ({@link
 * PlaylistConformance}), and what has to hold from one to the next. The rule of each violation
 * begins with the section. Delta updates are completed from what was listed before. One thread.
 */
public final class LivePlaylistChecker {
  /** Dates are written in milliseconds, durations with some digits. */
  private static final Duration DATES = Duration.ofMillis(30);

  /** The sections of what {@link PlaylistConformance} finds. */
  private static final Map<String, String> SECTIONS =
      Map.ofEntries(
          Map.entry("grammar", "4.1"),
          Map.entry("kind", "4.1"),
          Map.entry("attributes", "4.2"),
          Map.entry("version", "8"),
          Map.entry("target duration", "4.4.3.1"),
          Map.entry("sequence", "4.4.3.2"),
          Map.entry("playlist type", "4.4.3.5"),
          Map.entry("server control", "4.4.3.8"),
          Map.entry("segments", "4.4.4.1"),
          Map.entry("byte range", "4.4.4.2"),
          Map.entry("date", "4.4.4.6"),
          Map.entry("parts", "4.4.4.9"),
          Map.entry("preload hint", "4.4.5.3"));

  private final boolean alone;
  private final List<Violation> violations = new ArrayList<>();
  private final TreeMap<Long, LivePlaylist.Segment> known = new TreeMap<>();
  private final Map<String, Long> uris = new HashMap<>();
  private final DateRangeRules dates = new DateRangeRules(this::report);
  private final LivePartRules parts = new LivePartRules(this::report);
  private Optional<LivePlaylist> last = Optional.empty();
  private String text = "";
  private long changedNanos;
  private int reloads;

  /** A checker of playlists and of their reloads. */
  public LivePlaylistChecker() {
    this(true);
  }

  private LivePlaylistChecker(boolean alone) {
    this.alone = alone;
  }

  /** What has to hold between two playlists only. */
  static List<Violation> update(String before, String after) {
    LivePlaylistChecker checker = new LivePlaylistChecker(false);
    checker.feed(0, before);
    checker.violations.clear(); // of the first by itself
    checker.feed(0, after);
    return checker.violations();
  }

  /**
   * Takes the answer to one reload.
   *
   * @param nanos when it came, of a clock that only goes forward
   * @param playlist its text, whole or a delta update
   * @return what is wrong with it
   */
  public List<Violation> feed(long nanos, String playlist) {
    int before = violations.size();
    reloads++;
    PlaylistConformance.Reading reading = PlaylistConformance.reading(playlist);
    if (alone) {
      for (Violation found : reading.violations()) {
        String section = Optional.ofNullable(SECTIONS.get(found.rule())).orElse("4");
        report(section + " " + found.rule(), found.where() + ": " + found.detail());
      }
    }
    LivePlaylist now = LivePlaylist.read(reading.lines(), known);
    skip(now);
    end(now, playlist);
    last.ifPresent(old -> header(old, now));
    segments(now);
    dates.check(reading.lines());
    parts.check(last, now);
    if (alone) {
      parts.offer(now);
    }
    if (!playlist.equals(text)) {
      changedNanos = nanos;
    }
    unchangedUntil(nanos);
    text = playlist;
    last = Optional.of(now);
    return List.copyOf(violations.subList(before, violations.size()));
  }

  /**
   * Tells that the server had nothing newer than the last answer at this time: for a reload that is
   * held back until there is something (6.2.5.2).
   */
  public void unchangedUntil(long nanos) {
    Optional<Double> target = last.flatMap(LivePlaylist::target).flatMap(LivePlaylistChecker::real);
    double seconds = (nanos - changedNanos) / 1e9;
    if (target.isPresent()
        && seconds > 1.5 * target.get()
        && last.filter(LivePlaylist::ended).isEmpty()) {
      report("6.2.1 update interval", "nothing new for " + seconds + " s");
      changedNanos = nanos;
    }
  }

  /** All that was found until now. */
  public List<Violation> violations() {
    List<Violation> all = new ArrayList<>(violations);
    parts.open((rule, detail) -> all.add(new Violation(rule, "reload " + reloads, detail)));
    return List.copyOf(all);
  }

  /** Reloads taken. */
  public int reloads() {
    return reloads;
  }

  /** Segments listed until now. */
  public int segments() {
    return known.size();
  }

  /** Whether the playlist has ended. */
  public boolean ended() {
    return last.filter(LivePlaylist::ended).isPresent();
  }

  private void skip(LivePlaylist now) {
    if (now.skipped() == 0) {
      return;
    }
    if (now.skipUntil().isEmpty()) {
      report("4.4.5.2 skip", "EXT-X-SKIP without CAN-SKIP-UNTIL");
    }
    if (now.unknown() > 0) {
      report("6.2.5.1 skip", now.unknown() + " skipped segments were never listed");
    }
    int skipped = (int) (now.skipped() - now.unknown());
    if (skipped > 0
        && now.skipUntil().filter(limit -> now.behind(skipped - 1) < limit - 0.05).isPresent()) {
      report("6.2.5.1 skip", "segments younger than CAN-SKIP-UNTIL are skipped");
    }
  }

  private void end(LivePlaylist now, String playlist) {
    now.afterEnd().ifPresent(line -> report("4.4.3.4 end", "line " + line + " is behind ENDLIST"));
    if (now.ended() && now.hint().isPresent()) {
      report("4.4.5.3 preload hint", "of a playlist that has ended");
    }
    if (last.filter(LivePlaylist::ended).isPresent() && !playlist.equals(text)) {
      report("6.2.1 end", "the playlist changed after its end");
    }
  }

  private void header(LivePlaylist old, LivePlaylist now) {
    if (!old.target().equals(now.target())) {
      report("4.4.3.1 target duration", old.target() + " became " + now.target());
    }
    if (old.partTarget().isPresent() && !old.partTarget().equals(now.partTarget())) {
      report("4.4.3.7 part target", old.partTarget() + " became " + now.partTarget());
    }
    if (now.first() < old.first()) {
      report("6.2.2 media sequence", old.first() + " became " + now.first());
    }
    double target = now.target().flatMap(LivePlaylistChecker::real).orElse(0.0);
    if (alone && now.first() > old.first() && now.behind(-1) < 3 * target) {
      report("6.2.2 window", "a segment was removed, less than three target durations are left");
    }
    long oldEnd = old.first() + old.segments().size();
    long end = now.first() + now.segments().size() + now.unknown();
    boolean partsGone =
        end == oldEnd && now.open().size() < old.open().size() && !now.ended() && !now.breaks();
    if (end < oldEnd || partsGone) {
      report("6.2.1 update", "what was at the end is gone");
    }
  }

  private void segments(LivePlaylist now) {
    Optional<Instant> expected = Optional.empty();
    for (LivePlaylist.Segment segment : now.segments()) {
      long number = segment.number();
      LivePlaylist.Segment before = known.get(number);
      if (before != null) {
        same(before, segment);
      }
      Long meant = uris.putIfAbsent(segment.at(), number);
      if (meant != null && meant != number) {
        report("6.2.2 URI", segment.at() + " was segment " + meant + ", now " + number);
      }
      if (segment.breaks()) {
        expected = Optional.empty();
      }
      if (segment.tagged().isPresent()
          && expected.isPresent()
          && apart(segment.tagged().get(), expected.get())) {
        report("4.4.4.6 date", number + ": " + segment.tagged().get() + ", not " + expected.get());
      }
      expected =
          segment.date().map(date -> date.plusNanos(Math.round(segment.seconds() * 1_000_000_000)));
      known.put(number, segment);
    }
  }

  private void same(LivePlaylist.Segment before, LivePlaylist.Segment now) {
    String where = "segment " + now.number() + ": ";
    if (!before.at().equals(now.at()) || before.seconds() != now.seconds()) {
      report(
          "6.2.1 segment",
          where
              + before.at()
              + " ("
              + before.seconds()
              + ") became "
              + now.at()
              + " ("
              + now.seconds()
              + ")");
    }
    if (before.gap() != now.gap()) {
      report("6.2.1 segment", where + "EXT-X-GAP came or went");
    }
    if (!before.map().equals(now.map())) {
      report("4.4.4.5 map", where + before.map() + " became " + now.map());
    }
    if (before.discontinuity() != now.discontinuity()) {
      report(
          "4.4.3.3 discontinuity sequence",
          where + before.discontinuity() + " became " + now.discontinuity());
    }
    if (before.date().isPresent()
        && now.date().isPresent()
        && apart(before.date().get(), now.date().get())) {
      report("4.4.4.6 date", where + before.date().get() + " became " + now.date().get());
    }
  }

  private static boolean apart(Instant a, Instant b) {
    return Duration.between(a, b).abs().compareTo(DATES) > 0;
  }

  private static Optional<Double> real(String text) {
    return text.matches("\\d{1,9}") ? Optional.of(Double.valueOf(text)) : Optional.empty();
  }

  private void report(String rule, String detail) {
    violations.add(new Violation(rule, "reload " + reloads, detail));
  }
}
