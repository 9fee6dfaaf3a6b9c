package io.xlive.plugin.rtmp;

import io.xlive.mediakit.flv.FlvCodec;
import io.xlive.mediakit.flv.FourCc;
import io.xlive.mediakit.flv.VideoTag;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.TrackKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Event loop: finds the codec that a packet names; remembers what it found. */
final class FlvCodecs {
  /** More names than any honest publisher uses; a flood of others is looked up each time. */
  private static final int MOST_REMEMBERED = 32;

  private final Codecs codecs;
  private final Map<FlvCodec, Optional<Codec>> video = new HashMap<>();
  private final Map<FlvCodec, Optional<Codec>> audio = new HashMap<>();

  FlvCodecs(Codecs codecs) {
    this.codecs = codecs;
  }

  /** The codec, when one is loaded. */
  Optional<Codec> find(TrackKind kind, FlvCodec name) {
    Map<FlvCodec, Optional<Codec>> known = kind == TrackKind.VIDEO ? video : audio;
    Optional<Codec> found = known.get(name);
    if (found == null) {
      found = lookUp(kind, name);
      if (known.size() < MOST_REMEMBERED) {
        known.put(name, found);
      }
    }
    return found;
  }

  /** Whether coded frames of a FourCC start with a composition time: the codec knows. */
  boolean compositionTime(FlvCodec name) {
    Optional<Codec> codec = find(TrackKind.VIDEO, name);
    return codec.isPresent()
        ? codec.get().flv().compositionTime()
        : VideoTag.COMPOSITION_TIMES.test(name);
  }

  private Optional<Codec> lookUp(TrackKind kind, FlvCodec name) {
    if (name.enhanced()) {
      return codecs.byFourCc(kind, FourCc.text(name.code()));
    }
    return codecs
        .byLegacyId(kind, name.code())
        .or(() -> kind == TrackKind.VIDEO ? posing(name.code()) : lowRate(name.code()));
  }

  /** The CodecIDs that Asian networks took for HEVC and AV1 before there were FourCCs. */
  private Optional<Codec> posing(int id) {
    return switch (id) {
      case FlvCodec.HEVC -> codecs.byFourCc(TrackKind.VIDEO, "hvc1");
      case FlvCodec.AV1 -> codecs.byFourCc(TrackKind.VIDEO, "av01");
      default -> Optional.empty();
    };
  }

  /** MP3 at 8 kHz has a SoundFormat of its own and is the same codec. */
  private Optional<Codec> lowRate(int format) {
    return format == FlvCodec.MP3_8K
        ? codecs.byLegacyId(TrackKind.AUDIO, FlvCodec.MP3)
        : Optional.empty();
  }
}
