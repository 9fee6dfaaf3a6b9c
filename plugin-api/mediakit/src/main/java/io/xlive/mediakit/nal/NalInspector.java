package io.xlive.mediakit.nal;

import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Inspection;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FrameFlags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks at a sample of NAL units: framing (start codes are turned into lengths), delimiters without
 * a picture, parameter sets that the configuration record does not have. Stateless, safe for any
 * thread.
 *
 * <p>Parameter sets that the record holds are taken out of key frames, as ISO/IEC 14496-15, 5.4.2.1
 * has it for {@code avc1} and {@code hvc1}; a picture parameter set that changes between key frames
 * stays where it is and makes no new format.
 */
public final class NalInspector {
  /**
   * The longest record that parameter sets in the bit stream may grow to, in bytes; real ones stay
   * below 1,000.
   */
  public static final int MAX_CONFIG = 65_536;

  private final NalSyntax syntax;

  /** An inspector for one codec. */
  public NalInspector(NalSyntax syntax) {
    this.syntax = syntax;
  }

  /**
   * Looks at a sample.
   *
   * @param config the record of the track's format
   */
  public Inspection inspect(Bytes config, Bytes sample) {
    if (sample.isEmpty()) {
      return Inspection.EMPTY;
    }
    try {
      return inspectUnits(config, sample);
    } catch (XliveException e) {
      return new Inspection.Invalid(String.valueOf(e.getMessage()));
    }
  }

  private Inspection inspectUnits(Bytes config, Bytes sample) {
    int lengthSize = syntax.lengthSize(config);
    Optional<List<Bytes>> prefixed = NalUnits.lengthPrefixed(sample, lengthSize);
    if (prefixed.isEmpty() && !NalUnits.startsWithStartCode(sample)) {
      return new Inspection.Invalid("lengths of NAL units do not fit the sample");
    }
    List<Bytes> units = prefixed.orElseGet(() -> NalUnits.annexB(sample));
    boolean picture = false;
    boolean sets = false;
    for (Bytes unit : units) {
      if (!syntax.wellFormed(unit)) {
        return new Inspection.Invalid("NAL unit header is malformed");
      }
      switch (syntax.role(unit)) {
        case PICTURE -> picture = true;
        case PARAMETER_SET -> sets = true;
        case DELIMITER, OTHER -> {}
      }
    }
    if (!picture && !sets) {
      return Inspection.EMPTY;
    }
    FrameFlags flags = picture ? syntax.flags(units, config) : FrameFlags.NONE;
    Optional<Bytes> changed = sets ? changed(config, units, flags.key()) : Optional.empty();
    if (!picture) {
      return changed.isEmpty()
          ? Inspection.EMPTY
          : new Inspection.Valid(flags, Optional.of(NalUnits.join(units, lengthSize)), changed);
    }
    boolean strip = sets && flags.key();
    if (prefixed.isPresent() && !strip) {
      return changed.isEmpty()
          ? plain(flags)
          : new Inspection.Valid(flags, Optional.empty(), changed);
    }
    Bytes payload = NalUnits.join(strip ? withoutSets(units) : units, lengthSize);
    return new Inspection.Valid(flags, Optional.of(payload), changed);
  }

  /**
   * Makes a record from the parameter sets of a sample in either framing, lengths being of four
   * bytes.
   *
   * @return empty when not all of them are there or they cannot be read
   */
  public Optional<Bytes> configFromSample(Bytes sample) {
    try {
      Optional<List<Bytes>> prefixed = NalUnits.lengthPrefixed(sample, 4);
      List<Bytes> units = prefixed.isPresent() ? prefixed.get() : NalUnits.annexB(sample);
      Map<Integer, Bytes> sets = new TreeMap<>();
      for (Bytes unit : units) {
        if (syntax.wellFormed(unit) && syntax.role(unit) == NalRole.PARAMETER_SET) {
          sets.put(syntax.slot(unit), unit.compact());
        }
      }
      if (sets.isEmpty()) {
        return Optional.empty();
      }
      return Optional.of(checked(syntax.config(List.copyOf(sets.values()), 4)));
    } catch (XliveException e) {
      return Optional.empty();
    }
  }

  /** The record with the sample's sets in it, when that makes a difference. */
  private Optional<Bytes> changed(Bytes config, List<Bytes> units, boolean key) {
    List<Bytes> known = syntax.parameterSets(config);
    Map<Integer, Bytes> fresh = new TreeMap<>();
    boolean sequence = false;
    for (Bytes unit : units) {
      if (syntax.role(unit) == NalRole.PARAMETER_SET && !known.contains(unit)) {
        int slot = syntax.slot(unit);
        sequence |= syntax.sequenceLevel(slot);
        fresh.put(slot, unit.compact());
      }
    }
    if (fresh.isEmpty() || !(key || sequence)) {
      return Optional.empty();
    }
    Map<Integer, Bytes> merged = new TreeMap<>();
    List<Bytes> others = new ArrayList<>();
    for (Bytes unit : known) {
      if (syntax.role(unit) == NalRole.PARAMETER_SET) {
        merged.put(syntax.slot(unit), unit);
      } else {
        others.add(unit);
      }
    }
    merged.putAll(fresh);
    others.addAll(0, merged.values());
    return Optional.of(checked(syntax.config(others, syntax.lengthSize(config))));
  }

  private Bytes checked(Bytes config) {
    if (config.length() > MAX_CONFIG) {
      throw XliveException.malformed("parameter sets of more than " + MAX_CONFIG + " bytes");
    }
    syntax.check(config);
    return config;
  }

  private List<Bytes> withoutSets(List<Bytes> units) {
    return units.stream().filter(u -> syntax.role(u) != NalRole.PARAMETER_SET).toList();
  }

  private static Inspection plain(FrameFlags flags) {
    if (flags == FrameFlags.KEY) {
      return Inspection.KEY;
    }
    if (flags == FrameFlags.NONE) {
      return Inspection.DELTA;
    }
    return flags == FrameFlags.DISPOSABLE
        ? Inspection.DISPOSABLE
        : new Inspection.Valid(flags, Optional.empty(), Optional.empty());
  }
}
