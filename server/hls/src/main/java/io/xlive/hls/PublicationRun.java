package io.xlive.hls;

import io.xlive.spi.codec.Codecs;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackKind;
import io.xlive.spi.output.PublishedStream;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One publication on its way from the subscription's ring into the window. Runs on the stream's
 * virtual thread.
 */
final class PublicationRun implements PackagingRun {
  private static final Logger LOG = LoggerFactory.getLogger(PublicationRun.class);
  private static final int BATCH = 256;

  private final Subscription subscription;
  private final PartSignal signal;
  private final StreamPackager packager;
  private volatile boolean stopped;
  private volatile long unused;
  private volatile long droppedEvents;

  PublicationRun(
      PublishedStream stream,
      HlsConfig config,
      Codecs codecs,
      PlaylistWindow window,
      BooleanSupplier awaited) {
    this.subscription = stream.subscribe(config.buffer(), SubscribeRequest.Start.CACHED_GOP);
    this.signal = new PartSignal(config.partDuration(), awaited);
    this.packager = new StreamPackager(stream.epoch(), config, codecs, window);
    subscription.signal(signal);
  }

  @Override
  public EndReason run() {
    signal.reader(Thread.currentThread());
    try {
      while (!stopped) {
        // Asked before draining: what was written before the end is in the ring by then.
        Optional<EndReason> ended = subscription.ended();
        int count = subscription.drain(this::accept, BATCH);
        tell();
        if (count < BATCH) {
          unused = packager.dropped();
          droppedEvents = packager.droppedEvents();
          signal.expect(packager.dueNanos(TrackKind.VIDEO), packager.dueNanos(TrackKind.AUDIO));
          if (ended.isPresent()) {
            return ended.get();
          }
          signal.await();
        }
      }
      return EndReason.SHUTDOWN;
    } finally {
      packager.end();
      subscription.close();
    }
  }

  private void accept(MediaFrame frame) {
    try {
      packager.gather(frame);
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void tell() {
    try {
      packager.tell();
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** One bad frame never ends a stream. */
  private void failed(RuntimeException failure) {
    LOG.debug("{}: a frame was not packaged", subscription.path(), failure);
  }

  @Override
  public long unused() {
    return unused;
  }

  @Override
  public long droppedEvents() {
    return droppedEvents;
  }

  @Override
  public void abandon() {
    subscription.close();
  }

  @Override
  public void look() {
    signal.look();
  }

  @Override
  public void wake() {
    signal.wake();
  }

  @Override
  public void stop() {
    stopped = true;
    signal.wake();
  }

  @Override
  public boolean join(String rendition, PublishedStream stream) {
    return false;
  }
}
