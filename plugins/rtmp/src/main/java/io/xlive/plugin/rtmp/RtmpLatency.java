package io.xlive.plugin.rtmp;

import io.xlive.mediakit.pace.Pace;

/**
 * How long frames may wait so that one write to a player carries more of them, and one look at the
 * sockets finds more of them.
 */
public enum RtmpLatency {
  /** Each frame at once, whatever it costs. */
  LOW,
  /** At once while the event loop is idle, up to 100 ms near saturation. */
  BALANCED,
  /** Always 100 ms in one write. */
  THROUGHPUT;

  /** How an event loop writes to players, from {@code now} on. */
  Pace pace(long now) {
    return switch (this) {
      case LOW -> Pace.atOnce(now);
      case BALANCED -> Pace.balanced(now);
      case THROUGHPUT -> Pace.slowest(now);
    };
  }
}
