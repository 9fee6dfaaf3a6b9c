package io.xlive.plugin.rtmp;

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
  THROUGHPUT
}
