package io.xlive.host;

import java.util.Optional;

/**
 * SIGHUP from the first moment on: one that comes while the server starts is kept, and several are
 * one, until there is something to reload. Safe for any thread.
 */
final class HangUp {
  private Optional<Runnable> reload = Optional.empty();
  private boolean waiting;

  /** The signal came. Reloads on this thread, unless the server still starts. */
  void received() {
    Optional<Runnable> now;
    synchronized (this) {
      now = reload;
      waiting = now.isEmpty();
    }
    now.ifPresent(Runnable::run);
  }

  /**
   * The server has started. Makes good for signals that came before.
   *
   * @param action reads the configuration again
   */
  void ready(Runnable action) {
    boolean late;
    synchronized (this) {
      reload = Optional.of(action);
      late = waiting;
      waiting = false;
    }
    if (late) {
      action.run();
    }
  }
}
