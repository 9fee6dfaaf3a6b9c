package io.xlive.testkit;

import io.xlive.testkit.LivePlaylist.Part;
import io.xlive.testkit.LivePlaylist.Report;
import io.xlive.testkit.LivePlaylist.Segment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What low latency asks of the reloads of a live playlist, for {@link LivePlaylistChecker}: RFC
 * 8216bis 4.4.4.9, 4.4.5.3, 4.4.5.4 and appendix B.
 */
final class LivePartRules {
  /** Parts stay listed for as long as this many target durations. */
  private static final int TARGETS = 3;

  /** By how many segments other renditions may be ahead or behind. */
  private static final long AHEAD = 2;

  /** How many segments back parts are remembered. */
  private static final long REMEMBERED = 100;

  private final BiConsumer<String, String> report;

  /** Parts of each segment as they were listed last, by its number. */
  private final TreeMap<Long, List<Part>> known = new TreeMap<>();

  private final Map<String, Report> reports = new HashMap<>();
  private Optional<Hint> hint = Optional.empty();
  private Optional<Place> unhinted = Optional.empty();

  /** What was promised to come behind the part with the given number of its segment. */
  private record Hint(long segment, int part, String uri) {}

  /** The end of a playlist without hint: only a gap may come there. */
  private record Place(long segment, int part, boolean behindGap) {}

  LivePartRules(BiConsumer<String, String> report) {
    this.report = report;
  }

  void check(Optional<LivePlaylist> before, LivePlaylist now) {
    double targetSeconds =
        now.target().filter(text -> text.matches("\\d{1,6}")).map(Double::valueOf).orElse(0.0);
    for (int i = 0; i < now.segments().size(); i++) {
      Segment segment = now.segments().get(i);
      boolean recent = now.behind(i) + segment.seconds() < TARGETS * targetSeconds;
      parts(segment.number(), segment.parts(), recent, true);
    }
    if (!now.open().isEmpty()) {
      parts(now.last(), now.open(), true, false);
    }
    hint(now);
    rendition(before, now);
  }

  /** What every low-latency playlist has; a part that is a gap cannot be hinted at. */
  void offer(LivePlaylist now) {
    boolean lowLatency = now.partTarget().isPresent() && !now.ended();
    unhinted.filter(place -> !excused(place, now)).ifPresent(place -> noHint(report));
    unhinted =
        lowLatency && now.hint().isEmpty()
            ? Optional.of(new Place(now.last(), now.lastParts(), lastIsGap(now)))
            : Optional.empty();
    if (lowLatency && !now.blocks()) {
      report.accept("B.1 blocking reload", "a low-latency playlist does not offer it");
    }
  }

  /** Reports the newest playlist when it has no hint, and no gap that would excuse it yet. */
  void open(BiConsumer<String, String> to) {
    unhinted.filter(place -> !place.behindGap()).ifPresent(place -> noHint(to));
  }

  private static void noHint(BiConsumer<String, String> to) {
    to.accept("B.1 preload hint", "a low-latency playlist has none");
  }

  /**
   * Whether what came where there was no hint was a gap, in the same segment or at the beginning of
   * the next; or nothing came yet; or the segment has a hole there.
   */
  private static boolean excused(Place place, LivePlaylist now) {
    Optional<Part> next = part(now, place.segment(), place.part());
    if (next.isPresent()) {
      return next.get().gap();
    }
    if (place.behindGap() || hole(now, place.segment())) {
      return true;
    }
    boolean same = now.last() == place.segment() && now.lastParts() == place.part();
    return part(now, place.segment() + 1, 0)
        .map(Part::gap)
        .orElse((same && now.hint().isEmpty()) || lastIsGap(now));
  }

  /** Whether the parts of a segment end before it: its media ended, and nothing could be hinted. */
  private static boolean hole(LivePlaylist now, long segment) {
    long index = segment - now.first();
    if (index < 0 || index >= now.segments().size()) {
      return false;
    }
    Segment complete = now.segments().get((int) index);
    double sum = complete.parts().stream().mapToDouble(Part::seconds).sum();
    return !complete.parts().isEmpty() && sum < complete.seconds() - MediaPlaylistCheck.ROUNDING;
  }

