package org.example.xlive;

import io.xlive.spi.ConfigKey;

/** Section {@code ratelimit.office-hours}. */
public record OfficeHoursConfig(
    @ConfigKey(doc = "First hour (UTC) in which one may publish", def = "0", min = "0", max = "23")
        int opens,
    @ConfigKey(
            doc = "First hour (UTC) in which one may not publish any more",
            def = "24",
            min = "1",
            max = "24")
        int closes) {
  public OfficeHoursConfig {
    if (closes <= opens) {
      throw new IllegalArgumentException("closes has to be later than opens");
    }
  }
}
