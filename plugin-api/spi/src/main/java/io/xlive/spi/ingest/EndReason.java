package io.xlive.spi.ingest;

/** Why a publication ended. */
public enum EndReason {
  /** The encoder said so: players get the end at once. */
  FINISHED,
  /** The connection died: players wait for the encoder to come back within the grace. */
  LOST,
  /** Another publisher took over. */
  TAKEN_OVER,
  /** An operator ended it. */
  KICKED,
  /** It broke a limit or sent too much garbage. */
  REFUSED,
  /** The server stops. */
  SHUTDOWN
}
