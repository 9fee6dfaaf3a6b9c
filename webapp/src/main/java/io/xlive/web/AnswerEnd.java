package io.xlive.web;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/**
 * Hears of the end of an answer that began later than its request: it is complete, or its client
 * went away. Such answers have deadlines of their own and none of the container, and begin once.
 */
@FunctionalInterface
interface AnswerEnd extends AsyncListener {
  /** For {@link jakarta.servlet.AsyncContext#setTimeout}. */
  long NO_TIMEOUT = 0;

  /** The answer is over; maybe called more than once. */
  void over();

  @Override
  default void onTimeout(AsyncEvent event) {
    // The container has no timeout for it.
  }

  @Override
  default void onError(AsyncEvent event) {
    over();
  }

  @Override
  default void onComplete(AsyncEvent event) {
    over();
  }

  @Override
  default void onStartAsync(AsyncEvent event) {
    // It is started once.
  }
}
