package io.xlive.spi.event;

/**
 * Hears what happens to streams. Called on a virtual thread of its own, one event at a time, with a
 * bounded queue before it.
 */
@FunctionalInterface
public interface StreamListener {
  /** Takes an event; may block, but a queue that overflows loses events and says so. */
  void on(StreamEvent event);
}
