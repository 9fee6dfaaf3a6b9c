package io.xlive.testkit;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.TrackKind;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A fixed list of codecs. */
public final class FakeCodecs implements Codecs {
  private final List<Codec> all;

  /** {@link FakeCodec#VIDEO} and {@link FakeCodec#AUDIO}. */
  public FakeCodecs() {
    this(FakeCodec.VIDEO, FakeCodec.AUDIO);
  }

  /** These. */
  public FakeCodecs(Codec... codecs) {
    all = List.of(codecs);
  }

  @Override
  public Collection<Codec> all() {
    return all;
  }

  @Override
  public Optional<Codec> byId(CodecId id) {
    return first(codec -> codec.id().equals(id));
  }

  @Override
  public Optional<Codec> byFourCc(TrackKind kind, String fourCc) {
    return first(codec -> codec.kind() == kind && codec.flv().fourCc().equals(fourCc));
  }

  @Override
  public Optional<Codec> byLegacyId(TrackKind kind, int legacyId) {
    return first(
        codec ->
            codec.kind() == kind
                && codec.flv().legacyId().isPresent()
                && codec.flv().legacyId().getAsInt() == legacyId);
  }

  private Optional<Codec> first(Predicate<Codec> wanted) {
    return all.stream().filter(wanted).findFirst();
  }
}
