package io.xlive.testkit;

import io.xlive.testkit.PlaylistConformance.Line;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of a multivariant playlist for {@link PlaylistConformance}: RFC 8216bis, 4.4.6. */
final class MultivariantPlaylistCheck {
  private static final Map<String, String> GROUPS =
      Map.of(
          "AUDIO", "AUDIO",
          "VIDEO", "VIDEO",
          "SUBTITLES", "SUBTITLES",
          "CLOSED-CAPTIONS", "CLOSED-CAPTIONS");

  private final List<Line> lines;
  private final List<Violation> violations;
  private final Set<String> groups = new HashSet<>();
  private final Set<String> names = new HashSet<>();
  private final Set<String> defaults = new HashSet<>();

  MultivariantPlaylistCheck(List<Line> lines, List<Violation> violations) {
    this.lines = lines;
    this.violations = violations;
  }

  void run() {
    lines.stream()
        .filter(line -> line.is("EXT-X-MEDIA"))
        .flatMap(line -> line.tag().stream())
        .forEach(this::rendition);
    boolean wanted = false;
    int variants = 0;
    for (Line line : lines) {
      if (line.tag().isEmpty()) {
        if (!wanted) {
          report(line.number(), "variants", "a URI without EXT-X-STREAM-INF");
        }
        wanted = false;
        continue;
      }
      if (wanted) {
        report(line.number(), "variants", "EXT-X-STREAM-INF is not followed by its URI");
        wanted = false;
      }
      M3u8Tag tag = line.tag().get();
      if (tag.name().equals("EXT-X-STREAM-INF")) {
        variants++;
        wanted = true;
        variant(tag);
      } else if (tag.name().equals("EXT-X-I-FRAME-STREAM-INF")) {
        variant(tag);
      }
    }
    if (wanted || variants == 0) {
      report(1, "variants", variants == 0 ? "none" : "the last has no URI");
    }
  }

  private void rendition(M3u8Tag tag) {
    String type = tag.get("TYPE").orElse("");
    String group = type + "/" + tag.get("GROUP-ID").orElse("");
    groups.add(group);
    if (!GROUPS.containsValue(type)) {
      report(tag.line(), "renditions", "TYPE " + type);
    }
    if (!names.add(group + "/" + tag.get("NAME").orElse(""))) {
      report(tag.line(), "renditions", "NAME twice in a group");
    }
    boolean isDefault = yes(tag, "DEFAULT");
    if (isDefault && !defaults.add(group)) {
      report(tag.line(), "renditions", "two defaults in a group");
    }
    if (isDefault && tag.get("AUTOSELECT").filter("NO"::equals).isPresent()) {
      report(tag.line(), "renditions", "DEFAULT=YES with AUTOSELECT=NO");
    }
    boolean captions = type.equals("CLOSED-CAPTIONS");
    if (captions
        != tag.get("INSTREAM-ID").filter(id -> id.matches("CC[1-4]|SERVICE\\d{1,2}")).isPresent()) {
      report(tag.line(), "renditions", "INSTREAM-ID goes with CLOSED-CAPTIONS");
    }
    boolean uri = tag.get("URI").isPresent();
    if (captions && uri || type.equals("SUBTITLES") && !uri) {
      report(tag.line(), "renditions", type + (uri ? " with URI" : " without URI"));
    }
    if (tag.get("FORCED").isPresent() && !type.equals("SUBTITLES")) {
      report(tag.line(), "renditions", "FORCED outside of SUBTITLES");
    }
  }

  private void variant(M3u8Tag tag) {
    Optional<Double> peak = tag.number("BANDWIDTH");
    if (peak.isEmpty() || peak.get() < 1) {
      report(tag.line(), "variants", "BANDWIDTH is not positive");
    }
    tag.number("AVERAGE-BANDWIDTH")
        .filter(average -> average > peak.orElse(0.0))
        .ifPresent(average -> report(tag.line(), "variants", "AVERAGE-BANDWIDTH above BANDWIDTH"));
    if (tag.get("CODECS")
        .filter(codecs -> codecs.matches("[A-Za-z0-9.-]+(,[A-Za-z0-9.-]+)*"))
        .isEmpty()) {
      report(tag.line(), "variants", "no CODECS, or not as RFC 6381 has them");
    }
    tag.get("VIDEO-RANGE")
        .filter(range -> !range.matches("SDR|HLG|PQ"))
        .ifPresent(range -> report(tag.line(), "variants", "VIDEO-RANGE " + range));
    GROUPS.forEach(
        (attribute, type) ->
            tag.get(attribute)
                .filter(group -> !(attribute.equals("CLOSED-CAPTIONS") && group.equals("NONE")))
                .filter(group -> !groups.contains(type + "/" + group))
                .ifPresent(group -> report(tag.line(), "variants", "no group " + group)));
  }

  private static boolean yes(M3u8Tag tag, String attribute) {
    return tag.get(attribute).filter("YES"::equals).isPresent();
  }

  private void report(int line, String rule, String detail) {
    violations.add(new Violation(rule, "line " + line, detail));
  }
}
