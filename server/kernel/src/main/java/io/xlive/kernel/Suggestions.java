package io.xlive.kernel;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what was probably meant. */
final class Suggestions {
  private Suggestions() {}

  /** The nearest name, when it is near enough to be no insult. */
  static Optional<String> nearest(String wrong, Collection<String> names) {
    if (wrong.length() > 128) {
      return Optional.empty();
    }
    String sought = normal(wrong);
    int most = Math.max(2, sought.length() / 4);
    Optional<String> near =
        names.stream()
            .filter(name -> distance(sought, normal(name)) <= most)
            .min(
                Comparator.<String>comparingInt(name -> distance(sought, normal(name)))
                    .thenComparing(n -> n));
    // A key that lost its section: "port" or "server.port" for "rtmp.port".
    String last = last(wrong);
    return near.or(
        () -> names.stream().filter(name -> last(name).equals(last)).sorted().findFirst());
  }

  private static String last(String key) {
    return normal(key.substring(key.lastIndexOf('.') + 1));
  }

  private static String normal(String key) {
    return key.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Insertions, deletions, substitutions and swaps of neighbours that make one word of the other.
   */
  static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] now = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          now[j] = Math.min(now[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = now;
      now = free;
    }
    return last[b.length()];
  }
}
