package io.xlive.hls;

import io.xlive.spi.media.StreamPath;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule of {@code hls.ladder}: which streams are renditions of one programme, by their names. In
 * {@code live/{name}_{rendition}} the stream {@code live/cam1_720} is rendition {@code 720} of
 * {@code live/cam1}. An app of {@code *} is any.
 *
 * @param app the app, or {@code *}
 * @param before what stands before the programme's name
 * @param between what stands between it and the rendition; the last such text in a name counts
 * @param after what stands behind the rendition
 */
record LadderRule(String app, String before, String between, String after) {
  private static final Pattern RULE =
      Pattern.compile(
          "(\\*|[A-Za-z0-9._~/-]+)/([A-Za-z0-9._~-]*)\\{name}([A-Za-z0-9._~-]+)\\{rendition}"
              + "([A-Za-z0-9._~-]*)");

  /** Becomes part of a track's name, so it is short and its hyphens stand alone. */
  private static final Pattern RENDITION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private static final int LONGEST = 12;

  /**
   * What a stream is.
   *
   * @param programme the stream that all renditions together make
   * @param rendition its name in there, 1..12 of {@code [a-z0-9-]}
   */
  record Rung(StreamPath programme, String rendition) {}

  /**
   * Reads a rule.
   *
   * @throws IllegalArgumentException when it is none; the message says what one looks like
   */
  static LadderRule parse(String text) {
    Matcher m = RULE.matcher(text.strip());
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "not APP/{name}SEPARATOR{rendition}, as in live/{name}_{rendition}: " + text);
    }
    return new LadderRule(m.group(1), m.group(2), m.group(3), m.group(4));
  }

  /** What the rule makes of a stream; empty when it says nothing of it. */
  Optional<Rung> match(StreamPath path) {
    String name = path.name();
    if (!(app.equals("*") || app.equals(path.app()))
        || !name.startsWith(before)
        || !name.endsWith(after)
        || name.length() <= before.length() + after.length()) {
      return Optional.empty();
    }
    String middle = name.substring(before.length(), name.length() - after.length());
    int at = middle.lastIndexOf(between);
    if (at < 1) {
      return Optional.empty();
    }
    String rendition = middle.substring(at + between.length()).toLowerCase(Locale.ROOT);
    if (rendition.length() > LONGEST || !RENDITION.matcher(rendition).matches()) {
      return Optional.empty();
    }
    return StreamPath.of(path.app(), middle.substring(0, at)).map(p -> new Rung(p, rendition));
  }
}
