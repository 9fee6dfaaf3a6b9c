package io.xlive.mediakit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Feeds damaged inputs to a parser and demands that it accepts them or calls them malformed, soon.
 */
public final class Mutants {
  private static final long SLOW_NANOS = 50_000_000L;

  private Mutants() {}

  /** Runs {@code count} mutants of the seeds, the same ones each time. */
  public static void run(int count, List<Bytes> seeds, Consumer<Bytes> parser) {
    Random random = new Random(20260101);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    int slow = 0;
    for (int i = 0; i < count; i++) {
      byte[] mutant = mutate(seeds.get(random.nextInt(seeds.size())).toArray(), random);
      long start = threads.getCurrentThreadCpuTime();
      try {
        parser.accept(Bytes.copyOf(mutant));
      } catch (XliveException e) {
        assertThat(e.code()).isEqualTo(SpiError.MALFORMED_MEDIA);
      } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
        fail("mutant " + i + " " + Bytes.copyOf(mutant).toHex(), e);
      }
      if (threads.getCurrentThreadCpuTime() - start > SLOW_NANOS) {
        slow++;
      }
    }
    // Processor time of this thread, which a busy machine does not stretch much; an input that is
    // slow by itself would be hit again and again.
    assertThat(slow).isLessThan(10);
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] mutant = seed.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      if (mutant.length == 0) {
        mutant = new byte[] {(byte) random.nextInt(256)};
      }
      int at = random.nextInt(mutant.length);
      switch (random.nextInt(6)) {
        case 0 -> mutant[at] = (byte) random.nextInt(256);
        case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutant = Arrays.copyOf(mutant, at);
        case 3 -> {
          byte[] longer = Arrays.copyOf(mutant, mutant.length + 1);
          System.arraycopy(mutant, at, longer, at + 1, mutant.length - at);
          longer[at] = (byte) random.nextInt(256);
          mutant = longer;
        }
        case 4 -> {
          int from = random.nextInt(mutant.length);
          int length = Math.min(1 + random.nextInt(8), mutant.length - Math.max(at, from));
          System.arraycopy(mutant, from, mutant, at, length);
        }
        default -> mutant[at] = (byte) (random.nextBoolean() ? 0xFF : 0);
      }
    }
    return mutant;
  }
}
