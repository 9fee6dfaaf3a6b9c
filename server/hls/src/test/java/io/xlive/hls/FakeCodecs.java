package io.xlive.hls;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.codec.FlvMapping;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.codec.TsForm;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Codecs that carry any payload: {@code h264} and {@code aac} also in MPEG-TS, {@code av1} and {@code opus} not. */
final class FakeCodecs implements Codecs {
  private final List<Codec> all =
      List.of(
          new FakeCodec(new CodecId("h264"), TrackKind.VIDEO, Optional.of(new Plain(0x1B, 0xE0))),
          new FakeCodec(new CodecId("av1"), TrackKind.VIDEO, Optional.empty()),
          new FakeCodec(new CodecId("aac"), TrackKind.AUDIO, Optional.of(new Plain(0x0F, 0xC0))),
          new FakeCodec(new CodecId("opus"), TrackKind.AUDIO, Optional.empty()));

  @Override
  public Collection<Codec> all() {
    return all;
  }

  @Override
  public Optional<Codec> byId(CodecId id) {
    return all.stream().filter(c -> c.id().equals(id)).findFirst();
  }

  @Override
  public Optional<Codec> byFourCc(TrackKind kind, String fourCc) {
    return Optional.empty();
  }

  @Override
  public Optional<Codec> byLegacyId(TrackKind kind, int legacyId) {
    return Optional.empty();
  }

  private record FakeCodec(CodecId id, TrackKind kind, Optional<TsForm> ts) implements Codec {
    @Override
    public FlvMapping flv() {
      return new FlvMapping("fake", OptionalInt.empty(), true, true);
    }

    @Override
    public FormatDetails describe(Bytes config) {
      throw new UnsupportedOperationException("formats come ready made");
    }

    @Override
    public Inspection inspect(TrackFormat format, Bytes sample) {
      return Inspection.KEY;
    }

    @Override
    public Bytes sampleEntry(TrackFormat format) {
      return new BytesBuilder().u32(8 + format.config().length()).ascii("fake").bytes(format.config()).build();
    }
  }

  private record Plain(int streamType, int streamId) implements TsForm {
    @Override
    public Bytes descriptors(TrackFormat format) {
      return Bytes.EMPTY;
    }

    @Override
    public void write(MediaFrame frame, BytesBuilder out) {
      out.bytes(frame.payload());
    }
  }
}
