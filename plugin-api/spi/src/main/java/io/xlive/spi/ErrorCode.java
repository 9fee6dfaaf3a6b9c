package io.xlive.spi;

/**
 * Names a failure for machines. Each area has an enum of its own that implements this.
 *
 * <p>The name is what an API answer, a log line and a metric show; it is stable once released.
 */
public interface ErrorCode {
  /** Lower-case words joined by underscores, as in {@code stream_busy}. */
  String code();

  /** Whose fault it is. */
  ErrorType type();
}
