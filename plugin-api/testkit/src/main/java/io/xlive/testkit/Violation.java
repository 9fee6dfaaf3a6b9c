package io.xlive.testkit;

/**
 * A rule that something breaks.
 *
 * @param rule a few words, the same for each breach of it
 * @param where in what was read
 * @param detail what is wrong
 */
public record Violation(String rule, String where, String detail) {
  @Override
  public String toString() {
    return where + ": " + rule + ": " + detail;
  }
}
