package io.xlive.testkit;

import io.xlive.testkit.PlaylistConformance.Line;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of a media playlist for {@link PlaylistConformance}: RFC 8216bis, 4.4.3 to 4.4.5. */
final class MediaPlaylistCheck {
  /** Durations are written with some digits: sums may be off by this many seconds. */
  static final double ROUNDING = 0.011;

  private final List<Line> lines;
  private final List<Violation> violations;
  private double target;
  private Optional<Double> partTarget = Optional.empty();
  private Optional<M3u8Tag> inf = Optional.empty();
  private final List<M3u8Tag> parts = new ArrayList<>();
  private Optional<Hole> hole = Optional.empty();
  private boolean map;
  private boolean gap;
  private boolean segments;
  private boolean discontinuity;

  /** Where the parts of a segment end before it. */
  private record Hole(int line, String detail) {}

  MediaPlaylistCheck(List<Line> lines, List<Violation> violations) {
    this.lines = lines;
    this.violations = violations;
  }

  void run() {
    Optional<M3u8Tag> duration = first("EXT-X-TARGETDURATION");
    if (duration.isEmpty() || !duration.get().value().matches("[1-9]\\d{0,5}")) {
      report(1, "target duration", "none, or no positive integer");
      return;
    }
    target = Double.parseDouble(duration.get().value());
    partTarget = first("EXT-X-PART-INF").flatMap(tag -> tag.number("PART-TARGET"));
    serverControl();
    for (Line line : lines) {
      if (line.tag().isPresent()) {
        tag(line.tag().get());
      } else {
        uri(line);
      }
    }
    inf.ifPresent(tag -> report(tag.line(), "segments", "EXTINF without a URI"));
    parts(parts, false);
    hole(first("EXT-X-PRELOAD-HINT").or(() -> first("EXT-X-ENDLIST")).isEmpty());
  }

  private void serverControl() {
    Optional<M3u8Tag> control = first("EXT-X-SERVER-CONTROL");
    partTarget.ifPresent(
        part -> {
          Optional<Double> hold = control.flatMap(tag -> tag.number("PART-HOLD-BACK"));
          if (hold.isEmpty() || hold.get() < 2 * part) {
            report(1, "server control", "PART-HOLD-BACK below two part targets");
          }
          if (part > target) {
            report(1, "parts", "PART-TARGET above TARGETDURATION");
          }
        });
    control.ifPresent(
        tag -> {
          tag.number("HOLD-BACK")
              .filter(hold -> hold < 3 * target)
              .ifPresent(hold -> report(tag.line(), "server control", "HOLD-BACK " + hold));
          tag.number("CAN-SKIP-UNTIL")
              .filter(skip -> skip < 6 * target)
              .ifPresent(skip -> report(tag.line(), "server control", "CAN-SKIP-UNTIL " + skip));
          if (tag.get("CAN-SKIP-DATERANGES").isPresent() && tag.get("CAN-SKIP-UNTIL").isEmpty()) {
            report(tag.line(), "server control", "CAN-SKIP-DATERANGES without CAN-SKIP-UNTIL");
          }
        });
  }

  private void tag(M3u8Tag tag) {
    switch (tag.name()) {
      case "EXTINF" -> extinf(tag);
      case "EXT-X-MEDIA-SEQUENCE", "EXT-X-DISCONTINUITY-SEQUENCE" -> {
        if (segments || discontinuity || inf.isPresent() || !tag.value().matches("\\d{1,19}")) {
          report(tag.line(), "sequence", tag.name() + " is late or no number");
        }
      }
      case "EXT-X-DISCONTINUITY" -> discontinuity = true;
      case "EXT-X-PROGRAM-DATE-TIME" -> dateTime(tag);
      case "EXT-X-PLAYLIST-TYPE" -> {
        if (!tag.value().matches("EVENT|VOD")) {
          report(tag.line(), "playlist type", tag.value());
        }
      }
      case "EXT-X-MAP" -> map = true;
      case "EXT-X-GAP" -> gap = true;
      case "EXT-X-PART" -> part(tag);
      case "EXT-X-PRELOAD-HINT" -> {
        if (!tag.get("TYPE").orElse("").matches("PART|MAP")) {
          report(tag.line(), "preload hint", "TYPE " + tag.get("TYPE").orElse("none"));
        }
      }
      case "EXT-X-BYTERANGE" -> {
        if (!tag.value().matches("\\d+(@\\d+)?")) {
          report(tag.line(), "byte range", tag.value());
        }
      }
      case "EXT-X-SKIP" -> {
        segments = true;
        map = true; // it may stand among what is skipped
      }
      default -> {}
    }
  }

