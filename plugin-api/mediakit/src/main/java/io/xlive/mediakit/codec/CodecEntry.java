package io.xlive.mediakit.codec;

import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.TrackKind;
import java.util.Optional;

/**
 * What of a codec is the same for all streams; see {@link EntryCodec}.
 *
 * @param id its name
 * @param kind what it carries
 * @param flv how RTMP and FLV name it
 * @param ts how it goes into MPEG-TS; empty when it does not
 */
public record CodecEntry(CodecId id, TrackKind kind, FlvMapping flv, Optional<TsForm> ts) {

  /** Video that does not go into MPEG-TS. */
  public static CodecEntry video(String id, FlvMapping flv) {
    return new CodecEntry(new CodecId(id), TrackKind.VIDEO, flv, Optional.empty());
  }

  /** Audio that does not go into MPEG-TS. */
  public static CodecEntry audio(String id, FlvMapping flv) {
    return new CodecEntry(new CodecId(id), TrackKind.AUDIO, flv, Optional.empty());
  }

  /** The same with a form for MPEG-TS. */
  public CodecEntry with(TsForm form) {
    return new CodecEntry(id, kind, flv, Optional.of(form));
  }
}
