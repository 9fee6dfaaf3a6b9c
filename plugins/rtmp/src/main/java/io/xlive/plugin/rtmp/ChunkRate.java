package io.xlive.plugin.rtmp;

import java.util.concurrent.TimeUnit;

/**
 * Event loop: stops reading for the rest of a second in which a peer sent too many chunk headers.
 */
final class ChunkRate {
  private static final long SECOND = 1_000_000_000L;

  private final RtmpConnection connection;
  private final RtmpChunkDecoder decoder;
  private long since;
  private long before;

  ChunkRate(RtmpConnection connection, RtmpChunkDecoder decoder) {
    this.connection = connection;
    this.decoder = decoder;
    this.since = connection.environment.nanos().getAsLong();
  }

  /** To be called after each read. */
  void check() {
    long now = connection.environment.nanos().getAsLong();
    long chunks = decoder.chunks();
    if (now - since >= SECOND) {
      since = now;
      before = chunks;
    } else if (chunks - before > connection.environment.config().limits().chunksPerSecond()) {
      connection.gate.pause(ReadGate.Reason.CHUNK_RATE);
      long rest = SECOND - (now - since);
      before = chunks;
      connection
          .loop()
          .schedule(
              () -> connection.gate.resume(ReadGate.Reason.CHUNK_RATE), rest, TimeUnit.NANOSECONDS);
    }
  }
}
