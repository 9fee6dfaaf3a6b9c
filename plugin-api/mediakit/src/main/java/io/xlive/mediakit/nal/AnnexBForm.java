package io.xlive.mediakit.nal;

import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import java.util.List;

/**
 * Video of NAL units in a transport stream: ISO/IEC 13818-1, 2.14 and 2.17. Each access unit begins
 * with a delimiter, key frames carry all parameter sets of the record. Stateless, safe for any
 * thread.
 *
 * @param syntax the codec's
 * @param streamType stream_type of the PMT
 */
public record AnnexBForm(NalSyntax syntax, int streamType) implements TsForm {
  private static final int VIDEO_STREAM = 0xE0;

  @Override
  public int streamId() {
    return VIDEO_STREAM;
  }

  @Override
  public Bytes descriptors(TrackFormat format) {
    return Bytes.EMPTY;
  }

  @Override
  public void write(MediaFrame frame, BytesBuilder out) {
    Bytes config = frame.format().config();
    unit(out, syntax.delimiter());
    if (frame.key()) {
      syntax.parameterSets(config).forEach(set -> unit(out, set));
    }
    List<Bytes> units =
        NalUnits.lengthPrefixed(frame.payload(), syntax.lengthSize(config)).orElse(List.of());
    for (Bytes unit : units) {
      NalRole role = syntax.role(unit);
      boolean repeated = frame.key() && role == NalRole.PARAMETER_SET;
      if (role != NalRole.DELIMITER && !repeated) {
        unit(out, unit);
      }
    }
  }

  /**
   * The four-byte start code everywhere: right before the first unit and parameter sets, allowed
   * before all others.
   */
  private static void unit(BytesBuilder out, Bytes unit) {
    out.u32(1).bytes(unit);
  }
}
