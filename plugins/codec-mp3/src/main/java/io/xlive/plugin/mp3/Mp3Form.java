package io.xlive.plugin.mp3;

import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;

/**
 * MP3 in a transport stream: frames as they are. The type is that of ISO/IEC 11172-3 audio also for
 * the lower rates of 13818-3 (0x04): decoders tell them apart by the frame header, and one form
 * serves all streams.
 */
record Mp3Form() implements TsForm {
  @Override
  public int streamType() {
    return 0x03;
  }

  @Override
  public int streamId() {
    return 0xC0;
  }

  @Override
  public Bytes descriptors(TrackFormat format) {
    return Bytes.EMPTY;
  }

  @Override
  public void write(MediaFrame frame, BytesBuilder out) {
    out.bytes(frame.payload());
  }
}
