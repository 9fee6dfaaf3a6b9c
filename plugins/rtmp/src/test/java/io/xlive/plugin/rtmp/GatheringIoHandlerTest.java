package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GatheringIoHandlerTest {
  private final AtomicInteger looks = new AtomicInteger();

  /** Pretends that a thousand sockets are ready whenever it is asked. */
  private final class Busy implements IoHandler {
    private final IoHandler sockets;

    Busy(IoHandler sockets) {
      this.sockets = sockets;
    }

    @Override
    public int run(IoHandlerContext context) {
      looks.incrementAndGet();
      return 1_000;
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
      return sockets.register(handle);
    }

    @Override
    public void wakeup() {}

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
      return true;
    }
  }

  @Test
  void looksAtBusySocketsTwoHundredTimesASecondAtMost() throws Exception {
    try (MultiThreadIoEventLoopGroup loops = group(ReadPace.PERIOD_NANOS)) {
      CountDownLatch gathering = new CountDownLatch(1);
      loops.schedule(gathering::countDown, 300, TimeUnit.MILLISECONDS);
      assertThat(gathering.await(30, TimeUnit.SECONDS)).isTrue();
      int before = looks.get();
      long start = System.nanoTime();
      CountDownLatch later = new CountDownLatch(1);
      loops.schedule(later::countDown, 500, TimeUnit.MILLISECONDS);
      assertThat(later.await(30, TimeUnit.SECONDS)).isTrue();
      long passed = (System.nanoTime() - start) / 1_000_000;
      // The tasks of this test end a pause each.
      assertThat(looks.get() - before).isLessThanOrEqualTo((int) (passed / 5) + 10);
    }
  }

  @Test
  void tasksOfOtherThreadsDoNotWaitForThePause() throws Exception {
    try (MultiThreadIoEventLoopGroup loops = group(TimeUnit.HOURS.toNanos(1))) {
      // Long enough to be sure that the loop has begun to gather.
      CountDownLatch gathering = new CountDownLatch(1);
      loops.schedule(gathering::countDown, 300, TimeUnit.MILLISECONDS);
      assertThat(gathering.await(30, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 1_000; i++) {
        assertThat(loops.submit(() -> true).get(30, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  private MultiThreadIoEventLoopGroup group(long periodNanos) {
    return new MultiThreadIoEventLoopGroup(
        1,
        executor ->
            new GatheringIoHandler(
                new Busy(NioIoHandler.newFactory().newHandler(executor)),
                new ReadPace(RtmpLatency.BALANCED, periodNanos, System.nanoTime())));
  }
}
