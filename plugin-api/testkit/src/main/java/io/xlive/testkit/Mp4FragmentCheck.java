package io.xlive.testkit;

import io.xlive.spi.media.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Checks fragments one after the other for {@link Fmp4Conformance}: ISO/IEC 14496-12, 8.8. */
final class Mp4FragmentCheck {
  private static final int NON_SYNC = 0x10000;

  private final List<Violation> violations;
  private OptionalLong sequence = OptionalLong.empty();
  private OptionalLong end = OptionalLong.empty();
  private String where = "";

  Mp4FragmentCheck(List<Violation> violations) {
    this.violations = violations;
  }

  /**
   * One fragment.
   *
   * @param first whether it begins a piece
   */
  void fragment(Mp4Init init, Mp4Atom moof, Mp4Atom mdat, boolean first, String place) {
    where = place;
    Optional<Mp4Atom> mfhd = moof.down("mfhd");
    List<Mp4Atom> trafs = moof.all("traf");
    if (mfhd.isEmpty() || mfhd.get().body().length() != 8 || trafs.size() != 1) {
      report("moof", "not one mfhd and one traf");
      return;
    }
    long number = mfhd.get().body().u32(4);
    if (sequence.isPresent() && number <= sequence.getAsLong()) {
      report("mfhd", "sequence number " + number + " after " + sequence.getAsLong());
    }
    sequence = OptionalLong.of(number);
    Mp4Atom traf = trafs.getFirst();
    Optional<Mp4Atom> tfhd = traf.down("tfhd");
    Optional<Mp4Atom> tfdt = traf.down("tfdt");
    List<Mp4Atom> runs = traf.all("trun");
    if (tfhd.isEmpty() || tfdt.isEmpty() || runs.size() != 1 || tfhd.get().body().length() < 8) {
      report("traf", "not tfhd, tfdt and one trun");
      return;
    }
    long start = start(tfdt.get());
    Defaults defaults = defaults(init, tfhd.get());
    long duration = run(init, defaults, runs.getFirst(), moof, mdat, first);
    end = OptionalLong.of(start + duration);
  }

  private long start(Mp4Atom tfdt) {
    if (tfdt.version() != 1 || tfdt.body().length() != 12) {
      report("tfdt", "not of 64 bits");
      return end.orElse(0);
    }
    long start = tfdt.body().s64(4);
    if (end.isPresent() && start != end.getAsLong()) {
      report("tfdt", start + ", the fragment before ended at " + end.getAsLong());
    }
    return start;
  }

  private record Defaults(long duration, long size, long flags) {}

  private Defaults defaults(Mp4Init init, Mp4Atom tfhd) {
    int present = tfhd.flags();
    if ((present & 0x20000) == 0 || (present & 1) != 0) {
      report("tfhd", "not default-base-is-moof, or a base data offset");
    }
    if (tfhd.body().u32(4) != init.trackId()) {
      report("tfhd", "track id " + tfhd.body().u32(4));
    }
    long[] values = {0, init.trex().get(0), init.trex().get(1), init.trex().get(2)};
    int[] bits = {0x2, 0x8, 0x10, 0x20};
    int at = 8 + ((present & 1) != 0 ? 8 : 0);
    for (int i = 0; i < bits.length; i++) {
      if ((present & bits[i]) != 0 && at + 4 <= tfhd.body().length()) {
        values[i] = tfhd.body().u32(at);
        at += 4;
      }
    }
    if (at != tfhd.body().length()) {
      report("tfhd", "length and flags do not go together");
    }
    return new Defaults(values[1], values[2], values[3]);
  }

  /** Checks the samples; the sum of their durations. */
  private long run(
      Mp4Init init, Defaults defaults, Mp4Atom trun, Mp4Atom moof, Mp4Atom mdat, boolean first) {
    int columns = trun.flags();
    Bytes body = trun.body();
    int row = 4 * Integer.bitCount(columns & 0xF00);
    int head = 8 + ((columns & 1) != 0 ? 4 : 0) + ((columns & 4) != 0 ? 4 : 0);
    if ((columns & 1) == 0 || body.length() < head || (columns & 0x404) == 0x404) {
      report("trun", "no data offset, or two kinds of flags");
      return 0;
    }
    long count = body.u32(4);
    if (count < 1 || count * row != body.length() - head || trun.version() != 1) {
      report("trun", count + " samples of " + row + " bytes in version " + trun.version());
      return 0;
    }
    if (body.s32(8) != moof.size() + 8) {
      report("trun", "data offset " + body.s32(8) + " instead of " + (moof.size() + 8));
    }
    long duration = 0;
    long used = 0;
    int at = head;
    for (int i = 0; i < count; i++) {
      long length = defaults.duration();
      long size = defaults.size();
      long flags = i == 0 && (columns & 4) != 0 ? body.u32(12) : defaults.flags();
      if ((columns & 0x100) != 0) {
        length = body.u32(at);
        at += 4;
      }
      if ((columns & 0x200) != 0) {
        size = body.u32(at);
        at += 4;
      }
      if ((columns & 0x400) != 0) {
        flags = body.u32(at);
        at += 4;
      }
      if ((columns & 0x800) != 0) {
        at += 4;
      }
      if (used + size > mdat.body().length()) {
        report("mdat", "sample " + i + " ends behind it");
        return duration;
      }
      if (length == 0 && i + 1 < count) {
        report("trun", "sample " + i + " lasts 0");
      }
      sample(init, mdat.body().slice((int) used, (int) size), flags, i);
      duration += length;
      used += size;
    }
    if (used != mdat.body().length()) {
      report("mdat", used + " bytes of samples in " + mdat.body().length());
    }
    return duration;
  }

  private void sample(Mp4Init init, Bytes bytes, long flags, int index) {
    boolean sync = (flags & NON_SYNC) == 0;
    long depends = flags >> 24 & 3;
    if (sync ? depends == 1 : depends == 2) {
      report("sync", "sample " + index + ": sync " + sync + ", depends on " + depends);
    }
    if (!init.video() && !sync) {
      report("sync", "sample " + index + " of sound is no sync sample");
    }
    if (init.lengthSize() > 0) {
      nalUnits(init, bytes, sync, index);
    }
  }

  private void nalUnits(Mp4Init init, Bytes bytes, boolean sync, int index) {
    boolean hevc = init.entry().startsWith("h");
    boolean start = false;
    int at = 0;
    while (at + init.lengthSize() < bytes.length()) {
      long length = 0;
      for (int i = 0; i < init.lengthSize(); i++) {
        length = length << 8 | bytes.u8(at + i);
      }
      at += init.lengthSize();
      if (length < 1 || length > bytes.length() - at) {
        break;
      }
      int type = hevc ? bytes.u8(at) >> 1 & 0x3F : bytes.u8(at) & 0x1F;
      start |= hevc ? type >= 16 && type <= 21 : type == 5;
      at += (int) length;
    }
    if (at != bytes.length()) {
      report("nal units", "sample " + index + ": lengths do not add up");
    } else if (start && !sync) {
      report("sync", "sample " + index + " is a key picture without the flag");
    } else if (sync && !start && hevc) {
      report("sync", "sample " + index + " has the flag and is no key picture");
    }
  }

  private void report(String rule, String detail) {
    violations.add(new Violation(rule, where, detail));
  }
}
