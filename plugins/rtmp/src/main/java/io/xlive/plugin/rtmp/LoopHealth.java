package io.xlive.plugin.rtmp;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/** Up while every event loop advances. */
final class LoopHealth implements HealthCheck {
  private static final long BEAT_MILLIS = 1_000;
  private static final long LATE_NANOS = 5_000_000_000L;

  private final LongSupplier nanos;
  private final List<AtomicLong> beats = new ArrayList<>();
  private volatile boolean running;

  LoopHealth(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Begins to watch; before the first {@link #call}. */
  void watch(EventLoopGroup loops) {
    for (EventExecutor loop : loops) {
      AtomicLong beat = new AtomicLong(nanos.getAsLong());
      beats.add(beat);
      loop.scheduleAtFixedRate(
          () -> beat.set(nanos.getAsLong()), BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }
    running = true;
  }

  void stopped() {
    running = false;
  }

  @Override
  public HealthCheckResponse call() {
    long now = nanos.getAsLong();
    long late = beats.stream().filter(beat -> now - beat.get() > LATE_NANOS).count();
    return new HealthCheckResponse(
        "rtmp",
        running && late == 0 ? HealthCheckResponse.Status.UP : HealthCheckResponse.Status.DOWN,
        Optional.of(Map.of("event_loops", (long) beats.size(), "late", late)));
  }
}
