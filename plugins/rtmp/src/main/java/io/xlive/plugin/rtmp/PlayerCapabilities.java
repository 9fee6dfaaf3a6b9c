package io.xlive.plugin.rtmp;

import io.xlive.spi.media.TrackKind;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a peer declared in connect that it can receive. Players with equal capabilities share
 * encoded frames.
 *
 * @param videoFourCcs video codecs, in lower case; {@code *} for any
 * @param audioFourCcs audio codecs, in lower case; {@code *} for any
 * @param multitrack whether it takes multitrack messages
 * @param modEx whether it can parse ModEx
 * @param nanoOffset whether it makes use of nanosecond offsets
 * @param reconnect whether it follows a reconnect request
 * @param colorMetadata whether it takes {@code colorInfo} in video messages
 */
record PlayerCapabilities(
    Set<String> videoFourCcs,
    Set<String> audioFourCcs,
    boolean multitrack,
    boolean modEx,
    boolean nanoOffset,
    boolean reconnect,
    boolean colorMetadata) {
  /** A client that knows nothing of Enhanced RTMP. */
  static final PlayerCapabilities PLAIN =
      new PlayerCapabilities(Set.of(), Set.of(), false, false, false, false, false);

  private static final String ANY = "*";

  PlayerCapabilities {
    videoFourCcs = lowerCase(videoFourCcs);
    audioFourCcs = lowerCase(audioFourCcs);
  }

  /**
   * Whether it takes a codec in its enhanced form. The specification's own examples differ in
   * letter case, so it does not count.
   */
  boolean takes(TrackKind kind, String fourCc) {
    Set<String> taken = kind == TrackKind.VIDEO ? videoFourCcs : audioFourCcs;
    return taken.contains(ANY) || taken.contains(fourCc.toLowerCase(Locale.ROOT));
  }

  private static Set<String> lowerCase(Set<String> fourCcs) {
    return fourCcs.stream()
        .map(fourCc -> fourCc.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
