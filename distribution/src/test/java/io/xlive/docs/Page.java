package io.xlive.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation in Markdown.
 *
 * @param file where it is
 * @param text all of it
 */
record Page(Path file, String text) {
  private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern INDENTED = Pattern.compile("(?m)^ {4}.*$");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+)$");

  /** The README, the changelog and all pages below {@code distribution/docs}. */
  static List<Page> all(Path root) {
    List<Page> pages = new ArrayList<>();
    pages.add(read(root.resolve("README.md")));
    pages.add(read(root.resolve("CHANGELOG.md")));
    try (Stream<Path> files = Files.walk(root.resolve("distribution/docs"))) {
      files
          .filter(file -> file.toString().endsWith(".md"))
          .sorted()
          .forEach(f -> pages.add(read(f)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pages;
  }

  static Page read(Path file) {
    try {
      return new Page(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where its links lead, code left out. */
  List<String> links() {
    return matches(LINK, CODE.matcher(prose()).replaceAll("code"));
  }

  /** What stands in back quotes inside of lines. */
  List<String> codes() {
    return matches(CODE, prose());
  }

  /** The anchors of its headings, as the usual viewers make them. */
  List<String> anchors() {
    return matches(HEADING, prose()).stream()
        .map(
            heading ->
                heading
                    .strip()
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .toList();
  }

  private String prose() {
    return INDENTED.matcher(FENCE.matcher(text).replaceAll("")).replaceAll("");
  }

  private static List<String> matches(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }
}
