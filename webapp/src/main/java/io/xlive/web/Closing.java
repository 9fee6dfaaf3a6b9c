package io.xlive.web;

import io.xlive.spi.Service;
import io.xlive.stream.StreamEvents;
import io.xlive.stream.StreamHub;

/**
 * The hub in the order of start and stop: it takes streams from its construction on, and ends every
 * one when it stops.
 */
record Closing(StreamEvents events, StreamHub hub) implements Service {
  @Override
  public void start() {
    hub.start();
  }

  @Override
  public void stop() {
    hub.close();
    events.close();
  }
}
