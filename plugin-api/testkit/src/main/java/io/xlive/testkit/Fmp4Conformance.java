package io.xlive.testkit;

import io.xlive.spi.media.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads an initialization section and the fragments that follow it as CMAF and HLS want them
 * (ISO/IEC 14496-12, ISO/IEC 23000-19, RFC 8216, 3.3) and lists what is wrong. Shares no code with
 * the writer in mediakit. One track. One use, one thread.
 */
public final class Fmp4Conformance {
  private static final Set<String> BEFORE_MOOF = Set.of("styp", "prft", "emsg", "sidx", "free");

  private final List<Violation> violations = new ArrayList<>();
  private final Mp4FragmentCheck fragments = new Mp4FragmentCheck(violations);

  private Fmp4Conformance() {}

  /**
   * Checks a track.
   *
   * @param init the initialization section
   * @param pieces segments, or parts, in order; each one or more fragments
   */
  public static List<Violation> check(Bytes init, List<Bytes> pieces) {
    Fmp4Conformance reader = new Fmp4Conformance();
    Optional<Mp4Init> read = Mp4Init.read(init, reader.violations);
    if (read.isPresent()) {
      for (int i = 0; i < pieces.size(); i++) {
        reader.piece(read.get(), pieces.get(i), "piece " + i);
      }
    }
    return List.copyOf(reader.violations);
  }

  /** Checks an initialization section alone. */
  public static List<Violation> checkInit(Bytes init) {
    return check(init, List.of());
  }

  /** Decoding time of the first frame of a segment or a part, in ticks; empty where none is. */
  public static OptionalLong time(Bytes piece) {
    return Mp4Atom.sequence(piece).orElse(List.of()).stream()
        .filter(atom -> atom.type().equals("moof"))
        .findFirst()
        .flatMap(moof -> moof.down("traf", "tfdt"))
        .filter(tfdt -> tfdt.version() == 1 && tfdt.body().length() == 12)
        .map(tfdt -> OptionalLong.of(tfdt.body().s64(4)))
        .orElse(OptionalLong.empty());
  }

  private void piece(Mp4Init init, Bytes bytes, String where) {
    Optional<List<Mp4Atom>> atoms = Mp4Atom.sequence(bytes);
    if (atoms.isEmpty() || atoms.get().isEmpty()) {
      violations.add(new Violation("boxes", where, "sizes do not add up"));
      return;
    }
    List<Mp4Atom> list = atoms.get();
    boolean first = true;
    int i = 0;
    while (i < list.size()) {
      if (BEFORE_MOOF.contains(list.get(i).type())) {
        brands(list.get(i), i, where);
        i++;
        continue;
      }
      if (!list.get(i).type().equals("moof")
          || i + 1 == list.size()
          || !list.get(i + 1).type().equals("mdat")) {
        violations.add(new Violation("boxes", where, list.get(i).type() + " is no moof with mdat"));
        return;
      }
      fragments.fragment(init, list.get(i), list.get(i + 1), first, where);
      first = false;
      i += 2;
    }
    if (first) {
      violations.add(new Violation("boxes", where, "no fragment"));
    }
  }

  private void brands(Mp4Atom atom, int index, String where) {
    if (atom.type().equals("styp") && index != 0) {
      violations.add(new Violation("brands", where, "styp is not the first box"));
    }
    if (atom.type().equals("styp") && (atom.body().length() < 8 || atom.body().length() % 4 != 0)) {
      violations.add(new Violation("brands", where, "styp is cut"));
    }
  }
}
