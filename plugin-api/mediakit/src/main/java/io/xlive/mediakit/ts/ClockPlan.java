package io.xlive.mediakit.ts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where program clock references go: into the first packet of PES packets of the clock's PID, and
 * into packets of their own where those are too far apart (one picture a second). ISO/IEC 13818-1,
 * 2.7.2: at most 100 ms from one to the next.
 *
 * @param own for each PES packet, and behind the last, the references that stand alone before it
 */
record ClockPlan(List<List<Long>> own) {
  /** How far the clock is behind the decoding times: what a decoder has time to fetch. */
  private static final long LEAD = 200 * TsTime.TIMESCALE / 1000;

  private static final long FARTHEST = 90 * TsTime.TIMESCALE / 1000;
  private static final long NEAREST = 30 * TsTime.TIMESCALE / 1000;

  /** Times this far apart are a jump that somebody overlooked: nothing is filled in. */
  private static final long JUMP = 60 * TsTime.TIMESCALE;

  /**
   * Decides, and marks the PES packets that carry one.
   *
   * @param units in decoding order
   * @param end where the clock's track ends
   */
  static ClockPlan of(List<PesUnit> units, int clockPid, Optional<Long> end) {
    List<List<Long>> own = new ArrayList<>();
    long limit = end.orElse(Long.MAX_VALUE) - LEAD;
    boolean running = false;
    long last = 0;
    for (PesUnit unit : units) {
      long now = unit.dts - LEAD;
      List<Long> alone = running ? fill(last, Math.min(now, limit)) : List.of();
      own.add(alone);
      last = alone.isEmpty() ? last : alone.getLast();
      if (unit.pid == clockPid && (!running || unit.randomAccess || now - last >= NEAREST)) {
        unit.carryPcr(now);
        running = true;
        last = now;
      }
    }
    own.add(running && end.isPresent() ? fill(last, limit) : List.of());
    return new ClockPlan(own);
  }

  /** The references before a PES packet; behind the last for the number of packets. */
  List<Long> before(int unit) {
    return own.get(unit);
  }

  /** How many stand alone. */
  int size() {
    return own.stream().mapToInt(List::size).sum();
  }

  private static List<Long> fill(long last, long now) {
    if (now - last > JUMP) {
      return List.of();
    }
    List<Long> times = new ArrayList<>(0);
    for (long time = last + FARTHEST; time < now; time += FARTHEST) {
      times.add(time);
    }
    return times;
  }
}
