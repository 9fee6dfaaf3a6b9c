package io.xlive.plugin.rtmp;

import io.xlive.spi.DumpSource;
import io.xlive.spi.Peer;
import java.util.List;
import java.util.function.Supplier;

/** Any thread: the plugin's live state for support. */
final class RtmpDump implements DumpSource {
  private static final int MOST_CONNECTIONS = 200;

  private final RtmpEnvironment environment;
  private final RtmpSessions sessions;
  private final Supplier<List<?>> listening;

  RtmpDump(RtmpEnvironment environment, RtmpSessions sessions, Supplier<List<?>> listening) {
    this.environment = environment;
    this.sessions = sessions;
    this.listening = listening;
  }

  @Override
  public void dump(Dump dump) {
    dump.value("listening", listening.get())
        .value("latency", environment.config().latency())
        .value("connections", environment.connections().open())
        .value("half_open", environment.connections().halfOpen())
        .value("addresses", environment.connections().addresses())
        .value("publishers", environment.meters().publishers.sum())
        .value("players", environment.meters().players.sum());
    int number = 0;
    for (FanOut fanOut : sessions.fanOuts()) {
      FanOut.Status status = fanOut.status();
      dump.child(
          "loop-" + number++,
          loop -> {
            loop.value("pace", status.mode())
                .value("tick_ms", status.tickMillis())
                .value("load", status.load());
            status
                .streams()
                .forEach(
                    stream ->
                        loop.child(
                            stream.path(),
                            part ->
                                part.value("players", stream.players())
                                    .value("gop_bytes", stream.gopBytes())));
          });
    }
    sessions.all().stream()
        .limit(MOST_CONNECTIONS)
        .forEach(session -> connection(dump, session.connection().peer()));
  }

  private static void connection(Dump dump, Peer peer) {
    dump.child(
        peer.connection(),
        part ->
            part.value("from", peer.host())
                .value("client", peer.client())
                .value("protocol", peer.protocol()));
  }
}
