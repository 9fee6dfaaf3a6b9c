package io.xlive.testkit;

import io.xlive.testkit.PlaylistConformance.Line;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one reload of a live media playlist says, segment by segment, for {@link
 * LivePlaylistChecker}. A delta update is completed by what was listed before.
 *
 * @param first EXT-X-MEDIA-SEQUENCE
 * @param skipped segments that EXT-X-SKIP stands for
 * @param unknown how many of those were never listed before
 * @param segments all of them, with those skipped
 * @param open parts behind the last segment
 * @param breaks whether EXT-X-DISCONTINUITY stands before the open parts
 * @param hint URI of the part that comes next
 * @param reports of other renditions
 * @param ended whether EXT-X-ENDLIST stands in it
 * @param afterEnd the first line behind EXT-X-ENDLIST
 */
record LivePlaylist(
    Optional<String> target,
    Optional<Double> partTarget,
    Optional<Double> skipUntil,
    boolean blocks,
    long first,
    long skipped,
    long unknown,
    List<Segment> segments,
    List<Part> open,
    boolean breaks,
    Optional<String> hint,
    List<Report> reports,
    boolean ended,
    Optional<Integer> afterEnd) {

  /** A part; {@code at} is its URI and byte range. */
  record Part(String at, double seconds, boolean gap) {}

  /** EXT-X-RENDITION-REPORT. */
  record Report(String uri, Optional<Long> number, Optional<Long> part) {}

  /**
   * A segment.
   *
   * @param number its media sequence number
   * @param discontinuity its discontinuity sequence number
   * @param at URI and byte range
   * @param map what initializes it, as written; empty for none
   * @param tagged EXT-X-PROGRAM-DATE-TIME of its own
   * @param date its own, or the one before and the durations since
   */
  record Segment(
      long number,
      long discontinuity,
      boolean breaks,
      String at,
      double seconds,
      String map,
      boolean gap,
      Optional<Instant> tagged,
      Optional<Instant> date,
      List<Part> parts) {}

  /** The number of the segment that is listed last, or being made. */
  long last() {
    return first + unknown + segments.size() - (open.isEmpty() ? 1 : 0);
  }

  /** How many parts of it are listed; 0 where it is complete without them. */
  int lastParts() {
    return (open.isEmpty() && !segments.isEmpty() ? segments.getLast().parts() : open).size();
  }

  /** Seconds from the end of a segment to the end of the playlist. */
  double behind(int segment) {
    return segments.subList(segment + 1, segments.size()).stream()
            .mapToDouble(Segment::seconds)
            .sum()
        + open.stream().mapToDouble(Part::seconds).sum();
  }

  /** Reads a playlist; {@code known} are segments of earlier reloads by number. */
  static LivePlaylist read(List<Line> lines, Map<Long, Segment> known) {
    return new Reader(known).read(lines);
  }

  /** Reads line by line. */
  private static final class Reader {
    private final Map<Long, Segment> known;
    private final List<Segment> segments = new ArrayList<>();
    private final List<Report> reports = new ArrayList<>();
    private List<Part> parts = new ArrayList<>();
    private Optional<String> target = Optional.empty();
    private Optional<Double> partTarget = Optional.empty();
    private Optional<Double> skipUntil = Optional.empty();
    private Optional<String> hint = Optional.empty();
    private Optional<Integer> afterEnd = Optional.empty();
    private boolean blocks;
    private boolean ended;
    private long first;
    private long discontinuity;
    private long skipped;
    private long unknown;

    // of the segment that is being read
    private boolean breaks;
    private boolean gap;
    private String map = "";
    private String range = "";
    private double seconds;
    private Optional<Instant> tagged = Optional.empty();
    private @Nullable Instant next;

    Reader(Map<Long, Segment> known) {
      this.known = known;
    }

    LivePlaylist read(List<Line> lines) {
      for (Line line : lines) {
        if (ended && afterEnd.isEmpty()) {
          afterEnd = Optional.of(line.number());
        }
        line.tag().ifPresentOrElse(this::tag, () -> segment(line.uri()));
      }
      return new LivePlaylist(
          target,
          partTarget,
          skipUntil,
          blocks,
          first,
          skipped,
          unknown,
          List.copyOf(segments),
          List.copyOf(parts),
          breaks,
          hint,
          List.copyOf(reports),
          ended,
          afterEnd);
    }

    private void tag(M3u8Tag tag) {
      switch (tag.name()) {
        case "EXT-X-TARGETDURATION" -> target = Optional.of(tag.value());
        case "EXT-X-PART-INF" -> partTarget = tag.number("PART-TARGET");
        case "EXT-X-SERVER-CONTROL" -> {
          skipUntil = tag.number("CAN-SKIP-UNTIL");
          blocks = tag.get("CAN-BLOCK-RELOAD").isPresent();
        }
        case "EXT-X-MEDIA-SEQUENCE" -> first = number(tag.value()).orElse(0L);
        case "EXT-X-DISCONTINUITY-SEQUENCE" -> discontinuity = number(tag.value()).orElse(0L);
        case "EXT-X-SKIP" -> skip(tag.get("SKIPPED-SEGMENTS").flatMap(Reader::number).orElse(0L));
        case "EXT-X-DISCONTINUITY" -> {
          breaks = true;
          discontinuity++;
          next = null;
        }
        case "EXT-X-GAP" -> gap = true;
        case "EXT-X-MAP" -> map = tag.value();
        case "EXT-X-BYTERANGE" -> range = "@" + tag.value();
        case "EXTINF" -> seconds = seconds(tag.value());
        case "EXT-X-PROGRAM-DATE-TIME" -> tagged = date(tag.value());
        case "EXT-X-PART" ->
            parts.add(
                new Part(
                    at(tag, "BYTERANGE"),
                    tag.number("DURATION").orElse(0.0),
                    tag.get("GAP").isPresent()));
        case "EXT-X-PRELOAD-HINT" -> {
          if (tag.get("TYPE").orElse("").equals("PART")) {
            hint = tag.get("URI");
          }
        }
        case "EXT-X-RENDITION-REPORT" ->
            reports.add(
                new Report(
                    tag.get("URI").orElse(""),
                    tag.get("LAST-MSN").flatMap(Reader::number),
                    tag.get("LAST-PART").flatMap(Reader::number)));
        case "EXT-X-ENDLIST" -> ended = true;
        default -> {}
      }
    }

    private void skip(long count) {
      skipped = count;
      for (long i = first; i < first + Math.min(count, 100_000); i++) {
        Segment segment = known.get(i);
        if (segment == null) {
          unknown++;
          continue;
        }
        segments.add(segment);
        discontinuity = segment.discontinuity();
        map = segment.map();
        next = segment.date().map(at -> plus(at, segment.seconds())).orElse(null);
      }
    }

    private void segment(String uri) {
      Optional<Instant> date = tagged.or(() -> Optional.ofNullable(next));
      segments.add(
          new Segment(
              first + unknown + segments.size(),
              discontinuity,
              breaks,
              uri + range,
              seconds,
              map,
              gap,
              tagged,
              date,
              List.copyOf(parts)));
      next = date.map(at -> plus(at, seconds)).orElse(null);
      parts = new ArrayList<>();
      breaks = false;
      gap = false;
      range = "";
      seconds = 0;
      tagged = Optional.empty();
    }

    private static String at(M3u8Tag tag, String range) {
      return tag.get("URI").orElse("") + tag.get(range).map(text -> "@" + text).orElse("");
    }

    private static Instant plus(Instant at, double seconds) {
      return at.plusNanos(Math.round(seconds * 1e9));
    }

    private static Optional<Long> number(String text) {
      return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private static double seconds(String extinf) {
      int comma = extinf.indexOf(',');
      String text = comma < 0 ? extinf : extinf.substring(0, comma);
      return text.matches("\\d{1,9}(\\.\\d+)?") ? Double.parseDouble(text) : 0;
    }

    private static Optional<Instant> date(String text) {
      try {
        return Optional.of(OffsetDateTime.parse(text).toInstant());
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }
}
