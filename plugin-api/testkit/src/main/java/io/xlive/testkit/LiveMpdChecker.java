package io.xlive.testkit;

import io.xlive.testkit.LiveMpd.Period;
import io.xlive.testkit.LiveMpd.Representation;
import io.xlive.testkit.LiveMpd.Time;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Follows the reloads of one live MPD and lists what ISO/IEC 23009-1 (fifth edition), and the
 * DASH-IF interoperability points for live services (IOP), do not allow: each MPD by itself, and
 * what has to hold from one to the next. The rule of each violation begins with the section. One
 * thread.
 */
public final class LiveMpdChecker {
  /** By how much a segment's end may lie in the future: clocks and encoders are not exact. */
  private static final Duration FUTURE = Duration.ofSeconds(1);

  /** Sound ends up to a frame later than the pictures of its segment. */
  private static final Duration FRAME = Duration.ofMillis(50);

  /** Where an MPD does not tell. */
  private static final Instant NEVER = Instant.EPOCH;

  private static final List<String> REQUIRED = List.of("profiles", "minBufferTime");
  private static final List<String> REQUIRED_LIVE =
      List.of(
          "availabilityStartTime", "publishTime", "minimumUpdatePeriod", "timeShiftBufferDepth");

  private final List<Violation> violations = new ArrayList<>();

  /** By Period, AdaptationSet and Representation: each segment ever listed, by its number. */
  private final Map<String, TreeMap<Long, Time>> known = new HashMap<>();

  private final Map<String, String> starts = new HashMap<>();

  /** Every segment that was listed, by its address. */
  private final Map<String, MpdSegment> promised = new LinkedHashMap<>();

  private final Map<String, Long> firsts = new HashMap<>();
  private List<MpdSegment> listed = List.of();
  private List<MpdSegment> before = List.of();
  private Optional<LiveMpd> last = Optional.empty();
  private String text = "";
  private int reloads;

  /**
   * Takes the answer to one reload.
   *
   * @param now the wall clock's time when it came
   * @param mpd its text
   * @return what is wrong with it
   */
  public List<Violation> feed(Instant now, String mpd) {
    int before = violations.size();
    reloads++;
    Optional<LiveMpd> read = LiveMpd.read(mpd);
    if (read.isEmpty()) {
      report("5.2 document", "no MPD");
      return List.copyOf(violations.subList(before, violations.size()));
    }
    LiveMpd current = read.get();
    header(current);
    last.ifPresent(old -> update(old, current, !mpd.equals(text)));
    periods(current);
    listed = new ArrayList<>();
    for (Period period : current.periods()) {
      for (Representation representation : period.representations()) {
        representation(period, representation);
        representation.times().ifPresent(t -> timeline(current, period, representation, t, now));
      }
    }
    removed(current, now);
    text = mpd;
    last = read;
    return List.copyOf(violations.subList(before, violations.size()));
  }

  /** The segments of the last MPD, of one Representation after the other, in order. */
  public List<MpdSegment> listed() {
    return List.copyOf(listed);
  }

  /** What was listed at any time and may be asked for now. */
  public List<MpdSegment> available(Instant now) {
    return promised.values().stream()
        .filter(s -> !s.from().isAfter(now) && s.until().isAfter(now))
        .toList();
  }

  /** All that was found until now. */
  public List<Violation> violations() {
    return List.copyOf(violations);
  }

  /** Reloads taken. */
  public int reloads() {
    return reloads;
  }

  /** Segments listed until now, of the representation that has most. */
  public int segments() {
    return known.values().stream().mapToInt(TreeMap::size).max().orElse(0);
  }

  /** Periods listed until now. */
  public int periods() {
    return starts.size();
  }

  /** Whether the presentation has ended, and is static. */
  public boolean ended() {
    return last.filter(mpd -> !mpd.dynamic()).isPresent();
  }

