package io.xlive.hls;

import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackId;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * The text form of a {@link JournalRecord}: lines that a person can read, with a checksum in the
 * last one, so that a file which a crash or an editor cut short is noticed.
 */
final class JournalText {
  private static final String TITLE = "xlive-playlist 1";
  private static final int HEAD_LINES = 9;
  private static final int MOST_SEGMENTS = 1000;

  /** A range has a line for itself and one for each tag. */
  private static final int MOST_DATE_LINES = 4000;

  private static final String NONE = "-";

  private JournalText() {}

  static String write(JournalRecord journal) {
    StringBuilder out = new StringBuilder(256 + 96 * journal.segments().size());
    out.append(TITLE).append('\n');
    line(out, "path", journal.path());
    line(out, "origin", journal.origin());
    line(out, "target-duration", journal.targetDuration());
    line(out, "part-target", journal.partTargetNanos());
    line(out, "next-number", journal.nextNumber());
    line(out, "discontinuities", journal.discontinuities());
    line(out, "last-end", journal.lastEnd());
    line(out, "ended", journal.ended());
    for (JournalRecord.Listed segment : journal.segments()) {
      out.append("segment ").append(segment.epoch()).append(' ').append(segment.number());
      out.append(' ').append(segment.discontinuity() ? 1 : 0);
      out.append(' ').append(segment.discontinuityNumber()).append(' ').append(segment.start());
      out.append(' ').append(segment.nanos());
      Map<String, Long> sorted = new TreeMap<>();
      segment.tracks().forEach((track, nanos) -> sorted.put(track.value(), nanos));
      sorted.forEach((track, nanos) -> out.append(' ').append(track).append('=').append(nanos));
      out.append('\n');
    }
    journal.dates().forEach(range -> date(out, range));
    return out + "sum " + sum(out.toString()) + "\n";
  }

  private static void date(StringBuilder out, DateRange range) {
    String end = range.end().map(Instant::toString).orElse(NONE);
    line(out, "date", range.start() + " " + end + " " + range.id());
    range.tags().forEach(tag -> line(out, "tag", tag.addedMillis() + " " + tag.line()));
  }

  private static void line(StringBuilder out, String name, Object value) {
    out.append(name).append(' ').append(value).append('\n');
  }

  private static String sum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(crc.getValue());
  }

  /** Reads the text; empty when it is not whole, or not what {@link #write} gives. */
  static Optional<JournalRecord> read(String text) {
    int last = text.lastIndexOf("sum ");
    if (last < 0 || !text.substring(last).equals("sum " + sum(text.substring(0, last)) + "\n")) {
      return Optional.empty();
    }
    List<String> lines = text.substring(0, last).lines().toList();
    if (lines.size() < HEAD_LINES
        || lines.size() > HEAD_LINES + MOST_SEGMENTS + MOST_DATE_LINES
        || !lines.getFirst().equals(TITLE)) {
      return Optional.empty();
    }
    try {
      return record(lines);
    } catch (IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Optional<JournalRecord> record(List<String> lines) {
    Optional<StreamPath> path = StreamPath.parse(value(lines.get(1), "path"));
    Instant origin = Instant.parse(value(lines.get(2), "origin"));
    int target = Integer.parseInt(value(lines.get(3), "target-duration"));
    long part = Long.parseLong(value(lines.get(4), "part-target"));
    long next = Long.parseLong(value(lines.get(5), "next-number"));
    long discontinuities = Long.parseLong(value(lines.get(6), "discontinuities"));
    Instant end = Instant.parse(value(lines.get(7), "last-end"));
    boolean ended = Boolean.parseBoolean(value(lines.get(8), "ended"));
    List<JournalRecord.Listed> segments = new ArrayList<>();
    int at = HEAD_LINES;
    for (; at < lines.size() && lines.get(at).startsWith("segment "); at++) {
      segments.add(segment(value(lines.get(at), "segment").split(" ")));
    }
    List<DateRange> dates = dates(lines.subList(at, lines.size()));
    if (segments.size() > MOST_SEGMENTS
        || lines.size() - at > MOST_DATE_LINES
        || target < 1
        || part < 0
        || next < 0
        || discontinuities < 0) {
      return Optional.empty();
    }
    return path.map(
        p ->
            new JournalRecord(
                p, origin, target, part, next, discontinuities, end, ended, segments, dates));
  }

  private static String value(String line, String name) {
    if (!line.startsWith(name + " ")) {
      throw new IllegalArgumentException("not " + name + ": " + line);
    }
    return line.substring(name.length() + 1);
  }

  /** Of a journal of before there were any, none. */
  private static List<DateRange> dates(List<String> lines) {
    List<DateRange> ranges = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      String[] words = value(lines.get(at++), "date").split(" ", 3);
      if (words.length < 3 || words[2].isEmpty()) {
        throw new IllegalArgumentException("a date range has a start, an end and an ID");
      }
      List<DateRange.Tag> tags = new ArrayList<>();
      for (; at < lines.size() && lines.get(at).startsWith("tag "); at++) {
        tags.add(tag(words[2], value(lines.get(at), "tag")));
      }
      if (tags.isEmpty()) {
        throw new IllegalArgumentException("a date range without a tag");
      }
      Optional<Instant> end =
          words[1].equals(NONE) ? Optional.empty() : Optional.of(Instant.parse(words[1]));
      ranges.add(new DateRange(words[2], Instant.parse(words[0]), end, tags));
    }
    return ranges;
  }

  /** A line goes into playlists as it is: nothing but a tag of that range is taken. */
  private static DateRange.Tag tag(String id, String text) {
    int space = text.indexOf(' ');
    String line = text.substring(space + 1);
    if (space < 0
        || !line.startsWith("#EXT-X-DATERANGE:ID=\"" + id + "\",")
        || line.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw new IllegalArgumentException("not a tag of the date range " + id);
    }
    return new DateRange.Tag(Long.parseLong(text.substring(0, space)), line);
  }

  private static JournalRecord.Listed segment(String[] words) {
    if (words.length < 6) {
      throw new IllegalArgumentException("a segment has six words and its tracks");
    }
    Map<TrackId, Long> tracks = new LinkedHashMap<>();
    for (int i = 6; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      if (equals < 0) {
        throw new IllegalArgumentException("not track=nanos: " + words[i]);
      }
      tracks.put(
          new TrackId(words[i].substring(0, equals)),
          Long.parseLong(words[i].substring(equals + 1)));
    }
    return new JournalRecord.Listed(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        words[2].equals("1"),
        Long.parseLong(words[3]),
        Instant.parse(words[4]),
        Long.parseLong(words[5]),
        tracks);
  }
}
