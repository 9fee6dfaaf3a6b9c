package io.xlive.security;

import io.xlive.spi.ConfigKey;
import java.time.Duration;
import java.util.List;

/** Section {@code auth} of the configuration; each provider has a section of its own below it. */
public record AuthConfig(
    @ConfigKey(
            doc = "whether publishing and playing need rights; API and console always do",
            def = "true")
        boolean enable,
    @ConfigKey(
            doc =
                "auth providers in the order in which they are asked; all that are loaded when"
                    + " empty")
        List<String> providers,
    @ConfigKey(
            doc =
                "what callers without credential may do: permission[:pattern] from anywhere |"
                    + " loopback | address range",
            def = "publish from loopback,play from anywhere")
        List<String> anonymous,
    @ConfigKey(
            doc = "how long one provider may think about one credential",
            def = "5s",
            min = "100ms",
            max = "60s")
        Duration providerTimeout,
    @ConfigKey(
            doc = "how many credentials one provider may think about at once",
            def = "64",
            min = "1",
            max = "10000")
        int providerConcurrency) {
  public AuthConfig {
    providers = List.copyOf(providers);
    anonymous = List.copyOf(anonymous);
  }
}
