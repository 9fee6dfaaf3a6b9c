package io.xlive.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands one browser to all tests that ask for it. On a machine without Chromium or npm they are
 * skipped, which a warning tells; with {@code XLIVE_REQUIRE_BROWSER=1} they fail there.
 */
final class Browsers implements ParameterResolver {
  /** A browser, and the pages that it opens. */
  record Browser(Chromium chromium, PageServer pages) implements AutoCloseable {
    /** Opens the page that plays an address; {@code player} as in {@link PageServer#page}. */
    BrowserPage play(String player, URI media) {
      return chromium.open(pages.page(player, media));
    }

    @Override
    public void close() {
      chromium.close();
      pages.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Browser.class;
  }

  @Override
  public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.create(Browsers.class))
        .computeIfAbsent(Browser.class, key -> open(), Browser.class);
  }

  private static Browser open() {
    Path chromium = need("Chromium", Chromium.find());
    Path npm = need("npm", program("npm"));
    PlayerLibraries libraries = PlayerLibraries.install(Path.of("target"), npm);
    return new Browser(Chromium.start(chromium), new PageServer(libraries));
  }

  private static Path need(String name, Optional<Path> found) {
    if (found.isEmpty()) {
      String told = "WARNING: no " + name + " on the PATH: real players are NOT tested";
      assertThat(System.getenv("XLIVE_REQUIRE_BROWSER")).as(told).isNotEqualTo("1");
      System.out.println(told);
      return abort(told);
    }
    return found.get();
  }

  /** A program on the PATH. */
  static Optional<Path> program(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of(path.split(File.pathSeparator, -1))
        .map(at -> Path.of(at, name))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
