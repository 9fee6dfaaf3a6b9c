package io.xlive.hls;

import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;

/**
 * Names the tracks of a programme that several streams make together: {@code 720--video}. A track
 * of a single stream has no double hyphen in its name, and belongs to no rendition.
 */
final class Renditions {
  private static final String MARK = "--";

  /** A rendition of this name is the programme's sound in a language: {@code audio-de}. */
  private static final String LANGUAGE = "audio-";

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
        details(rendition, format.details()));
  }

  private static FormatDetails details(String rendition, FormatDetails details) {
    return rendition.startsWith(LANGUAGE) && details instanceof FormatDetails.Audio sound
        ? sound.withLanguage(rendition.substring(LANGUAGE.length()))
        : details;
  }

  /** Whether a track belongs to a rendition. */
  static boolean in(TrackId track) {
    return track.value().contains(MARK);
  }

  /**
   * Of which rendition a sound is; the empty text when it belongs to none, or is the same for all
   * of them.
   */
  static String sound(TrackId track) {
    String rendition = of(track);
    return rendition.startsWith(LANGUAGE) ? "" : rendition;
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
