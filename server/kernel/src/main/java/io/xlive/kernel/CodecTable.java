package io.xlive.kernel;

import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.CodecId;
import io.xlive.spi.media.TrackKind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The codecs of all plugins, by every name they go by. Look-ups read one snapshot. */
final class CodecTable implements Codecs {
  private record ByFourCc(TrackKind kind, String fourCc) {}

  private record ByLegacyId(TrackKind kind, int legacyId) {}

  private record Snapshot(
      List<Codec> all,
      Map<CodecId, Codec> ids,
      Map<ByFourCc, Codec> fourCcs,
      Map<ByLegacyId, Codec> legacyIds) {}

  private volatile Snapshot snapshot = new Snapshot(List.of(), Map.of(), Map.of(), Map.of());

  /** Puts these in force; of two with the same name the first one counts. */
  void set(Collection<Codec> codecs) {
    Map<String, Codec> all = new TreeMap<>();
    Map<CodecId, Codec> ids = new HashMap<>();
    Map<ByFourCc, Codec> fourCcs = new HashMap<>();
    Map<ByLegacyId, Codec> legacyIds = new HashMap<>();
    for (Codec codec : codecs) {
      all.putIfAbsent(codec.id().toString(), codec);
      ids.putIfAbsent(codec.id(), codec);
      fourCcs.putIfAbsent(new ByFourCc(codec.kind(), codec.flv().fourCc()), codec);
      codec
          .flv()
          .legacyId()
          .ifPresent(id -> legacyIds.putIfAbsent(new ByLegacyId(codec.kind(), id), codec));
    }
    snapshot =
        new Snapshot(
            List.copyOf(all.values()), Map.copyOf(ids), Map.copyOf(fourCcs), Map.copyOf(legacyIds));
  }

  @Override
  public Collection<Codec> all() {
    return snapshot.all();
  }

  @Override
  public Optional<Codec> byId(CodecId id) {
    return Optional.ofNullable(snapshot.ids().get(id));
  }

  @Override
  public Optional<Codec> byFourCc(TrackKind kind, String fourCc) {
    return Optional.ofNullable(snapshot.fourCcs().get(new ByFourCc(kind, fourCc)));
  }

  @Override
  public Optional<Codec> byLegacyId(TrackKind kind, int legacyId) {
    return Optional.ofNullable(snapshot.legacyIds().get(new ByLegacyId(kind, legacyId)));
  }
}
