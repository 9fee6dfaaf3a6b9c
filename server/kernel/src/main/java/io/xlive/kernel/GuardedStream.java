package io.xlive.kernel;

import io.xlive.spi.Peer;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.BufferLimit;
import io.xlive.spi.output.PublishedStream;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;

/** A publication as a plugin's output gets it. */
record GuardedStream(PublishedStream stream, CallbackGuard guard) implements PublishedStream {
  @Override
  public StreamPath path() {
    return stream.path();
  }

  @Override
  public Peer publisher() {
    return stream.publisher();
  }

  @Override
  public long epoch() {
    return stream.epoch();
  }

  @Override
  public long sourceOffsetNanos() {
    return stream.sourceOffsetNanos();
  }

  @Override
  public Subscription subscribe(BufferLimit buffer, SubscribeRequest.Start start) {
    return new GuardedSubscription(stream.subscribe(buffer, start), guard);
  }
}
