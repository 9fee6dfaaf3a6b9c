package io.xlive.plugin.slidingwindow;

import io.xlive.spi.ratelimit.RateLimitAction;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is remembered of clients, in stripes so that threads seldom meet; each stripe holds its
 * share of the bound and forgets the client seen longest ago. Any thread.
 */
final class ClientWindows {
  private static final int STRIPES = 64;

  private final Stripe[] stripes = new Stripe[STRIPES];
  private final long seed;

  /** A client doing something: numbers instead of objects, for this is asked for every request. */
  private record Key(long network, RateLimitAction action) {}

  /** {@code seed} keeps strangers from choosing whom to push out. */
  ClientWindows(int mostClients, long seed) {
    this.seed = seed;
    int share = Math.max(1, mostClients / STRIPES);
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new Stripe(share);
    }
  }

  /** Takes one from a client's window; see {@link Window#take}. */
  long take(long network, RateLimitAction action, Limit limit, long now) {
    long mixed = (network * 31 + action.hashCode() + seed) * 0x9E37_79B9_7F4A_7C15L;
    Stripe stripe = stripes[(int) (mixed >>> 58)];
    synchronized (stripe) {
      return stripe
          .computeIfAbsent(new Key(network, action), key -> new Window(now))
          .take(limit, now);
    }
  }

  /** How many are remembered. */
  int size() {
    int sum = 0;
    for (Stripe stripe : stripes) {
      synchronized (stripe) {
        sum += stripe.size();
      }
    }
    return sum;
  }

  private static final class Stripe extends LinkedHashMap<Key, Window> {
    private static final long serialVersionUID = 1L;

    private final int most;

    Stripe(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Window> eldest) {
      return size() > most;
    }
  }
}
