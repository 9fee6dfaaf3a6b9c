package io.xlive.plugin.slidingwindow;

import io.xlive.spi.ConfigKey;
import java.util.List;

/**
 * Section {@code ratelimit.sliding-window}; each limit is NUMBER/WINDOW for one client address, or
 * off.
 */
public record SlidingWindowConfig(
    @ConfigKey(
            doc = "connections of an ingest protocol, NUMBER/WINDOW per address, or off",
            def = "600/1m",
            reloadable = true)
        String connect,
    @ConfigKey(
            doc = "starts to publish, NUMBER/WINDOW per address, or off",
            def = "300/1m",
            reloadable = true)
        String publish,
    @ConfigKey(
            doc = "starts to play, NUMBER/WINDOW per address, or off",
            def = "6000/1m",
            reloadable = true)
        String play,
    @ConfigKey(
            doc = "requests for playlists and media, NUMBER/WINDOW per address, or off",
            def = "600000/1m",
            reloadable = true)
        String media,
    @ConfigKey(
            doc = "API requests, NUMBER/WINDOW per address, or off",
            def = "1200/1m",
            reloadable = true)
        String api,
    @ConfigKey(
            doc = "log-ins, NUMBER/WINDOW per address, or off",
            def = "20/15m",
            reloadable = true)
        String login,
    @ConfigKey(
            doc = "addresses and ranges without limits",
            def = "127.0.0.0/8,::1/128",
            reloadable = true)
        List<String> exempt,
    @ConfigKey(
            doc = "clients remembered; beyond, the one seen longest ago is forgotten",
            def = "100000",
            min = "64",
            max = "10000000",
            reloadable = true)
        int maxClients) {
  public SlidingWindowConfig {
    exempt = List.copyOf(exempt);
  }
}
