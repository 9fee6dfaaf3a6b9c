package io.xlive.flv;

import io.xlive.spi.output.Output;
import io.xlive.spi.output.PublishedStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns of every publication; subscribes to none before somebody plays it. Has a virtual thread
 * that forgets streams that are over.
 */
public final class FlvOutput implements Output {
  private static final Logger LOG = LoggerFactory.getLogger(FlvOutput.class);
  private static final Duration TICK = Duration.ofSeconds(5);

  private final FlvStreams streams;
  private volatile @Nullable Thread ticker;

  /** An output into the given streams. */
  public FlvOutput(FlvStreams streams) {
    this.streams = streams;
  }

  @Override
  public void start() {
    ticker = Thread.ofVirtual().name("flv time").start(this::passTime);
  }

  @Override
  public void opened(PublishedStream stream) {
    streams.open(stream);
  }

  @Override
  public void stop() {
    Thread running = ticker;
    if (running != null) {
      running.interrupt();
    }
    streams.stop();
  }

  private void passTime() {
    try {
      while (true) {
        Thread.sleep(TICK);
        tick();
      }
    } catch (InterruptedException e) {
      // Stopped.
    }
  }

  private void tick() {
    try {
      streams.tick();
    } catch (RuntimeException e) {
      LOG.error("FLV clean-up failed; it goes on in five seconds", e);
    }
  }
}
