package io.xlive.hls;

import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;

/**
 * Names the tracks of a programme that several streams make together: {@code 720--video}. A track
 * of a single stream has no double hyphen in its name, and belongs to no rendition.
 */
final class Renditions {
  private static final String MARK = "--";

  private Renditions() {}

  /** A track under its rendition; an id that becomes too long loses its end. */
  static TrackFormat name(String rendition, TrackFormat format) {
    String id = rendition + MARK + format.id();
    return new TrackFormat(
        new TrackId(id.substring(0, Math.min(id.length(), 32))),
        format.kind(),
        format.codec(),
        format.timescale(),
        format.config(),
        format.details());
  }

  /** The rendition of a track; the empty text when it belongs to none. */
  static String of(TrackId track) {
    int at = track.value().indexOf(MARK);
    return at < 0 ? "" : track.value().substring(0, at);
  }

  /** The track's name in its own stream. */
  static String track(TrackId track) {
    int at = track.value().indexOf(MARK);
    return at < 0 ? track.value() : track.value().substring(at + MARK.length());
  }
}
