package io.xlive.hls;

import io.xlive.spi.media.TrackId;

/** What a request waits for (RFC 8216bis 6.2.5.2). */
public sealed interface Goal {
  /**
   * A media playlist with a certain part, or with the whole segment.
   *
   * @param track whose playlist
   * @param msn media sequence number, 0 or more
   * @param part number of the part in that segment, or {@link #WHOLE}
   */
  record Reload(TrackId track, long msn, int part) implements Goal {}

  /** The whole segment is asked for. */
  int WHOLE = -1;

  /**
   * A part that a playlist hinted at.
   *
   * @param name its name
   */
  record Hinted(MediaName.MediaPart name) implements Goal {}

  /** How a goal stands. */
  enum State {
    /** It can be answered. */
    REACHED,
    /** It will be, if the stream goes on. */
    AHEAD,
    /** It is no honest question: too far ahead, or never to come. */
    BEYOND
  }
}
