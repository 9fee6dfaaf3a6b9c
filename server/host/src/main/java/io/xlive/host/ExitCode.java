package io.xlive.host;

/** What the process answers to its caller. */
final class ExitCode {
  /** All went well. */
  static final int OK = 0;

  /** It could not start, or a request to the running server failed. */
  static final int FAILURE = 1;

  /** The command line makes no sense. */
  static final int USAGE = 2;

  /** The configuration is wrong (EX_CONFIG of sysexits.h). */
  static final int CONFIGURATION = 78;

  private ExitCode() {}
}
