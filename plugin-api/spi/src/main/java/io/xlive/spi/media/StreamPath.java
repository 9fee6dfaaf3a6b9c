package io.xlive.spi.media;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names a stream: {@code live/cam1}. The application is one to four levels, the stream name is the
 * last one.
 *
 * <p>The one place where names are checked, for every protocol, after one percent-decoding and
 * before anything is logged, looked up or written.
 *
 * @param app one to four levels joined by {@code /}
 * @param name the last level
 */
public record StreamPath(String app, String name) {
  private static final Pattern LEVEL = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,127}");
  private static final int MAX_APP_LEVELS = 4;
  private static final Set<String> FILE_NAMES = Set.of("index", "playlist", "master", "main", "ts");
  private static final Set<String> RESERVED =
      Set.of(
          "api", "console", "watch", "health", "metrics", "stats", "streams", "login", "logout",
          "refresh", "openapi", "assets", "demo", "embed", "whip", "whep");

  /**
   * @throws IllegalArgumentException when {@link #parse} would refuse it
   */
  public StreamPath {
    if (!valid(app, name)) {
      throw new IllegalArgumentException("not a stream path");
    }
  }

  /**
   * Reads {@code app/.../name}. One leading and one trailing slash are forgiven.
   *
   * @return empty for anything that is no name: a level is 1..128 of {@code [A-Za-z0-9._~-]}
   *     without a leading dot or {@code ..} inside, the first level is none of the server's own,
   *     the last none of the playlist files' names
   */
  public static Optional<StreamPath> parse(String text) {
    int from = text.startsWith("/") ? 1 : 0;
    int to = text.length() > from && text.endsWith("/") ? text.length() - 1 : text.length();
    String path = text.substring(from, to);
    int slash = path.lastIndexOf('/');
    if (slash < 1) {
      return Optional.empty();
    }
    return of(path.substring(0, slash), path.substring(slash + 1));
  }

  /** The path of an application and a name, or empty when {@link #parse} would refuse it. */
  public static Optional<StreamPath> of(String app, String name) {
    return valid(app, name) ? Optional.of(new StreamPath(app, name)) : Optional.empty();
  }

  private static boolean valid(String app, String name) {
    if (app.length() > MAX_APP_LEVELS * 129) {
      return false;
    }
    String[] levels = app.split("/", -1);
    if (levels.length > MAX_APP_LEVELS || RESERVED.contains(levels[0])) {
      return false;
    }
    for (String level : levels) {
      if (!validLevel(level)) {
        return false;
      }
    }
    return validLevel(name) && !FILE_NAMES.contains(name);
  }

  private static boolean validLevel(String level) {
    return level.length() <= 128 && LEVEL.matcher(level).matches() && !level.contains("..");
  }

  @Override
  public String toString() {
    return app + "/" + name;
  }
}
