package io.xlive.testkit;

import io.xlive.spi.Peer;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.PublishedStream;
import io.xlive.spi.output.SubscribeRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A publication as an output sees it, fed by a test. Safe for any thread. */
public final class FakePublishedStream implements PublishedStream {
  private final StreamPath path;
  private final long epoch;
  private final List<FakeSubscription> subscriptions = new CopyOnWriteArrayList<>();
  private volatile boolean over;
  private volatile long sourceOffsetNanos;
  private volatile boolean cachedGop = true;

  /** A publication of {@code path}. */
  public FakePublishedStream(StreamPath path, long epoch) {
    this.path = path;
    this.epoch = epoch;
  }

  /** Gives a frame to every subscription. */
  public void write(MediaFrame frame) {
    subscriptions.forEach(subscription -> subscription.offer(frame));
  }

  /** Gives frames to every subscription. */
  public void write(List<MediaFrame> frames) {
    frames.forEach(this::write);
  }

  /** Ends it for every subscription. */
  public void end(EndReason reason) {
    over = true;
    subscriptions.forEach(subscription -> subscription.end(reason));
  }

  /** All that were ever made. */
  public List<FakeSubscription> subscriptions() {
    return List.copyOf(subscriptions);
  }

  @Override
  public StreamPath path() {
    return path;
  }

  @Override
  public Peer publisher() {
    return FakePeers.publisher();
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public long sourceOffsetNanos() {
    return sourceOffsetNanos;
  }

  /** Says how far its times are from those of its encoder. */
  public void sourceOffsetNanos(long nanos) {
    sourceOffsetNanos = nanos;
  }

  /** As if {@code stream.gop-cache} said so, for subscriptions from now on. */
  public void cachedGop(boolean cached) {
    cachedGop = cached;
  }

  @Override
  public FakeSubscription subscribe(BufferLimit buffer, SubscribeRequest.Start start) {
    if (over) {
      throw new XliveException(SpiError.STREAM_NOT_FOUND, path + " is not published");
    }
    FakeSubscription made = new FakeSubscription(path);
    made.cachedGop(cachedGop);
    subscriptions.add(made);
    return made;
  }
}
