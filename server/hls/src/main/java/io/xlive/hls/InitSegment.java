package io.xlive.hls;

import io.xlive.mediakit.iso.InitSection;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.TrackFormat;
import org.jspecify.annotations.Nullable;

/** The initialization section of one format of one track; its bytes are made when somebody asks. */
final class InitSegment {
  /** The number of its only track ({@code trak}). */
  static final int TRACK = 1;

  private final long epoch;
  private final int number;
  private final TrackFormat format;
  private final Codec codec;
  private volatile @Nullable Bytes made;

  InitSegment(long epoch, int number, TrackFormat format, Codec codec) {
    this.epoch = epoch;
    this.number = number;
    this.format = format;
    this.codec = codec;
  }

  long epoch() {
    return epoch;
  }

  int number() {
    return number;
  }

  TrackFormat format() {
    return format;
  }

  Codec codec() {
    return codec;
  }

  Bytes bytes() {
    Bytes bytes = made;
    if (bytes == null) {
      // Made twice by two at once is harmless: equal content.
      bytes = InitSection.of(format, codec);
      made = bytes;
    }
    return bytes;
  }
}
