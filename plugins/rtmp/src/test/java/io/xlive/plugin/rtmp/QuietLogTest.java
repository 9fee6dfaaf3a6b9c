package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

class QuietLogTest {
  private final AtomicLong nanos = new AtomicLong(-1);
  private final BlockingQueue<SubstituteLoggingEvent> lines = new LinkedBlockingQueue<>();
  private final SubstituteLogger log = new SubstituteLogger("test", lines, false);

  @Test
  void tenOfAKindAMinuteAreLoggedAndTheRestIsCounted() {
    QuietLog quiet = new QuietLog(log, nanos::get);
    for (int i = 0; i < 12; i++) {
      quiet.warn("a", "again");
    }
    quiet.warn("b", "another kind");
    assertThat(lines).hasSize(11);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos() - 1);
    quiet.warn("a", "again");
    assertThat(lines).hasSize(11);
    nanos.addAndGet(1);
    lines.clear();
    quiet.warn("a", "again");
    assertThat(Arrays.asList(lines.remove().getArgumentArray())).containsExactly("again", 3L);
  }

  @Test
  void whyNothingIsAcceptedIsLoggedOnceInTenSecondsWhateverTheReasons() {
    AtomicLong open = new AtomicLong(1000);
    AcceptGate gate =
        new AcceptGate(
            new DescriptorReserve(64, open::get, () -> 1024, nanos::get), log, nanos::get);
    EmbeddedChannel server = new EmbeddedChannel(gate);
    gate.add(server);
    server.writeInbound("a connection");
    server.pipeline().fireExceptionCaught(new IOException("Too many open files"));
    gate.pause("already 2 connections (rtmp.limits.connections)");
    assertThat(lines).hasSize(1);
    assertThat((String) lines.remove().getArgumentArray()[0])
        .contains("1000 of 1024 descriptors", "(rtmp.limits.reserved-descriptors)");

    nanos.addAndGet(TimeUnit.SECONDS.toNanos(10) - 1);
    server.pipeline().fireExceptionCaught(new IOException("Too many open files"));
    assertThat(lines).isEmpty();

    nanos.addAndGet(1);
    server.pipeline().fireExceptionCaught(new IOException("Too many open files"));
    gate.pause("already 2 connections (rtmp.limits.connections)");
    assertThat(lines).hasSize(1);
    assertThat((String) lines.remove().getArgumentArray()[0]).endsWith("Too many open files");
  }
}
