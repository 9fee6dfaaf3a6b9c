package io.xlive.stream;

import io.xlive.spi.event.StreamEvent;
import io.xlive.spi.event.StreamListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners what happens to streams, in order. Each listener has a virtual thread and a
 * bounded queue of its own: a slow one loses its own events only, and the loss is counted. Telling
 * never blocks.
 */
public final class StreamEvents implements Consumer<StreamEvent>, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StreamEvents.class);

  private final int capacity;
  private final List<Line> lines = new CopyOnWriteArrayList<>();
  private final AtomicLong lost = new AtomicLong();

  /** {@code capacity} events may wait for each listener, 1 or more. */
  public StreamEvents(int capacity) {
    this.capacity = capacity;
  }

  /** Adds a listener; closing what comes back removes it at once. */
  public Registration add(String name, StreamListener listener) {
    Line line = new Line(name, listener);
    lines.add(line);
    line.thread.start();
    return () -> {
      lines.remove(line);
      line.stop();
    };
  }

  /** A listener that was added. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  public void accept(StreamEvent event) {
    for (Line line : lines) {
      line.put(event);
    }
  }

  /** Events that some listener lost, since the start. */
  public long lost() {
    return lost.get();
  }

  /** Stops all listeners. */
  @Override
  public void close() {
    for (Line line : lines) {
      line.stop();
    }
    lines.clear();
  }

  /** One listener; run by a virtual thread. */
  private final class Line implements Runnable {
    private final String name;
    private final StreamListener listener;
    private final LinkedTransferQueue<StreamEvent> queue = new LinkedTransferQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stopped;

    Line(String name, StreamListener listener) {
      this.name = name;
      this.listener = listener;
      this.thread = Thread.ofVirtual().name("events-" + name).unstarted(this);
    }

    void put(StreamEvent event) {
      if (waiting.incrementAndGet() > capacity) {
        waiting.decrementAndGet();
        long now = lost.incrementAndGet();
        if (Long.bitCount(now) == 1) {
          LOG.warn(
              "listener {} is too slow for stream.event-queue: {} events lost so far", name, now);
        }
        return;
      }
      queue.put(event);
    }

    void stop() {
      stopped = true;
      thread.interrupt();
    }

    @Override
    public void run() {
      while (!stopped) {
        try {
          StreamEvent event = queue.take();
          waiting.decrementAndGet();
          listener.on(event);
        } catch (InterruptedException e) {
          // Stopped, or a listener interrupted itself: the loop's condition knows.
        } catch (RuntimeException | LinkageError e) {
          LOG.warn("listener {} failed", name, e);
        }
      }
    }
  }
}
