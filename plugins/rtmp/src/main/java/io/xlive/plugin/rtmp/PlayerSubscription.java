package io.xlive.plugin.rtmp;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.FrameSignal;
import io.xlive.spi.output.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A player's right to read. Of all players of a stream on one loop, one right feeds them all (it
 * leads); the others are kept for what they say about who watches, and are emptied without looking.
 * Signals come on the publisher's thread, everything else is the event loop's.
 */
final class PlayerSubscription implements FrameSignal {
  private static final int MANY = 4_096;

  private final Subscription subscription;
  private volatile @Nullable StreamFan leads;
  private Bytes lastSeen = Bytes.EMPTY;

  PlayerSubscription(Subscription subscription) {
    this.subscription = subscription;
    subscription.signal(this);
  }

  StreamPath path() {
    return subscription.path();
  }

  Optional<EndReason> ended() {
    return subscription.ended();
  }

  /** From now on its signals wake the fan. */
  void lead(StreamFan fan) {
    leads = fan;
  }

  @Override
  public void offered(MediaFrame frame) {
    StreamFan fan = leads;
    if (fan != null) {
      fan.offered(frame);
    }
  }

  @Override
  public void ended(EndReason reason) {
    StreamFan fan = leads;
    if (fan != null) {
      fan.wake();
    }
  }

  /** Takes what waits. */
  void drain(List<MediaFrame> into) {
    int before = into.size();
    subscription.drain(into::add, MANY);
    if (into.size() > before) {
      lastSeen = into.getLast().payload();
    }
  }

  /** Throws away what waits. */
  void skip() {
    subscription.drain(frame -> lastSeen = frame.payload(), MANY);
  }

  /**
   * Takes what waits behind the last frame that another right delivered.
   *
   * @return empty when that frame cannot be found, so that some may be missing
   */
  Optional<List<MediaFrame>> drainBehind(PlayerSubscription former) {
    Bytes last = former.lastSeen;
    boolean level = lastSeen == last;
    List<MediaFrame> waiting = new ArrayList<>();
    drain(waiting);
    if (level) {
      return Optional.of(waiting);
    }
    for (int i = 0; i < waiting.size(); i++) {
      if (waiting.get(i).payload() == last) {
        return Optional.of(waiting.subList(i + 1, waiting.size()));
      }
    }
    return Optional.empty();
  }

  void close() {
    leads = null;
    subscription.close();
  }
}
