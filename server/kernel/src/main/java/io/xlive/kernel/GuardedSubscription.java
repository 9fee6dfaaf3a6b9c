package io.xlive.kernel;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.FrameSignal;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import java.util.Optional;
import java.util.function.Consumer;

/** A subscription as a plugin gets it: the signals that it sets are called behind its guard. */
record GuardedSubscription(Subscription subscription, CallbackGuard guard) implements Subscription {
  @Override
  public StreamPath path() {
    return subscription.path();
  }

  @Override
  public void signal(FrameSignal signal) {
    subscription.signal(new GuardedSignal(signal, guard));
  }

  @Override
  public int drain(Consumer<? super MediaFrame> sink, int most) {
    return subscription.drain(sink, most);
  }

  @Override
  public Optional<EndReason> ended() {
    return subscription.ended();
  }

  @Override
  public long dropped() {
    return subscription.dropped();
  }

  @Override
  public long waitingMillis() {
    return subscription.waitingMillis();
  }

  @Override
  public Subscription shared(BufferLimit buffer, SubscribeRequest.Start start) {
    return new GuardedSubscription(subscription.shared(buffer, start), guard);
  }

  @Override
  public boolean cachedGop() {
    return subscription.cachedGop();
  }

  @Override
  public void sent(long bytes) {
    subscription.sent(bytes);
  }

  @Override
  public void close() {
    subscription.close();
  }
}
