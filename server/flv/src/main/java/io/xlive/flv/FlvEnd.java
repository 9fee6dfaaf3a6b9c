package io.xlive.flv;

/** Why a player gets nothing more. */
public enum FlvEnd {
  /** The stream is over. */
  FINISHED("the stream is over"),
  /** The publisher's connection died, and nobody came back in time. */
  LOST("the publisher is gone and did not come back in time (flv.reconnect-grace)"),
  /** The player does not keep up. */
  TOO_SLOW("the player does not keep up (flv.queue-time, flv.queue-bytes, flv.close-after)"),
  /** The stream changed to a codec that the player's form of FLV does not have. */
  NOT_LEGACY("the stream changed to a codec that legacy FLV cannot carry"),
  /** The server stops. */
  SHUTDOWN("the server stops"),
  /** The player went away. */
  GONE("the player went away");

  private final String reason;

  FlvEnd(String reason) {
    this.reason = reason;
  }

  /** A sentence for the player and the log, at most 120 bytes. */
  public String reason() {
    return reason;
  }
}
