package io.xlive.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether one version of a live media playlist follows from another: RFC 8216bis, 6.2.1 and 6.2.2.
 */
final class PlaylistUpdate {
  private PlaylistUpdate() {}

  /** What matters of a version. */
  private record Version(
      String target, long first, long discontinuities, List<String> segments, boolean ended) {
    /** The discontinuity number of a segment. */
    long discontinuity(int segment) {
      return discontinuities
          + segments.subList(0, segment + 1).stream().filter(s -> s.startsWith("!")).count();
    }
  }

  static List<Violation> check(String before, String after) {
    Version old = read(before);
    Version now = read(after);
    List<Violation> violations = new ArrayList<>();
    if (!old.target().equals(now.target())) {
      violations.add(new Violation("update", "header", "another TARGETDURATION"));
    }
    if (now.first() < old.first() || old.ended() && !before.equals(after)) {
      violations.add(new Violation("update", "header", "goes back, or changes after its end"));
    }
    if (now.first() + now.segments().size() < old.first() + old.segments().size()) {
      violations.add(new Violation("update", "end", "segments at the end are gone"));
    }
    for (int i = 0; i < old.segments().size(); i++) {
      long index = old.first() + i - now.first();
      if (index < 0 || index >= now.segments().size()) {
        continue;
      }
      int at = (int) index;
      String where = "segment " + (old.first() + i);
      if (!old.segments().get(i).equals(now.segments().get(at))) {
        violations.add(
            new Violation(
                "update", where, old.segments().get(i) + " became " + now.segments().get(at)));
      }
      if (old.discontinuity(i) != now.discontinuity(at)) {
        violations.add(new Violation("update", where, "another discontinuity number"));
      }
    }
    return violations;
  }

  private static Version read(String playlist) {
    String target = "";
    long first = 0;
    long discontinuities = 0;
    List<String> segments = new ArrayList<>();
    StringBuilder segment = new StringBuilder();
    boolean ended = false;
    for (String line : playlist.split("\r?\n", -1)) {
      String value = line.substring(line.indexOf(':') + 1);
      if (line.startsWith("#EXT-X-TARGETDURATION:")) {
        target = value;
      } else if (line.startsWith("#EXT-X-MEDIA-SEQUENCE:")) {
        first = Long.parseLong(value);
      } else if (line.startsWith("#EXT-X-DISCONTINUITY-SEQUENCE:")) {
        discontinuities = Long.parseLong(value);
      } else if (line.startsWith("#EXT-X-DISCONTINUITY")) {
        segment.insert(0, '!');
      } else if (line.startsWith("#EXTINF:")) {
        segment.append(value).append(' ');
      } else if (line.startsWith("#EXT-X-ENDLIST")) {
        ended = true;
      } else if (!line.startsWith("#") && !line.isBlank()) {
        segments.add(segment.append(line).toString());
        segment.setLength(0);
      }
    }
    return new Version(target, first, discontinuities, segments, ended);
  }
}
