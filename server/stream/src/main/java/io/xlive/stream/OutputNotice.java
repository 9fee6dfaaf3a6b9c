package io.xlive.stream;

import io.xlive.spi.Peer;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.Output;
import io.xlive.spi.output.PublishedStream;
import io.xlive.spi.output.SubscribeRequest.Start;
import io.xlive.spi.output.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the outputs of a new publication, before its first frame. None of them can hold the
 * publisher up for long.
 */
final class OutputNotice {
  private static final Logger LOG = LoggerFactory.getLogger(OutputNotice.class);
  private static final long PATIENCE_MILLIS = 1_000;

  private final Supplier<List<Output>> outputs;
  private final ExecutorService threads;

  OutputNotice(Supplier<List<Output>> outputs, ExecutorService threads) {
    this.outputs = outputs;
    this.threads = threads;
  }

  /** Returns when all know, or after a second. */
  void tell(LiveStream stream) {
    List<Output> all = outputs.get();
    if (all.isEmpty()) {
      return;
    }
    PublishedStream published = new View(stream);
    Future<?> told = threads.submit(() -> all.forEach(output -> tell(output, published)));
    try {
      told.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn(
          "{}: an output takes longer than a second to open; it may miss frames", stream.path());
    } catch (ExecutionException e) {
      LOG.warn("{}: the outputs were not all told", stream.path(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void tell(Output output, PublishedStream published) {
    try {
      output.opened(published);
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("{}: output {} failed to open", published.path(), output.getClass().getName(), e);
    }
  }

  /** What an output sees of a stream. */
  private record View(LiveStream stream) implements PublishedStream {
    @Override
    public StreamPath path() {
      return stream.path();
    }

    @Override
    public Peer publisher() {
      return stream.origin().publisher();
    }

    @Override
    public long epoch() {
      return stream.origin().epoch();
    }

    @Override
    public long sourceOffsetNanos() {
      return stream.sourceOffsetNanos();
    }

    @Override
    public Subscription subscribe(BufferLimit buffer, Start start) {
      LiveSubscription subscription = new LiveSubscription(stream, Optional.empty(), buffer, start);
      if (!stream.join(subscription)) {
        throw new XliveException(SpiError.STREAM_NOT_FOUND, path() + " ended already");
      }
      return subscription;
    }
  }
}
