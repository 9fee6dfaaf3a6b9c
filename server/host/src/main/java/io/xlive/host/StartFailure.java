package io.xlive.host;

import java.util.List;

/** The web application could not start and said why. */
final class StartFailure extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient List<String> lines;
  private final int exitCode;

  StartFailure(List<String> lines, int exitCode) {
    super(String.join("; ", lines));
    this.lines = lines;
    this.exitCode = exitCode;
  }

  /** For the operator, one line each. */
  List<String> lines() {
    return lines;
  }

  int exitCode() {
    return exitCode;
  }
}
