package io.xlive.mediakit.codec;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import java.util.Optional;

/** A codec whose fixed part is a {@link CodecEntry}. */
public interface EntryCodec extends Codec {
  /** The fixed part; always the same. */
  CodecEntry entry();

  @Override
  default CodecId id() {
    return entry().id();
  }

  @Override
  default TrackKind kind() {
    return entry().kind();
  }

  @Override
  default FlvMapping flv() {
    return entry().flv();
  }

  @Override
  default Optional<TsForm> ts() {
    return entry().ts();
  }

  /** A good key frame that brings a configuration, which is a new one or the format's own. */
  static Inspection.Valid keyFrame(TrackFormat format, Bytes config) {
    return config.equals(format.config())
        ? Inspection.KEY
        : new Inspection.Valid(Inspection.KEY.flags(), Optional.empty(), Optional.of(config));
  }
}