  private static boolean lastIsGap(LivePlaylist now) {
    List<Part> parts =
        now.open().isEmpty() && !now.segments().isEmpty()
            ? now.segments().getLast().parts()
            : now.open();
    return !parts.isEmpty() && parts.getLast().gap();
  }

  /** Parts stay as they were listed, and become the segment. */
  private void parts(long segment, List<Part> now, boolean recent, boolean complete) {
    List<Part> before = known.getOrDefault(segment, List.of());
    int common = Math.min(before.size(), now.size());
    if (!before.subList(0, common).equals(now.subList(0, common))) {
      report.accept("4.4.4.9 parts", "of segment " + segment + ": " + before + " became " + now);
    } else if (now.size() < before.size() && (recent || !now.isEmpty())) {
      report.accept("4.4.4.9 parts", "of segment " + segment + " are gone: " + before);
    }
    if (complete || !now.isEmpty()) {
      known.put(segment, now.isEmpty() ? before : now);
      known.headMap(segment - REMEMBERED).clear();
    }
  }

  private void hint(LivePlaylist now) {
    hint.ifPresent(promised -> honoured(promised, now));
    now.hint()
        .filter(
            uri ->
                known.values().stream()
                    .flatMap(List::stream)
                    .anyMatch(part -> part.at().equals(uri)))
        .ifPresent(uri -> report.accept("4.4.5.3 preload hint", uri + " is listed already"));
    hint = now.hint().map(uri -> new Hint(now.last(), now.lastParts(), uri));
  }

  /**
   * The part that follows has the URI that was hinted; a discontinuity changes every plan, and
   * nobody knows when the first segment will end.
   */
  private void honoured(Hint promised, LivePlaylist now) {
    if (promised.segment() == 0) {
      return;
    }
    Optional<Part> next = part(now, promised.segment(), promised.part());
    boolean breaks = breaks(now, promised.segment());
    if (next.isEmpty() && now.first() + now.segments().size() > promised.segment()) {
      next = part(now, promised.segment() + 1, 0);
      breaks |= breaks(now, promised.segment() + 1);
    }
    // What was planned may be left out (6.2.6): the media ended where it would have been.
    boolean left = hole(now, promised.segment());
    if (!breaks
        && !left
        && next.filter(part -> !part.at().startsWith(promised.uri())).isPresent()) {
      report.accept(
          "4.4.5.3 preload hint", promised.uri() + " was hinted, " + next.get().at() + " came");
    }
  }

  private static Optional<Part> part(LivePlaylist now, long segment, int part) {
    long index = segment - now.first();
    List<Part> parts =
        index == now.segments().size()
            ? now.open()
            : index >= 0 && index < now.segments().size()
                ? now.segments().get((int) index).parts()
                : List.of();
    return part < parts.size() ? Optional.of(parts.get(part)) : Optional.empty();
  }

  private static boolean breaks(LivePlaylist now, long segment) {
    long index = segment - now.first();
    return index == now.segments().size()
        ? now.breaks()
        : index >= 0 && index < now.segments().size() && now.segments().get((int) index).breaks();
  }

  private void rendition(Optional<LivePlaylist> before, LivePlaylist now) {
    for (Report found : now.reports()) {
      // an attribute that equals that of the playlist itself may be left out
      long number = found.number().orElse(now.last());
      if (Math.abs(number - now.last()) > AHEAD) {
        report.accept(
            "4.4.5.4 rendition report",
            found.uri() + " at " + number + ", this playlist at " + now.last());
      }
      Report old = reports.put(found.uri(), found);
      if (old == null || before.isEmpty()) {
        continue;
      }
      long oldNumber = old.number().orElse(before.get().last());
      long oldPart = old.part().orElse(-1L);
      if (number < oldNumber || number == oldNumber && found.part().orElse(-1L) < oldPart) {
        report.accept("4.4.5.4 rendition report", found.uri() + " went back: " + found);
      }
      if (found.uri().contains("://")) {
        report.accept("4.4.5.4 rendition report", found.uri() + " is not relative");
      }
    }
  }
}
