package io.xlive.testkit;

import java.util.List;
import java.util.OptionalLong;

/**
 * The clock references of a stream as {@link TsConformance} reads them: at most 100 ms apart, never
 * back, never after what they time.
 */
final class TsClock {
  private static final long FARTHEST = 9_000;
  private static final long CYCLE = 1L << 33;

  private final List<Violation> violations;
  private int pid = -1;
  private OptionalLong last = OptionalLong.empty();

  TsClock(List<Violation> violations) {
    this.violations = violations;
  }

  /** Which PID the PMT says. */
  void pid(int pcrPid) {
    pid = pcrPid;
  }

  void reset() {
    last = OptionalLong.empty();
  }

  /** A reference in 90 kHz ticks. */
  void reference(int onPid, long time, boolean discontinuity, String where) {
    if (onPid != pid) {
      violations.add(new Violation("pcr", where, "on PID " + onPid + ", the PMT says " + pid));
      return;
    }
    if (last.isPresent() && !discontinuity) {
      long step = difference(time, last.getAsLong());
      if (step < 0 || step > FARTHEST) {
        violations.add(new Violation("pcr", where, step / 90 + " ms after the one before"));
      }
    }
    last = OptionalLong.of(time);
  }

  /** The last reference. */
  OptionalLong now() {
    return last;
  }

  /** {@code a - b} on a clock of 33 bits. */
  static long difference(long a, long b) {
    long apart = Math.floorMod(a - b, CYCLE);
    return apart >= CYCLE / 2 ? apart - CYCLE : apart;
  }
}
