package io.xlive.web;

import io.xlive.kernel.ObsConfig;
import io.xlive.spi.Listening;
import io.xlive.spi.media.StreamPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Where OBS is told to publish. Thread-safe. */
final class ObsIngest {
  /** What a Host header may name; it is only ever told to who sent it. */
  private static final Pattern HOST =
      Pattern.compile("[A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}]");

  private final ObsConfig config;
  private final Supplier<List<Listening>> listening;

  @Inject
  ObsIngest(ObsConfig config, RunningServer server) {
    this(config, server::listening);
  }

  /** As configured, with what is open now. */
  ObsIngest(ObsConfig config, Supplier<List<Listening>> listening) {
    this.config = config;
    this.listening = listening;
  }

  /** What is wrong with a configuration; empty when nothing is. */
  static Optional<String> problem(ObsConfig config) {
    if (StreamPath.of(config.app(), "x").isEmpty()) {
      return Optional.of("obs.app: not an app: " + config.app());
    }
    return config
        .ingest()
        .filter(address -> !address.matches("rtmps?://[^\\s/?#{}]+/[^\\s?#{}]+"))
        .map(address -> "obs.ingest: not an address as rtmp://live.example.com/live: " + address);
  }

  /**
   * The addresses, RTMP before RTMPS; none when nothing takes RTMP.
   *
   * @param host that OBS asked, as in its Host header without the port
   */
  List<ObsAnswer.Endpoint> endpoints(String host) {
    if (config.ingest().isPresent()) {
      String address = config.ingest().get().replaceFirst("/+$", "");
      String protocol = URI.create(address).getScheme().toUpperCase(Locale.ROOT);
      return List.of(new ObsAnswer.Endpoint(protocol, address + "/{stream_key}"));
    }
    if (!HOST.matcher(host).matches()) {
      return List.of();
    }
    List<ObsAnswer.Endpoint> endpoints = new ArrayList<>();
    for (String protocol : List.of("rtmp", "rtmps")) {
      listening.get().stream()
          .filter(open -> open.protocol().equals(protocol))
          .findFirst()
          .map(open -> open.address().getPort())
          .ifPresent(
              port ->
                  endpoints.add(
                      new ObsAnswer.Endpoint(
                          protocol.toUpperCase(Locale.ROOT),
                          protocol
                              + "://"
                              + host
                              + ":"
                              + port
                              + "/"
                              + config.app()
                              + "/{stream_key}")));
    }
    return endpoints;
  }
}
