package io.xlive.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Links lead somewhere; keys, endpoints, metrics and errors that the pages name are there. */
class DocumentationTest {
  private static final Pattern SETTING = Pattern.compile("(?m)^\\| `([a-z0-9.-]+)` \\|");
  private static final Pattern KEY = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+(\\.\\*)?");
  private static final Pattern ENDPOINT =
      Pattern.compile("(?m)^\\| `(?:GET|POST|PUT|DELETE) (/[^`]+)` \\|");
  private static final Pattern PATH = Pattern.compile("(?m)^\\s*@Path\\(\"([^\"]+)\"\\)");
  private static final Pattern CLASS = Pattern.compile("(?m)^(public )?(final )?class ");
  private static final Pattern METRIC = Pattern.compile("\"(xlive_[a-z0-9_]+)\"");
  private static final Pattern CODE = Pattern.compile("(?m)^  ([A-Z][A-Z_]+)\\(ErrorType\\.");

  private final Path root = root();
  private final List<Page> pages = Page.all(root);

  private static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(folder -> Files.isDirectory(folder.resolve("plugin-api")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void linksLeadSomewhere() {
    List<String> dead = new ArrayList<>();
    for (Page page : pages) {
      for (String link : page.links()) {
        if (!link.matches("[a-z]+:.*") && !leads(page, link)) {
          dead.add(root.relativize(page.file()) + ": " + link);
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  private static boolean leads(Page page, String link) {
    String[] parts = link.split("#", 2);
    Path target =
        parts[0].isEmpty() ? page.file() : page.file().resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1 || Page.read(target).anchors().contains(parts[1]));
  }

  @Test
  void keysExist() {
    Set<String> keys = keys();
    Set<String> sections =
        keys.stream().map(key -> key.substring(0, key.indexOf('.'))).collect(Collectors.toSet());
    List<String> unknown = new ArrayList<>();
    for (Page page : pages) {
      for (String code : page.codes()) {
        String key = code.replaceFirst(":.*", "");
        boolean claims =
            KEY.matcher(key).matches() && sections.contains(key.substring(0, key.indexOf('.')));
        if (claims && !known(key, keys)) {
          unknown.add(root.relativize(page.file()) + ": " + code);
        }
      }
    }
    assertThat(keys).hasSizeGreaterThan(50);
    assertThat(unknown).as("keys that settings.md does not have").isEmpty();
  }

  private static boolean known(String key, Set<String> keys) {
    if (key.equals("hls.port")) {
      return true; // another name of http.port
    }
    String section = key.replaceFirst("\\.\\*$", "") + ".";
    return keys.contains(key) || keys.stream().anyMatch(each -> each.startsWith(section));
  }

  private Set<String> keys() {
    return found(SETTING, Page.read(root.resolve("distribution/docs/settings.md")).text());
  }

  @Test
  void apiNamesEveryEndpointAndNoOther() throws IOException {
    Set<String> registered = new TreeSet<>();
    for (Path source : sources()) {
      String text = Files.readString(source);
      Matcher type = CLASS.matcher(text);
      if (text.contains("jakarta.ws.rs.Path;") && type.find()) {
        String base = PATH.matcher(text).results().findFirst().orElseThrow().group(1);
        // A method without a path of its own answers at that of its class.
        registered.add("/" + base);
        found(PATH, text.substring(type.end()))
            .forEach(sub -> registered.add("/" + base + "/" + sub));
      }
    }
    assertThat(registered).isNotEmpty();
    assertThat(found(ENDPOINT, api())).isEqualTo(registered);
  }

  @Test
  void apiNamesEveryErrorCode() throws IOException {
    Set<String> forgotten = new TreeSet<>();
    for (Path source : sources()) {
      if (source.getFileName().toString().endsWith("Error.java")) {
        for (String name : found(CODE, Files.readString(source))) {
          String code = name.toLowerCase(java.util.Locale.ROOT);
          if (!api().contains("`" + code + "`")) {
            forgotten.add(code);
          }
        }
      }
    }
    assertThat(forgotten).isEmpty();
  }

  @Test
  void theGuideNamesEveryMetricAndNoOther() throws IOException {
    Set<String> measured = new TreeSet<>();
    for (Path source : sources()) {
      measured.addAll(found(METRIC, Files.readString(source)));
    }
    for (String guide : List.of("operator-guide.md", "zh/operator-guide.md")) {
      Set<String> told =
          Page.read(root.resolve("distribution/docs").resolve(guide)).codes().stream()
              .filter(code -> code.startsWith("xlive_"))
              .map(code -> code.replaceFirst("\\{.*", ""))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(told).as(guide).isEqualTo(measured);
    }
  }

  @Test
  void theTranslationHasTheSameChapters() {
    Path docs = root.resolve("distribution/docs");
    assertThat(chapters(docs.resolve("zh/operator-guide.md")))
        .isEqualTo(chapters(docs.resolve("operator-guide.md")));
  }

  private static long chapters(Path page) {
    return Page.read(page).text().lines().filter(line -> line.startsWith("## ")).count();
  }

  private String api() {
    return Page.read(root.resolve("distribution/docs/api.md")).text();
  }

  private List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    for (String part : List.of("plugin-api", "server", "plugins", "webapp")) {
      try (Stream<Path> files = Files.walk(root.resolve(part))) {
        files
            .filter(file -> file.toString().replace('\\', '/').matches(".*/src/main/.*\\.java"))
            .forEach(sources::add);
      }
    }
    return sources;
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