  private void header(LiveMpd mpd) {
    REQUIRED.stream()
        .filter(name -> mpd.get(name).isEmpty())
        .forEach(name -> report("5.3.1.2 attributes", "no " + name));
    if (mpd.dynamic()) {
      REQUIRED_LIVE.stream()
          .filter(name -> mpd.get(name).isEmpty())
          .forEach(name -> report("5.3.1.2 attributes", "dynamic without " + name));
      if (mpd.get("mediaPresentationDuration").isPresent()
          && mpd.get("minimumUpdatePeriod").isPresent()) {
        report("5.3.1.2 attributes", "an end is known, and yet updates are to come");
      }
      if (mpd.timings().stream().noneMatch(scheme -> scheme.startsWith("urn:mpeg:dash:utc:"))) {
        report("5.8.4.11 UTCTiming", "none");
      }
    } else {
      if (mpd.get("minimumUpdatePeriod").isPresent()) {
        report("5.3.1.2 attributes", "static with minimumUpdatePeriod");
      }
      if (mpd.get("mediaPresentationDuration").isEmpty()
          && (mpd.periods().isEmpty()
              || !mpd.periods().getLast().attributes().containsKey("duration"))) {
        report("5.3.1.2 attributes", "static without mediaPresentationDuration");
      }
    }
    for (String name : List.of("availabilityStartTime", "publishTime")) {
      if (mpd.get(name).isPresent() && mpd.get(name).flatMap(LiveMpdChecker::instant).isEmpty()) {
        report("5.3.1.2 attributes", name + " is no date with time and zone");
      }
    }
    for (String name : List.of("minBufferTime", "minimumUpdatePeriod", "timeShiftBufferDepth")) {
      if (mpd.get(name).isPresent() && mpd.get(name).flatMap(LiveMpdChecker::duration).isEmpty()) {
        report("5.3.1.2 attributes", name + " is no duration");
      }
    }
  }

  private void update(LiveMpd old, LiveMpd now, boolean changed) {
    if (!old.dynamic() && changed) {
      report("5.4 update", "the MPD changed after it was static");
    }
    if (!old.get("availabilityStartTime").equals(now.get("availabilityStartTime"))
        && now.dynamic()) {
      report("5.4 availabilityStartTime", "changed");
    }
    Optional<Instant> before = old.get("publishTime").flatMap(LiveMpdChecker::instant);
    Optional<Instant> after = now.get("publishTime").flatMap(LiveMpdChecker::instant);
    if (before.isPresent() && after.isPresent()) {
      int order = after.get().compareTo(before.get());
      if (order < 0 || order == 0 && changed) {
        report("5.3.1.2 publishTime", before.get() + " became " + after.get());
      }
    }
    List<String> ids = old.periods().stream().map(Period::id).toList();
    List<String> nowIds = now.periods().stream().map(Period::id).toList();
    List<String> kept = ids.stream().filter(nowIds::contains).toList();
    if (!ids.isEmpty() && !ids.subList(ids.size() - kept.size(), ids.size()).equals(kept)
        || !nowIds.subList(0, Math.min(kept.size(), nowIds.size())).equals(kept)
        || !ids.isEmpty() && kept.isEmpty()) {
      report("5.3.2.2 periods", ids + " became " + nowIds);
    }
  }

  private void periods(LiveMpd mpd) {
    Set<String> seen = new HashSet<>();
    if (mpd.periods().isEmpty()) {
      report("5.3.1.2 periods", "none");
    }
    for (Period period : mpd.periods()) {
      if (period.id().isEmpty() && mpd.dynamic() || !seen.add(period.id())) {
        report("5.3.2.2 periods", "an id is missing or there twice");
      }
      String start = Optional.ofNullable(period.attributes().get("start")).orElse("");
      if (mpd.dynamic() && duration(start).isEmpty()) {
        report("5.3.2.2 periods", "Period " + period.id() + " has no start");
      }
      String before = starts.putIfAbsent(period.id(), start);
      if (before != null && !before.equals(start)) {
        report("5.3.2.2 periods", period.id() + " started at " + before + ", now at " + start);
      }
    }
  }

  private void representation(Period period, Representation representation) {
    String where = period.id() + "/" + representation.id() + ": ";
    for (String name : List.of("id", "bandwidth", "mimeType", "codecs")) {
      if (!representation.attributes().containsKey(name)) {
        report("5.3.5.2 representation", where + "no " + name);
      }
    }
    long same =
        period.representations().stream().filter(r -> r.id().equals(representation.id())).count();
    if (same > 1) {
      report("5.3.5.2 representation", where + "the id is there twice");
    }
    String media = Optional.ofNullable(representation.template().get("media")).orElse("");
    if (representation.times().isEmpty()
        || !media.contains("$Number") && !media.contains("$Time")
        || !representation.template().containsKey("initialization")) {
      report("5.3.9.4.2 template", where + "no timeline, initialization, or number in media");
    }
  }

