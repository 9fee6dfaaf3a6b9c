package io.xlive.spi.codec;

import java.util.OptionalInt;

/**
 * How FLV and RTMP name a codec.
 *
 * @param fourCc the Enhanced RTMP FourCC, four ASCII characters, as in {@code avc1}, {@code Opus},
 *     {@code .mp3}
 * @param legacyId CodecID (video) or SoundFormat (audio) of FLV 10.1 Annex E, when it has one
 * @param compositionTime whether video packets carry a composition time offset
 * @param sequenceStart whether a sequence start with a configuration comes before the first frame
 */
public record FlvMapping(
    String fourCc, OptionalInt legacyId, boolean compositionTime, boolean sequenceStart) {
  public FlvMapping {
    if (fourCc.length() != 4 || !fourCc.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
      throw new IllegalArgumentException("a FourCC is four printable ASCII characters: " + fourCc);
    }
  }
}
