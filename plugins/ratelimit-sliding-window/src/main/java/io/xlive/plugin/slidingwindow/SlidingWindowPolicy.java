package io.xlive.plugin.slidingwindow;

import io.xlive.spi.Cidr;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitRequest;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits how often one address may do something within a sliding window. IPv6 clients are counted
 * by their /64, which one customer usually has to itself. Refused requests do not count: who waits
 * as told gets in. Any thread.
 */
final class SlidingWindowPolicy implements RateLimitPolicy {
  private final Map<RateLimitAction, Rule> rules = new EnumMap<>(RateLimitAction.class);
  private final List<Cidr> exempt;
  private final LongSupplier nanos;
  private final ClientWindows clients;

  /** A limit with the words for those whom it stops. */
  private record Rule(Limit limit, String name) {}

  /**
   * @throws XliveException naming every key that makes no sense
   */
  SlidingWindowPolicy(SlidingWindowConfig config, LongSupplier nanos, long seed) {
    List<String> wrong = new ArrayList<>();
    for (RateLimitAction action : RateLimitAction.values()) {
      String key = "ratelimit." + SlidingWindowPlugin.NAME + "." + key(action);
      try {
        Limit.parse(text(config, action))
            .ifPresent(
                limit -> rules.put(action, new Rule(limit, SlidingWindowPlugin.NAME + ": " + key)));
      } catch (IllegalArgumentException e) {
        wrong.add(key + ": " + e.getMessage());
      }
    }
    List<Cidr> ranges = new ArrayList<>();
    for (String range : config.exempt()) {
      try {
        ranges.add(Cidr.parse(range));
      } catch (IllegalArgumentException e) {
        wrong.add("ratelimit." + SlidingWindowPlugin.NAME + ".exempt: " + e.getMessage());
      }
    }
    if (!wrong.isEmpty()) {
      throw new XliveException(SpiError.INVALID_CONFIGURATION, String.join("; ", wrong));
    }
    this.exempt = List.copyOf(ranges);
    this.nanos = nanos;
    this.clients = new ClientWindows(config.maxClients(), seed);
  }

  @Override
  public RateLimitVerdict check(RateLimitRequest request) {
    Rule rule = rules.get(request.action());
    InetAddress address = request.peer().address().getAddress();
    if (rule == null || address == null) {
      return RateLimitVerdict.ALLOWED;
    }
    for (Cidr range : exempt) {
      if (range.contains(address)) {
        return RateLimitVerdict.ALLOWED;
      }
    }
    long wait = clients.take(network(address), request.action(), rule.limit(), nanos.getAsLong());
    return wait == 0
        ? RateLimitVerdict.ALLOWED
        : new RateLimitVerdict.Refused(rule.name(), Duration.ofNanos(wait));
  }

  /** How many clients are remembered. */
  int clients() {
    return clients.size();
  }

  /**
   * The first 64 bits of an IPv6 address; IPv4 ones below 2^32, where no IPv6 network in use lies.
   */
  private static long network(InetAddress address) {
    byte[] bytes = address.getAddress();
    long network = 0;
    for (int i = 0; i < Math.min(bytes.length, 8); i++) {
      network = network << 8 | (bytes[i] & 0xFF);
    }
    return network;
  }

  private static String key(RateLimitAction action) {
    return switch (action) {
      case CONNECT -> "connect";
      case PUBLISH -> "publish";
      case PLAY -> "play";
      case MEDIA_REQUEST -> "media";
      case API_REQUEST -> "api";
      case LOGIN -> "login";
    };
  }

  private static String text(SlidingWindowConfig config, RateLimitAction action) {
    return switch (action) {
      case CONNECT -> config.connect();
      case PUBLISH -> config.publish();
      case PLAY -> config.play();
      case MEDIA_REQUEST -> config.media();
      case API_REQUEST -> config.api();
      case LOGIN -> config.login();
    };
  }
}
