package io.xlive.hls;

import io.xlive.spi.output.Output;
import io.xlive.spi.output.PublishedStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes HLS of every publication. Has a virtual thread that lets time pass: once a second it ends
 * what was lost, forgets what is old.
 */
public final class HlsOutput implements Output {
  private static final Logger LOG = LoggerFactory.getLogger(HlsOutput.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofMillis(500);

  private final HlsStreams streams;
  private volatile @Nullable Thread ticker;

  /** An output into the given streams. */
  public HlsOutput(HlsStreams streams) {
    this.streams = streams;
  }

  @Override
  public void start() {
    ticker = Thread.ofVirtual().name("hls time").start(this::passTime);
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
    try {
      for (HlsStream stream : streams.all()) {
        stream.stop(STOP);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
      LOG.error("HLS clean-up failed; it goes on in a second", e);
    }
  }
}
