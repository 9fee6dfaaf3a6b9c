package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.xlive.mediakit.flv.FlvPacketizer;
import io.xlive.mediakit.pace.Pace;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.output.SubscribeRequest;
import io.xlive.spi.output.Subscription;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Event loop: all plays of one loop, one {@link StreamFan} per stream. */
final class FanOut {
  private static final long CHECK_MILLIS = 250;

  private final EventLoop loop;
  private final RtmpEnvironment environment;
  private final Pace pace;
  private final Map<StreamPath, StreamFan> fans = new LinkedHashMap<>();
  private @Nullable Future<?> checking;
  private boolean ticking;
  private volatile Status status = new Status(Pace.Mode.AT_ONCE, 0, 0, List.of());

  FanOut(EventLoop loop, RtmpEnvironment environment) {
    this.loop = loop;
    this.environment = environment;
    this.pace = environment.config().latency().pace(environment.nanos().getAsLong());
  }

  /** What the loop was doing a moment ago. */
  record Status(Pace.Mode mode, int tickMillis, double load, List<StreamStatus> streams) {}

  /** A stream with players. */
  record StreamStatus(String path, int players, long gopBytes) {}

  /** Any thread: at most 250 ms old. */
  Status status() {
    return status;
  }

  EventLoop loop() {
    return loop;
  }

  RtmpEnvironment environment() {
    return environment;
  }

  Pace pace() {
    return pace;
  }

  /** Lets a player have frames. */
  void join(Player player) {
    StreamPath path = player.right().path();
    StreamFan former = fans.get(path);
    if (former != null && former.over()) {
      // The name has changed hands meanwhile: those of before hear the end first.
      former.pump();
    }
    Optional<EndReason> over = player.right().ended();
    if (over.isPresent()) {
      player.ended(over.get());
      return;
    }
    fans.computeIfAbsent(path, p -> open(player.right())).join(player);
    if (checking == null) {
      checking =
          loop.scheduleWithFixedDelay(
              this::check, CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }
    tick();
  }

  private StreamFan open(Subscription right) {
    RtmpPlayConfig config = environment.config().play();
    Subscription ring = right.shared(config.ring(), SubscribeRequest.Start.CACHED_GOP);
    boolean cached = ring.cachedGop();
    return new StreamFan(this, ring, config, capabilities -> newGroup(capabilities, cached));
  }

  private PlayerGroup newGroup(PlayerCapabilities capabilities, boolean cached) {
    return new PlayerGroup(
        new BatchWriter(
            new FlvPacketizer(environment.context().codecs(), capabilities.flv()),
            new RtmpChunkWriter(environment.config().chunkSize()),
            ByteBufAllocator.DEFAULT),
        new EncodedGop(environment.config().play(), cached),
        environment.meters());
  }

  void forget(StreamFan fan) {
    fans.remove(fan.path(), fan);
    Future<?> running = checking;
    if (fans.isEmpty() && running != null) {
      running.cancel(false);
      checking = null;
      publishStatus();
    }
  }

  private void check() {
    long now = environment.nanos().getAsLong();
    pace.consider(now);
    List.copyOf(fans.values()).forEach(fan -> fan.check(now));
    // A change of pace may have left frames behind that nobody told of.
    pumpQuiet();
    tick();
    publishStatus();
  }

  private void tick() {
    if (!ticking && pace.ticks() && !fans.isEmpty()) {
      ticking = true;
      loop.schedule(
          () -> {
            ticking = false;
            if (pace.mode() == Pace.Mode.TICK) {
              List.copyOf(fans.values()).forEach(StreamFan::pump);
            } else {
              pumpQuiet();
            }
            tick();
          },
          pace.lookNanos(fans.values().stream().mapToLong(StreamFan::quietNanos).max().orElse(0)),
          TimeUnit.NANOSECONDS);
    }
  }

  /** Hands out what waits where nobody has looked for as long as a frame may wait. */
  private void pumpQuiet() {
    List.copyOf(fans.values()).stream()
        .filter(fan -> pace.lookNanos(fan.quietNanos()) == 0)
        .forEach(StreamFan::pump);
  }

  private void publishStatus() {
    status =
        new Status(
            pace.mode(),
            pace.tickMillis(),
            pace.load(),
            fans.values().stream()
                .map(fan -> new StreamStatus(fan.path().toString(), fan.size(), fan.gopBytes()))
                .toList());
  }
}
