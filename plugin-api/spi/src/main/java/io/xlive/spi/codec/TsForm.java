package io.xlive.spi.codec;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;

/** How a codec goes into an MPEG-2 transport stream (ISO/IEC 13818-1). */
public interface TsForm {
  /** The stream_type of the PMT, 0..255. */
  int streamType();

  /** The stream_id of its PES packets: 0xE0 video, 0xC0 audio, 0xBD private. */
  int streamId();

  /** Descriptors for its PMT entry, each with tag and length; empty when none. */
  Bytes descriptors(TrackFormat format);

  /**
   * Appends the elementary-stream form of a sample: start codes and access unit delimiter with the
   * parameter sets before key frames, ADTS headers, ...
   */
  void write(MediaFrame frame, BytesBuilder out);
}
