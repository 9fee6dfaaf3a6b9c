package io.xlive.kernel;

import io.xlive.spi.ErrorCode;
import io.xlive.spi.XliveException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts failures by their code. Safe for any thread. */
public final class ErrorCounts {
  private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

  /** Counts one. */
  public void count(ErrorCode code) {
    counts.computeIfAbsent(code.code(), _ -> new LongAdder()).increment();
  }

  /** Counts one under its code. */
  public void count(XliveException failure) {
    count(failure.code());
  }

  /** The counts so far, by code. */
  public Map<String, Long> snapshot() {
    Map<String, Long> snapshot = new TreeMap<>();
    counts.forEach((code, count) -> snapshot.put(code, count.sum()));
    return snapshot;
  }
}
