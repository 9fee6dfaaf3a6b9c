package io.xlive.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.StreamPath;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thousand players that behave as players do, against what the server says of them. */
class ViewerSimulationTest {
  private static final int PLAYERS = 1_000;
  private static final Duration RUN = Duration.ofMinutes(5);

  /** Addresses are shared, as households and offices share them. */
  private static final int ADDRESSES = 400;

  private static final List<StreamPath> STREAMS =
      IntStream.range(0, 4).mapToObj(i -> new StreamPath("live", "cam" + i)).toList();
  private static final List<String> CLIENTS =
      List.of("Mozilla/5.0 (Windows)", "Mozilla/5.0 (iPhone)", "Mozilla/5.0 (Linux)");

  /** How far the server is off, over a run. */
  private static final class Account {
    private long wrong;
    private long wrongByStream;
    private long real;
    private long counted;

    void add(Map<String, Integer> truth, Map<String, Integer> counts) {
      int is = truth.values().stream().mapToInt(Integer::intValue).sum();
      int said = counts.values().stream().mapToInt(Integer::intValue).sum();
      real += is;
      counted += said;
      wrong += Math.abs(is - said);
      Set<String> keys = new HashSet<>(truth.keySet());
      keys.addAll(counts.keySet());
      for (String key : keys) {
        wrongByStream += Math.abs(truth.getOrDefault(key, 0) - counts.getOrDefault(key, 0));
      }
    }

    double share(long of) {
      return 100.0 * of / real;
    }

    @Override
    public String toString() {
      return "%d player-seconds, %d counted: %.2f %% off in all, %.2f %% by stream and protocol"
          .formatted(real, counted, share(wrong), share(wrongByStream));
    }
  }

  @Test
  void viewersAreCountedWithinTwoPerCentOfTheTruth() {
    try (PlayerWorld world = new PlayerWorld(2026, STREAMS)) {
      for (int i = 0; i < PLAYERS; i++) {
        arrive(world, i);
      }
      Account account = new Account();
      // While all arrive, and longer.
      for (long second = 0; second < RUN.toSeconds(); second++) {
        world.run(Duration.ofSeconds(1));
        account.add(world.truth(), world.counted());
      }
      assertThat(account.real).isGreaterThan(PLAYERS * RUN.toSeconds() * 8 / 10);
      assertThat(account.share(account.wrong)).as(account.toString()).isLessThan(2);
      assertThat(account.share(account.wrongByStream)).as(account.toString()).isLessThan(2);
      assertThat(world.stats().requestsUnknown()).isZero();
    }
  }

  private static void arrive(PlayerWorld world, int number) {
    Behaviour behaviour = Behaviour.values()[number % Behaviour.values().length];
    SimulatedPlayer.Kind kind = behaviour.kinds().get(number / 5 % behaviour.kinds().size());
    int place = world.random.nextInt(ADDRESSES);
    SimulatedPlayer player =
        new SimulatedPlayer(
            world,
            kind,
            STREAMS.get(0),
            "198.51." + (100 + place / 200) + "." + (1 + place % 200),
            CLIENTS.get(world.random.nextInt(CLIENTS.size())));
    world.in(
        world.random.nextInt(20_000),
        () -> {
          player.open(any(world));
          behaviour.goOn(world, player);
        });
  }

  private static StreamPath any(PlayerWorld world) {
    return STREAMS.get(world.random.nextInt(STREAMS.size()));
  }

  /** What happens to a player besides playing. */
  private enum Behaviour {
    STEADY_LOW_LATENCY {
      @Override
      List<SimulatedPlayer.Kind> kinds() {
        return List.of(SimulatedPlayer.Kind.LOW_LATENCY);
      }

      @Override
      void goOn(PlayerWorld world, SimulatedPlayer player) {}
    },
    STEADY {
      @Override
      void goOn(PlayerWorld world, SimulatedPlayer player) {}
    },
    /** Changes streams every one to three minutes. */
    ZAPS {
      @Override
      void goOn(PlayerWorld world, SimulatedPlayer player) {
        world.in(
            between(world, 60_000, 180_000),
            () -> {
              player.stop();
              world.in(
                  between(world, 50, 800),
                  () -> {
                    player.open(any(world));
                    goOn(world, player);
                  });
            });
      }
    },
    /** Pauses for up to half a minute every two to four minutes; seeks when it goes on. */
    PAUSES {
      @Override
      void goOn(PlayerWorld world, SimulatedPlayer player) {
        world.in(
            between(world, 120_000, 240_000),
            () -> {
              player.stop();
              world.in(
                  between(world, 2_000, 30_000),
                  () -> {
                    player.resume();
                    player.seek();
                    goOn(world, player);
                  });
            });
      }
    },
    /** Every two to four minutes loads its page anew, or is without a network for a while. */
    RELOADS {
      @Override
      void goOn(PlayerWorld world, SimulatedPlayer player) {
        world.in(
            between(world, 120_000, 240_000),
            () -> {
              player.stop();
              if (world.random.nextBoolean()) {
                world.in(between(world, 300, 2_000), () -> again(world, player, true));
              } else {
                world.in(between(world, 1_000, 20_000), () -> again(world, player, false));
              }
            });
      }

      private void again(PlayerWorld world, SimulatedPlayer player, boolean page) {
        if (page) {
          player.open(player.stream());
        } else {
          player.resume();
        }
        goOn(world, player);
      }
    };

    List<SimulatedPlayer.Kind> kinds() {
      return List.of(
          SimulatedPlayer.Kind.HLS,
          SimulatedPlayer.Kind.HLS,
          SimulatedPlayer.Kind.LOW_LATENCY,
          SimulatedPlayer.Kind.DASH,
          SimulatedPlayer.Kind.FLV);
    }

    abstract void goOn(PlayerWorld world, SimulatedPlayer player);

    private static long between(PlayerWorld world, int least, int most) {
      return least + world.random.nextInt(most - least);
    }
  }
}
