package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import java.util.EnumSet;
import java.util.Set;

/** Event loop: stops reading a socket while any reason holds. */
final class ReadGate {
  private final Channel channel;
  private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

  ReadGate(Channel channel) {
    this.channel = channel;
  }

  /** Why reading may stand still. */
  enum Reason {
    /** A publish or play waits for its verdict. */
    VERDICT,
    /** More chunks in a second than allowed. */
    CHUNK_RATE
  }

  void pause(Reason reason) {
    reasons.add(reason);
    channel.config().setAutoRead(false);
  }

  void resume(Reason reason) {
    if (reasons.remove(reason) && reasons.isEmpty()) {
      channel.config().setAutoRead(true);
    }
  }
}
