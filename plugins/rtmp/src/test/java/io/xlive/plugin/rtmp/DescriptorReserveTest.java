package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.helpers.NOPLogger;

class DescriptorReserveTest {
  private final AtomicLong open = new AtomicLong(100);
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();

  private DescriptorReserve reserve(int descriptors) {
    return new DescriptorReserve(
        descriptors,
        () -> {
          asked.incrementAndGet();
          return open.get();
        },
        () -> 1024,
        nanos::get);
  }

  @ParameterizedTest
  @CsvSource({"959, false", "960, true", "961, true"})
  void isReachedWhenNoMoreThanTheReserveIsLeft(long descriptors, boolean reached) {
    open.set(descriptors);
    assertThat(reserve(64).reached()).isEqualTo(reached);
  }

  @Test
  void noneIsKeptWhenNoneIsWanted() {
    open.set(1024);
    assertThat(reserve(0).reached()).isFalse();
    assertThat(asked).hasValue(0);
  }

  @Test
  void theKernelIsAskedAfterAQuarterOfTheReserveOrASecond() {
    DescriptorReserve reserve = reserve(64);
    for (int i = 0; i < 17; i++) {
      reserve.reached();
    }
    assertThat(asked).hasValue(1);
    reserve.reached();
    assertThat(asked).hasValue(2);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    reserve.reached();
    assertThat(asked).hasValue(3);
  }

  @Test
  void acceptingPausesAndGoesOnOnlyWithDescriptorsToSpare() {
    AcceptGate gate = new AcceptGate(reserve(64), NOPLogger.NOP_LOGGER, nanos::get);
    EmbeddedChannel server = new EmbeddedChannel(gate);
    server.freezeTime();
    gate.add(server);
    server.writeInbound("a connection");
    assertThat(server.config().isAutoRead()).isTrue();

    open.set(960);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    server.writeInbound("one more");
    assertThat((Object) server.readInbound()).isEqualTo("a connection");
    assertThat((Object) server.readInbound()).as("what was accepted is served").isNotNull();
    assertThat(server.config().isAutoRead()).isFalse();

    gate.resume();
    assertThat(server.config().isAutoRead()).as("a connection ended, no more").isFalse();
    server.advanceTimeBy(1, TimeUnit.SECONDS);
    server.runScheduledPendingTasks();
    assertThat(server.config().isAutoRead()).as("a second later, no better").isFalse();

    open.set(900);
    server.advanceTimeBy(1, TimeUnit.SECONDS);
    server.runScheduledPendingTasks();
    assertThat(server.config().isAutoRead()).isTrue();
  }
}
