package io.xlive.spi;

import java.util.Locale;

/**
 * Names a failure for machines. Each area has an enum of its own that implements this.
 *
 * <p>The name is what an API answer, a log line and a metric show; it is stable once released.
 */
public interface ErrorCode {
  /** The enum constant's name. */
  String name();

  /** Lower-case words joined by underscores, as in {@code stream_busy}: the constant's name. */
  default String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whose fault it is. */
  ErrorType type();
}
