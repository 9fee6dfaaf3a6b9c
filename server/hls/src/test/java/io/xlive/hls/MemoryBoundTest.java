package io.xlive.hls;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.ByteSize;
import io.xlive.testkit.ConfigDefaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryBoundTest {
  /** Two seconds of pictures take about 50 frames of {@code bytes}. */
  private static Bench bench(long limit, int bytes, int segments) {
    HlsConfig d = ConfigDefaults.of(HlsConfig.class);
    Bench bench =
        new Bench(
            new HlsConfig(
                d.segmentDuration(),
                d.partDuration(),
                d.window(),
                d.idleTimeout(),
                d.reconnectGrace(),
                d.maxSegmentSize(),
                new ByteSize(limit),
                d.directMemory(),
                d.bufferDuration(),
                d.bufferSize(),
                d.maxBlockedReloadsPerStream(),
                d.maxBlockedReloads(),
                d.journalRetention(),
                d.journalStreams(),
                d.ladder(),
                d.viewers(),
                d.events()));
    for (int i = 0; i <= segments * 50; i++) {
      bench.packager.accept(Media.frame(Media.VIDEO, Media.START + i * 40L, i % 50 == 0, bytes));
    }
    return bench;
  }

  private static long segmentSize(int bytes) {
    return bench(64L << 20, bytes, 1).window.heldBytes();
  }

  @ParameterizedTest(name = "room for {0} segments and {1} bytes: {2} listed")
  @CsvSource({"6, -1, 4", "6, 0, 5", "6, 1, 5", "7, 0, 6", "4, 0, 3", "1, 0, 1"})
  void oldSegmentsGoFirstAndTheNewestAlwaysStays(int room, int more, int listed) {
    long size = segmentSize(10_000);
    Bench bench = bench(room * size + more, 10_000, 20);
    // One segment's room is kept for the open one.
    assertThat(bench.window.snapshot().segments()).hasSize(listed);
    assertThat(bench.window.snapshot().segments().getLast().number()).isEqualTo(19);
    assertThat(bench.window.heldBytes()).isLessThanOrEqualTo(Math.max(room * size + more, size));
  }

  @Test
  void aFilePushedFasterThanRealTimeStaysBelowTheLimit() {
    Bench bench = bench(64L << 20, 20_000, 400);
    assertThat(bench.window.heldBytes()).isLessThanOrEqualTo(64L << 20);
    assertThat(bench.window.snapshot().segments()).hasSize(6);
  }

  @Test
  void manyTinySegmentsAreCountedWithTheirObjects() {
    Bench bench = bench(1L << 20, 1, 2000);
    assertThat(bench.window.all().size()).isLessThan(150);
  }
}
