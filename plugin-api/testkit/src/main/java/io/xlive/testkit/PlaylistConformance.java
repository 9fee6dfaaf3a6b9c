package io.xlive.testkit;

import io.xlive.testkit.M3u8Attribute.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one playlist, media or multivariant, by the letter of RFC 8216bis
 * (draft-pantos-hls-rfc8216bis) and lists what is wrong: grammar of lines and attributes, which
 * tags stand where and how often, times, versions, low latency. Unknown tags and attributes are
 * wrong here, for ours are known; attributes that start with X- are allowed where clients define
 * their own.
 */
public final class PlaylistConformance {
  private final List<Violation> violations = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();

  private PlaylistConformance() {}

  /**
   * A line that means something.
   *
   * @param tag when it is one
   * @param uri else the URI
   * @param number from 1
   */
  record Line(Optional<M3u8Tag> tag, String uri, int number) {
    boolean is(String name) {
      return tag.isPresent() && tag.get().name().equals(name);
    }
  }

  /** Checks a playlist. */
  public static List<Violation> check(String playlist) {
    return reading(playlist).violations();
  }

  /** What was read of a playlist, and what is wrong with it. */
  record Reading(List<Line> lines, List<Violation> violations) {}

  static Reading reading(String playlist) {
    PlaylistConformance reader = new PlaylistConformance();
    reader.read(playlist);
    return new Reading(List.copyOf(reader.lines), List.copyOf(reader.violations));
  }

  /**
   * Checks that a later version of a live media playlist follows from an earlier one (6.2.1,
   * 6.2.2): nothing that is listed changes, numbers grow, the target duration stays. Does not check
   * either by itself.
   */
  public static List<Violation> checkUpdate(String before, String after) {
    return LivePlaylistChecker.update(before, after);
  }

  private void read(String playlist) {
    if (!playlist.startsWith("#EXTM3U\n") && !playlist.startsWith("#EXTM3U\r\n")) {
      report(1, "grammar", "the first line is not #EXTM3U");
    }
    if (!playlist.endsWith("\n")) {
      report(1, "grammar", "the last line has no end");
    }
    String[] raw = playlist.split("\r?\n", -1);
    for (int i = 0; i < raw.length; i++) {
      line(raw[i], i + 1);
    }
    boolean media = has(M3u8Tag.Place.MEDIA);
    boolean multivariant = has(M3u8Tag.Place.MULTIVARIANT);
    if (media == multivariant) {
      report(1, "kind", media ? "tags of both kinds of playlists" : "tags of neither kind");
    } else if (media) {
      new MediaPlaylistCheck(lines, violations).run();
    } else {
      new MultivariantPlaylistCheck(lines, violations).run();
    }
    PlaylistVersion.check(lines, violations);
    once();
  }

  private void line(String text, int number) {
    // The one list whose items tabs part (4.4.5.2).
    boolean tabs = text.startsWith("#EXT-X-SKIP:");
    if (text.chars()
        .anyMatch(c -> c < 0x20 && !(tabs && c == '\t') || c >= 0x7F && c < 0xA0 || c == 0xFEFF)) {
      report(number, "grammar", "a control character or byte order mark");
    }
    if (text.isEmpty()) {
      return;
    }
    if (!text.startsWith("#")) {
      if (text.isBlank() || text.contains(" ")) {
        report(number, "grammar", "blanks in a URI line");
      }
      lines.add(new Line(Optional.empty(), text, number));
      return;
    }
    if (!text.startsWith("#EXT")) {
      return; // a comment
    }
    int colon = text.indexOf(':');
    String name = text.substring(1, colon < 0 ? text.length() : colon);
    String value = colon < 0 ? "" : text.substring(colon + 1);
    Optional<M3u8Tag.Rule> rule = M3u8Tag.rule(name);
    if (rule.isEmpty()) {
      report(number, "grammar", "unknown tag " + name);
      return;
    }
    Map<String, String> attributes =
        rule.get().list() ? attributes(name, value, rule.get(), number) : Map.of();
    lines.add(new Line(Optional.of(new M3u8Tag(name, value, attributes, number)), "", number));
  }

  private Map<String, String> attributes(String tag, String value, M3u8Tag.Rule rule, int number) {
    Map<String, String> read = new LinkedHashMap<>();
    Optional<List<M3u8Attribute>> list = M3u8Attribute.list(value);
    if (list.isEmpty()) {
      report(number, "grammar", tag + " has no attribute list");
      return read;
    }
    for (M3u8Attribute attribute : list.get()) {
      Type type = rule.types().get(attribute.name());
      if (type == null && !attribute.name().startsWith("X-")) {
        report(number, "attributes", tag + " has no attribute " + attribute.name());
      } else if (type != null && !type.fits(attribute.value())) {
        report(number, "attributes", attribute.name() + "=" + attribute.value() + " is no " + type);
      }
      if (read.put(attribute.name(), attribute.text()) != null) {
        report(number, "attributes", attribute.name() + " twice");
      }
    }
    for (String required : rule.required()) {
      if (!read.containsKey(required)) {
        report(number, "attributes", tag + " without " + required);
      }
    }
    return read;
  }

  private boolean has(M3u8Tag.Place place) {
    return lines.stream()
        .flatMap(line -> line.tag().stream())
        .anyMatch(tag -> M3u8Tag.rule(tag.name()).filter(r -> r.place() == place).isPresent());
  }

  private void once() {
    Set<String> seen = new HashSet<>();
    for (Line line : lines) {
      line.tag()
          .filter(tag -> M3u8Tag.rule(tag.name()).filter(M3u8Tag.Rule::once).isPresent())
          .filter(tag -> !seen.add(tag.name()))
          .ifPresent(tag -> report(line.number(), "grammar", tag.name() + " twice"));
    }
  }

  private void report(int line, String rule, String detail) {
    violations.add(new Violation(rule, "line " + line, detail));
  }
}
