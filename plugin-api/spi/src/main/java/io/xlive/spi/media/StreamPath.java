package io.xlive.spi.media;

import java.util.Optional;
import java.util.Set;

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
  private static final int LONGEST_LEVEL = 128;
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
    int levels = 0;
    for (int from = 0, to; from <= app.length(); from = to + 1) {
      int slash = app.indexOf('/', from);
      to = slash < 0 ? app.length() : slash;
      levels++;
      if (levels > MAX_APP_LEVELS
          || !validLevel(app, from, to)
          || (levels == 1 && RESERVED.contains(app.substring(from, to)))) {
        return false;
      }
    }
    return validLevel(name, 0, name.length()) && !FILE_NAMES.contains(name);
  }

  private static boolean validLevel(String text, int from, int to) {
    if (from == to || to - from > LONGEST_LEVEL) {
      return false;
    }
    // Before the first letter as behind a dot: another one may not follow.
    char before = '.';
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '.' ? before == '.' : !letter(c)) {
        return false;
      }
      before = c;
    }
    return true;
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '~'
        || c == '-';
  }

  @Override
  public String toString() {
    return app + "/" + name;
  }
}
