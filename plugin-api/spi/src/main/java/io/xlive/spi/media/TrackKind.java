package io.xlive.spi.media;

/** What a track carries. */
public enum TrackKind {
  /** Pictures. */
  VIDEO,
  /** Sound. */
  AUDIO,
  /** Timed text of its own (captions inside video stay inside video). */
  TEXT,
  /** Timed metadata: onMetaData, cue points, ID3, SCTE-35. */
  DATA
}
