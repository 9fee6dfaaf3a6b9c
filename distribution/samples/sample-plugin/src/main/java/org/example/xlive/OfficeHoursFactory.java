package org.example.xlive;

import io.xlive.spi.PluginContext;
import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.spi.ratelimit.RateLimitPolicy;
import io.xlive.spi.ratelimit.RateLimitPolicyFactory;
import io.xlive.spi.ratelimit.RateLimitVerdict;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** Makes the policy {@code office-hours}. */
final class OfficeHoursFactory implements RateLimitPolicyFactory<OfficeHoursConfig> {
  @Override
  public String name() {
    return "office-hours";
  }

  @Override
  public Class<OfficeHoursConfig> configType() {
    return OfficeHoursConfig.class;
  }

  @Override
  public RateLimitPolicy create(OfficeHoursConfig config, PluginContext context) {
    InstantSource clock = context.clock();
    return request ->
        request.action() == RateLimitAction.PUBLISH
            ? verdict(config, clock.instant().atZone(ZoneOffset.UTC))
            : RateLimitVerdict.ALLOWED;
  }

  private static RateLimitVerdict verdict(OfficeHoursConfig config, ZonedDateTime now) {
    if (now.getHour() >= config.opens() && now.getHour() < config.closes()) {
      return RateLimitVerdict.ALLOWED;
    }
    ZonedDateTime opens = now.truncatedTo(ChronoUnit.DAYS).withHour(config.opens());
    ZonedDateTime next = opens.isAfter(now) ? opens : opens.plusDays(1);
    return new RateLimitVerdict.Refused(
        "office-hours: ratelimit.office-hours", Duration.between(now, next));
  }
}
