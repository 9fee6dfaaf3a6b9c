package io.xlive.spi.codec;

import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.TrackKind;
import java.util.Collection;
import java.util.Optional;

/**
 * The codecs that are loaded. A snapshot may be kept by whoever looks up often; look-ups are hash
 * look-ups.
 */
public interface Codecs {
  /** All of them, by id. */
  Collection<Codec> all();

  /** By id. */
  Optional<Codec> byId(CodecId id);

  /** By Enhanced RTMP FourCC. */
  Optional<Codec> byFourCc(TrackKind kind, String fourCc);

  /** By FLV CodecID or SoundFormat. */
  Optional<Codec> byLegacyId(TrackKind kind, int legacyId);
}