  private void extinf(M3u8Tag tag) {
    if (inf.isPresent()) {
      report(tag.line(), "segments", "two EXTINF before a URI");
    }
    inf = Optional.of(tag);
    if (!tag.value().matches("\\d+(\\.\\d+)?,.*")) {
      report(tag.line(), "segments", "EXTINF:" + tag.value());
    } else if (Math.round(duration(tag)) > target) {
      report(tag.line(), "target duration", "EXTINF " + duration(tag) + " above " + target);
    }
  }

  private void dateTime(M3u8Tag tag) {
    try {
      OffsetDateTime.parse(tag.value());
    } catch (DateTimeParseException e) {
      report(tag.line(), "date", tag.value() + " is no date with time and zone");
    }
  }

  private void part(M3u8Tag tag) {
    hole(tag.get("GAP").isPresent());
    parts.add(tag);
    if (partTarget.isEmpty()) {
      report(tag.line(), "parts", "EXT-X-PART without EXT-X-PART-INF");
      return;
    }
    double length = tag.number("DURATION").orElse(0.0);
    if (length > partTarget.get() + 1e-9) {
      report(tag.line(), "parts", "DURATION " + length + " above " + partTarget.get());
    }
  }

  private void uri(Line line) {
    if (inf.isEmpty()) {
      report(line.number(), "segments", "a URI without EXTINF");
      return;
    }
    if (line.uri().matches("[^?]*\\.(m4s|mp4|cmf[va])(\\?.*)?") && !map && !gap) {
      report(line.number(), "segments", "a fragment without EXT-X-MAP");
    }
    hole(gap);
    if (!parts.isEmpty()) {
      double sum = parts.stream().mapToDouble(p -> p.number("DURATION").orElse(0.0)).sum();
      double over = sum - duration(inf.get());
      if (Math.abs(over) > ROUNDING) {
        String detail = sum + " s, their segment has " + duration(inf.get());
        if (over < 0) {
          hole = Optional.of(new Hole(line.number(), "end after " + detail));
        } else {
          report(line.number(), "parts", "last " + detail);
        }
      }
    }
    parts(parts, true);
    parts.clear();
    inf = Optional.empty();
    gap = false;
    segments = true;
  }

  /**
   * Parts have all samples of their segment (3.2) and last as long as it does, but of one in which
   * the media ended: then what comes next is a gap, or it is the newest and nothing is promised.
   */
  private void hole(boolean excused) {
    if (!excused) {
      hole.ifPresent(found -> report(found.line(), "parts", found.detail()));
    }
    hole = Optional.empty();
  }

  /** All parts of a segment but its last, and one before a gap, have 85 % of the part target. */
  private void parts(List<M3u8Tag> all, boolean complete) {
    int judged = complete ? all.size() - 1 : all.size();
    for (int i = 0; i < judged; i++) {
      M3u8Tag part = all.get(i);
      boolean mayBeLast = !complete && i == all.size() - 1;
      boolean beforeGap = i < all.size() - 1 && all.get(i + 1).get("GAP").isPresent();
      if (!mayBeLast
          && !beforeGap
          && partTarget.isPresent()
          && part.get("GAP").isEmpty()
          && part.number("DURATION").orElse(0.0) < 0.85 * partTarget.get() - 1e-9) {
        report(part.line(), "parts", "DURATION below 85 % of PART-TARGET");
      }
    }
  }

  private Optional<M3u8Tag> first(String name) {
    return lines.stream().filter(line -> line.is(name)).findFirst().flatMap(Line::tag);
  }

  private static double duration(M3u8Tag extinf) {
    int comma = extinf.value().indexOf(',');
    String text = comma < 0 ? extinf.value() : extinf.value().substring(0, comma);
    return text.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(text) : 0;
  }

  private void report(int line, String rule, String detail) {
    violations.add(new Violation(rule, "line " + line, detail));
  }
}
