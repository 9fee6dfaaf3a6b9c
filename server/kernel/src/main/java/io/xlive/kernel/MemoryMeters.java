package io.xlive.kernel;

import io.xlive.spi.Meters;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Meters that only remember the last registration; in force when nobody binds {@link Meters}. Safe
 * for any thread.
 */
public final class MemoryMeters implements Meters {
  private final Map<String, DoubleSupplier> values = new ConcurrentHashMap<>();

  @Override
  public void counter(String name, String help, Map<String, String> tags, LongSupplier value) {
    values.put(key(name, tags), value::getAsLong);
  }

  @Override
  public void gauge(String name, String help, Map<String, String> tags, DoubleSupplier value) {
    values.put(key(name, tags), value);
  }

  @Override
  public Timing timing(String name, String help, Map<String, String> tags) {
    LongAdder count = new LongAdder();
    values.put(key(name + "_count", tags), count::sum);
    return _ -> count.increment();
  }

  /** All values now, by name and tags. */
  public Map<String, Double> snapshot() {
    Map<String, Double> snapshot = new TreeMap<>();
    values.forEach((key, value) -> snapshot.put(key, value.getAsDouble()));
    return snapshot;
  }

  private static String key(String name, Map<String, String> tags) {
    return tags.isEmpty() ? name : name + new TreeMap<>(tags);
  }
}
