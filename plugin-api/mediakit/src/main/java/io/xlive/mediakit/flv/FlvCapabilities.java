package io.xlive.mediakit.flv;

import io.xlive.spi.media.TrackKind;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What players of FLV messages can take beyond the legacy form (Enhanced RTMP v2).
 *
 * @param videoFourCcs video codecs, in lower case; {@code *} for any
 * @param audioFourCcs audio codecs, in lower case; {@code *} for any
 * @param multitrack whether they take multitrack messages
 * @param modEx whether they can parse ModEx
 * @param nanoOffset whether they make use of nanosecond offsets
 * @param colorMetadata whether they take {@code colorInfo} in video messages
 * @param multichannel whether they take {@link MultichannelConfig} in audio messages
 */
public record FlvCapabilities(
    Set<String> videoFourCcs,
    Set<String> audioFourCcs,
    boolean multitrack,
    boolean modEx,
    boolean nanoOffset,
    boolean colorMetadata,
    boolean multichannel) {
  /** Players that know nothing of Enhanced RTMP. */
  public static final FlvCapabilities PLAIN =
      new FlvCapabilities(Set.of(), Set.of(), false, false, false, false, false);

  private static final String ANY = "*";

  /** Letter case does not count. */
  public FlvCapabilities {
    videoFourCcs = lowerCase(videoFourCcs);
    audioFourCcs = lowerCase(audioFourCcs);
  }

  /**
   * Whether they take a codec in its enhanced form. The specification's own examples differ in
   * letter case, so it does not count.
   */
  public boolean takes(TrackKind kind, String fourCc) {
    Set<String> taken = kind == TrackKind.VIDEO ? videoFourCcs : audioFourCcs;
    return taken.contains(ANY) || taken.contains(fourCc.toLowerCase(Locale.ROOT));
  }

  private static Set<String> lowerCase(Set<String> fourCcs) {
    return fourCcs.stream()
        .map(fourCc -> fourCc.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }
}