  private void timeline(
      LiveMpd mpd, Period period, Representation representation, List<Time> times, Instant now) {
    String where = period.id() + "/" + representation.set() + "/" + representation.id();
    TreeMap<Long, Time> all = known.computeIfAbsent(where, key -> new TreeMap<>());
    long number = representation.number("startNumber", 1);
    ends(where, all, number, times);
    Time previous = new Time(0, 0);
    for (Time time : times) {
      if (time.duration() == 0 || time.start() < previous.end()) {
        report("5.3.9.6.2 timeline", where + ": " + time + " behind " + previous);
      }
      MpdSegment segment = segment(mpd, period, representation, time, number, now);
      MpdSegment told = promised.put(segment.media(), segment);
      Time old = all.put(number, time);
      boolean mayGrow = told != null && !told.complete() && old.start() == time.start();
      if (old != null && !old.equals(time) && !mayGrow) {
        report("5.4 timeline", where + ": " + number + " was " + old + ", now " + time);
      }
      listed.add(segment);
      previous = time;
      number++;
    }
    if (mpd.dynamic() && !listed.isEmpty() && listed.getLast().from().minus(FUTURE).isAfter(now)) {
      report("A.3.2 availability", where + " is listed before it exists");
    }
  }

  /**
   * A segment with the times at which it has to be there. Only where segments may be asked for
   * before they are complete, the end of one may still be an estimate.
   */
  private MpdSegment segment(
      LiveMpd mpd,
      Period period,
      Representation representation,
      Time time,
      long number,
      Instant now) {
    String media = representation.uri("media", number, time.start());
    String initialization = representation.uri("initialization", number, time.start());
    Optional<Instant> zero = mpd.get("availabilityStartTime").flatMap(LiveMpdChecker::instant);
    Optional<Duration> start =
        duration(Optional.ofNullable(period.attributes().get("start")).orElse(""));
    if (zero.isEmpty() || start.isEmpty()) {
      return new MpdSegment(
          media, initialization, time.start(), time.duration(), NEVER, NEVER, NEVER, true);
    }
    long timescale = Math.max(1, representation.number("timescale", 1));
    long shown = time.end() - representation.number("presentationTimeOffset", 0);
    Instant end = zero.get().plus(start.get()).plusMillis(millis(shown, timescale));
    Duration kept =
        mpd.get("timeShiftBufferDepth").flatMap(LiveMpdChecker::duration).orElse(Duration.ZERO);
    return new MpdSegment(
        media,
        initialization,
        time.start(),
        time.duration(),
        end.minusNanos((long) (representation.early() * 1e9)),
        end,
        end.plus(kept).plusMillis(millis(time.duration(), timescale)),
        !representation.open() || !end.isAfter(now));
  }

  private static long millis(long ticks, long timescale) {
    return Math.clamp(ticks, -1L << 50, 1L << 50) * 1000 / timescale;
  }

  private void ends(String where, TreeMap<Long, Time> before, long first, List<Time> times) {
    if (!before.isEmpty() && first + times.size() - 1 < before.lastKey()) {
      report("5.4 timeline", where + ": segments at its end are gone");
    }
    Long left = firsts.put(where, first);
    if (left != null && first < left) {
      report("5.4 timeline", where + ": " + first + " is back");
    }
  }

  /** Segments stay listed for timeShiftBufferDepth. */
  private void removed(LiveMpd mpd, Instant now) {
    Set<String> names = new HashSet<>();
    listed.forEach(segment -> names.add(segment.media()));
    Optional<Duration> depth = mpd.get("timeShiftBufferDepth").flatMap(LiveMpdChecker::duration);
    // An encoder that hurries is ahead of the clock.
    Instant edge =
        listed.stream().map(MpdSegment::end).filter(now::isBefore).reduce((a, b) -> b).orElse(now);
    for (MpdSegment segment : before) {
      if (mpd.dynamic()
          && depth.isPresent()
          && !names.contains(segment.media())
          && segment.end().isAfter(edge.minus(depth.get()).plus(FRAME))) {
        report("5.3.1.2 timeShiftBufferDepth", segment + " is gone too early");
      }
    }
    before = List.copyOf(listed);
  }

  private static Optional<Instant> instant(String text) {
    try {
      OffsetDateTime read = OffsetDateTime.parse(text);
      return Optional.of(read.toInstant()).filter(i -> read.getYear() > 0 && read.getYear() < 9999);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<Duration> duration(String text) {
    try {
      return Optional.of(Duration.parse(text)).filter(d -> d.abs().toDays() < 100_000);
    } catch (ArithmeticException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private void report(String rule, String detail) {
    violations.add(new Violation(rule, "reload " + reloads, detail));
  }
}
