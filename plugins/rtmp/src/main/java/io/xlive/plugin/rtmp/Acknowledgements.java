package io.xlive.plugin.rtmp;

/** Event loop: tells the peer how much came, once per window (RTMP 1.0 section 5.4.3). */
final class Acknowledgements {
  private static final long SMALLEST_WINDOW = 64 << 10;

  private final RtmpConnection connection;
  private long window;
  private long told;

  Acknowledgements(RtmpConnection connection) {
    this.connection = connection;
    this.window = connection.environment.config().acknowledgementWindow().bytes();
  }

  /** The peer wants one per so many bytes. */
  void window(int size) {
    window = Math.max(SMALLEST_WINDOW, size & 0xFFFF_FFFFL);
  }

  /** So many bytes came since the handshake; the wire has the low 32 bits. */
  void received(long bytes) {
    if (bytes - told >= window) {
      told = bytes;
      connection.send(ControlMessages.acknowledgement(bytes));
    }
  }
}
