package io.xlive.hls;

import io.xlive.mediakit.scte35.SpliceSection;
import io.xlive.spi.media.Bytes;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a publisher says of a moment: what playlists and event messages tell of it.
 *
 * @param kind what it is
 * @param name who of the publisher's handlers it is for, as in {@code onTextData}: 1..40 letters,
 *     digits, dots and hyphens
 * @param message the content of an event message
 * @param attributes names of EXT-X-DATERANGE attributes and their values, as they are written
 * @param durationNanos how long it lasts, where that is known
 * @param splice what the message says when it is an SCTE 35 section
 */
record TimedEvent(
    Kind kind,
    String name,
    Bytes message,
    Map<String, String> attributes,
    Optional<Long> durationNanos,
    Optional<SpliceSection> splice) {
  /** What an event is. */
  enum Kind {
    /** Text, cue points and other data messages, as JSON. */
    DATA("urn:xlive:event:json"),
    /** An ID3v2 tag (https://aomediacodec.github.io/id3-emsg/). */
    ID3("https://aomedia.org/emsg/ID3"),
    /** A splice_info_section (ANSI/SCTE 214-3, 7.3.2). */
    SPLICE("urn:scte:scte35:2013:bin");

    private final String scheme;

    Kind(String scheme) {
      this.scheme = scheme;
    }

    /** {@code scheme_id_uri} of its event messages. */
    String scheme() {
      return scheme;
    }
  }
}
