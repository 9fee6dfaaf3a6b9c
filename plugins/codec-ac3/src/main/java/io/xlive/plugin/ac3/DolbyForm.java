package io.xlive.plugin.ac3;

import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;

/**
 * AC-3 and E-AC-3 in a transport stream: syncframes as they are, in private stream 1, with the
 * registration descriptor of ATSC A/52, Annex A and G.
 *
 * @param streamType stream_type of the PMT
 * @param registration format_identifier, four ASCII characters
 */
record DolbyForm(int streamType, String registration) implements TsForm {
  private static final int PRIVATE_STREAM = 0xBD;
  private static final int REGISTRATION = 5;

  @Override
  public int streamId() {
    return PRIVATE_STREAM;
  }

  @Override
  public Bytes descriptors(TrackFormat format) {
    return new BytesBuilder().u8(REGISTRATION).u8(4).ascii(registration).build();
  }

  @Override
  public void write(MediaFrame frame, BytesBuilder out) {
    out.bytes(frame.payload());
  }
}
