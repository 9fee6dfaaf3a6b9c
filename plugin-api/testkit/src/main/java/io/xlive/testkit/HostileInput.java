package io.xlive.testkit;

import io.xlive.spi.ErrorCode;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Feeds a parser what nobody should send and asserts that it takes it: it returns, or throws an
 * {@link XliveException} of an allowed code, each time within a bound. A failure names the seed,
 * the number and the bytes of the input.
 *
 * <p>Immutable; the inputs are the same in every run with the same seed.
 */
public final class HostileInput {
  private final List<Bytes> seeds;
  private final long randomSeed;
  private final Duration bound;
  private final Set<String> allowed;

  private HostileInput(List<Bytes> seeds, long randomSeed, Duration bound, Set<String> allowed) {
    this.seeds = List.copyOf(seeds);
    this.randomSeed = randomSeed;
    this.bound = bound;
    this.allowed = Set.copyOf(allowed);
  }

  /** Something that parses one whole input. */
  @FunctionalInterface
  public interface Parser {
    /** Takes the input; may throw an {@link XliveException} of an allowed code. */
    void parse(Bytes input);
  }

  /** Something that takes its input in pieces. */
  @FunctionalInterface
  public interface Incremental {
    /**
     * A fresh parser that gets the pieces in order.
     *
     * @return the result, to be compared with that of other splits
     */
    Object parse(List<Bytes> pieces);
  }

  /**
   * Starts from valid inputs. Allowed is {@link SpiError#MALFORMED_MEDIA} and {@link
   * SpiError#UNSUPPORTED_MEDIA}; an input may take one second, which only a loop without bound
   * reaches.
   */
  public static HostileInput from(Bytes... valid) {
    return new HostileInput(
        List.of(valid),
        20_260_101,
        Duration.ofSeconds(1),
        Set.of(SpiError.MALFORMED_MEDIA.code(), SpiError.UNSUPPORTED_MEDIA.code()));
  }

  /** Other random numbers. */
  public HostileInput seed(long seed) {
    return new HostileInput(seeds, seed, bound, allowed);
  }

  /** Another bound per input. */
  public HostileInput within(Duration perInput) {
    return new HostileInput(seeds, randomSeed, perInput, allowed);
  }

  /** Allows one more error code. */
  public HostileInput allowing(ErrorCode code) {
    Set<String> more = new HashSet<>(allowed);
    more.add(code.code());
    return new HostileInput(seeds, randomSeed, bound, more);
  }

  /** Every prefix of every valid input, from none to all of it. */
  public HostileInput prefixes(Parser parser) {
    for (Bytes valid : seeds) {
      for (int length = 0; length <= valid.length(); length++) {
        feed(parser, valid.slice(0, length), "prefix of " + length);
      }
    }
    return this;
  }

  /**
   * Every valid input in two pieces, cut at every position, and byte by byte: the result must be
   * that of the whole.
   */
  public HostileInput splits(Incremental parser) {
    for (Bytes valid : seeds) {
      Object whole = parser.parse(List.of(valid));
      for (int cut = 0; cut <= valid.length(); cut++) {
        Object result = parser.parse(List.of(valid.slice(0, cut), valid.from(cut)));
        if (!whole.equals(result)) {
          throw new AssertionError("cut at " + cut + ": " + result + " instead of " + whole);
        }
      }
      Object single =
          parser.parse(
              IntStream.range(0, valid.length()).mapToObj(i -> valid.slice(i, 1)).toList());
      if (!whole.equals(single)) {
        throw new AssertionError("byte by byte: " + single + " instead of " + whole);
      }
    }
    return this;
  }

  /**
   * Mutants of the valid inputs: flipped bits, random bytes, cuts, repetitions, and fields of 1 to
   * 4 bytes set to extremes.
   *
   * @param count how many, 0 or more
   */
  public HostileInput mutants(int count, Parser parser) {
    Random random = new Random(randomSeed);
    for (int i = 0; i < count; i++) {
      Bytes valid = seeds.get(random.nextInt(seeds.size()));
      Bytes mutant = Mutation.of(valid, random);
      feed(parser, mutant, "mutant " + i + " of seed " + randomSeed);
    }
    return this;
  }

  /** Random bytes without any structure, of up to {@code most} bytes. */
  public HostileInput noise(int count, int most, Parser parser) {
    Random random = new Random(randomSeed);
    for (int i = 0; i < count; i++) {
      byte[] bytes = new byte[random.nextInt(most + 1)];
      random.nextBytes(bytes);
      feed(parser, Bytes.copyOf(bytes), "noise " + i + " of seed " + randomSeed);
    }
    return this;
  }

  private void feed(Parser parser, Bytes input, String name) {
    long took = timed(parser, input, name);
    if (took > bound.toNanos()) {
      // A busy machine is not the parser's fault: it counts when it happens twice.
      took = timed(parser, input, name);
    }
    if (took > bound.toNanos()) {
      throw new AssertionError(
          describe(name, input) + " took " + took / 1_000_000 + " ms, bound " + bound.toMillis());
    }
  }

  private long timed(Parser parser, Bytes input, String name) {
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    try {
      parser.parse(input);
    } catch (XliveException e) {
      if (!allowed.contains(e.code().code())) {
        throw new AssertionError(describe(name, input) + " caused " + e, e);
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(describe(name, input) + " caused " + e, e);
    }
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
  }

  private static String describe(String name, Bytes input) {
    byte[] shown = Arrays.copyOf(input.toArray(), Math.min(input.length(), 256));
    return name + " (" + input.length() + " bytes: " + Bytes.copyOf(shown).toHex() + ")";
  }
}
