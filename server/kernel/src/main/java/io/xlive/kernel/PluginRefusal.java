package io.xlive.kernel;

/** A plugin that is not loaded; the message is a clause that goes behind the jar's name. */
final class PluginRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  PluginRefusal(String reason) {
    super(reason);
  }

  PluginRefusal(String reason, Throwable cause) {
    super(reason, cause);
  }

  /** The clause. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
