package io.xlive.testkit;

import io.xlive.spi.Meters;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/** Keeps meters so that a test can read them. Safe for any thread. */
public final class FakeMeters implements Meters {
  private final Map<String, DoubleSupplier> values = new ConcurrentHashMap<>();
  private final Map<String, List<Long>> timings = new ConcurrentHashMap<>();

  @Override
  public void counter(String name, String help, Map<String, String> tags, LongSupplier value) {
    values.put(key(name, tags), () -> (double) value.getAsLong());
  }

  @Override
  public void gauge(String name, String help, Map<String, String> tags, DoubleSupplier value) {
    values.put(key(name, tags), value);
  }

  @Override
  public Timing timing(String name, String help, Map<String, String> tags) {
    return timings.computeIfAbsent(key(name, tags), k -> new CopyOnWriteArrayList<>())::add;
  }

  /** A counter's or gauge's value now; empty when nobody registered it. */
  public OptionalDouble value(String name, Map<String, String> tags) {
    DoubleSupplier found = values.get(key(name, tags));
    return found == null ? OptionalDouble.empty() : OptionalDouble.of(found.getAsDouble());
  }

  /** What was recorded, in nanoseconds. */
  public List<Long> timings(String name, Map<String, String> tags) {
    return List.copyOf(timings.getOrDefault(key(name, tags), List.of()));
  }

  private static String key(String name, Map<String, String> tags) {
    return name + new TreeMap<>(tags);
  }
}
