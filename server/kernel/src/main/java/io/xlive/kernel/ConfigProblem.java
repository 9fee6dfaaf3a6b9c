package io.xlive.kernel;

import java.util.Optional;

/**
 * One thing that is wrong with the configuration.
 *
 * @param place {@code file:line} or {@code environment}
 * @param key the key or the variable; empty when it concerns the file as a whole
 * @param reason one clause for the operator, without secrets
 * @param suggestion the key that was probably meant
 */
public record ConfigProblem(String place, String key, String reason, Optional<String> suggestion) {
  private static final int MOST_CHARACTERS = 128;

  public ConfigProblem {
    key = clean(key);
    reason = reason.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ");
  }

  static ConfigProblem of(ConfigPlace place, String key, String reason) {
    return new ConfigProblem(place.text(), key, reason, Optional.empty());
  }

  /** {@code file:line: key: reason (did you mean ...?)}. */
  @Override
  public String toString() {
    return place
        + ": "
        + (key.isEmpty() ? "" : key + ": ")
        + reason
        + suggestion.map(s -> " (did you mean " + s + "?)").orElse("");
  }

  private static String clean(String name) {
    String plain = name.replaceAll("[\\p{Cntrl}\u2028\u2029]", "?");
    return plain.length() > MOST_CHARACTERS ? plain.substring(0, MOST_CHARACTERS) + "..." : plain;
  }
}
