package io.xlive.spi.auth;

import io.xlive.spi.media.StreamPath;
import java.util.Locale;
import java.util.Optional;

/**
 * A right on some streams, as a group of a Jakarta Security identity store names it: {@code
 * publish:live/*}, {@code play:*}, {@code admin}.
 *
 * @param permission which right
 * @param pattern which streams: a path in which a level {@code *} stands for any one level and a
 *     last {@code *} for all that follow
 */
public record Grant(Permission permission, String pattern) {
  /**
   * Reads {@code permission:pattern}, or a permission alone, which holds for all streams.
   *
   * @return empty when it names no permission: other groups are allowed to exist
   */
  public static Optional<Grant> parse(String group) {
    int colon = group.indexOf(':');
    String name = colon < 0 ? group : group.substring(0, colon);
    String pattern = colon < 0 ? "*" : group.substring(colon + 1);
    if (pattern.isEmpty()) {
      return Optional.empty();
    }
    for (Permission permission : Permission.values()) {
      if (permission.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(new Grant(permission, pattern));
      }
    }
    return Optional.empty();
  }

  /** Whether it gives {@code wanted} on a stream; {@code admin} gives everything. */
  public boolean allows(Permission wanted, StreamPath path) {
    return (permission == wanted || permission == Permission.ADMIN) && matches(path.toString());
  }

  /** Whether it gives {@code wanted} for the server as a whole: only without a narrower pattern. */
  public boolean allows(Permission wanted) {
    return (permission == wanted || permission == Permission.ADMIN) && "*".equals(pattern);
  }

  private boolean matches(String path) {
    String[] wanted = pattern.split("/", -1);
    String[] levels = path.split("/", -1);
    for (int i = 0; i < wanted.length; i++) {
      if ("*".equals(wanted[i]) && i == wanted.length - 1) {
        return levels.length > i;
      }
      if (i >= levels.length || !("*".equals(wanted[i]) || wanted[i].equals(levels[i]))) {
        return false;
      }
    }
    return wanted.length == levels.length;
  }

  @Override
  public String toString() {
    return permission.name().toLowerCase(Locale.ROOT) + ":" + pattern;
  }
}
