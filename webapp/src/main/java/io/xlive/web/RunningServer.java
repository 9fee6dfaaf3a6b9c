package io.xlive.web;

import io.xlive.kernel.HttpConfig;
import io.xlive.spi.Listening;
import io.xlive.stream.StreamHub;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that the server is up, and ends it politely. */
public final class RunningServer {
  private static final Logger LOG = LoggerFactory.getLogger("xlive");

  /**
   * How long players get to fetch a playlist that says the stream is over: a little more than their
   * usual reload.
   */
  private static final Duration LAST_RELOAD = Duration.ofMillis(2_500);

  private final ServerHealth health;
  private final StreamHub hub;
  private final HttpConfig http;
  private final ServerBuild build;
  private volatile List<Listening> listening = List.of();
  private final AtomicBoolean draining = new AtomicBoolean();

  @Inject
  RunningServer(ServerHealth health, StreamHub hub, HttpConfig http, ServerBuild build) {
    this.health = health;
    this.hub = hub;
    this.http = http;
    this.build = build;
  }

  /** Tells the operator what is open and what to type next. */
  void ready(List<Listening> listening) {
    this.listening = List.copyOf(listening);
    health.phase(ServerHealth.Phase.RUNNING);
    LOG.info("xlive {} on Java {} is ready", build.version(), Runtime.version());
    for (Listening open : listening) {
      LOG.info("listening: {} on {}", open.protocol(), shown(open.address()));
    }
    int rtmp =
        listening.stream()
            .filter(open -> open.protocol().equals("rtmp"))
            .mapToInt(open -> open.address().getPort())
            .findFirst()
            .orElse(0);
    if (rtmp != 0) {
      LOG.info(
          "publish: ffmpeg -re -i input.mp4 -c copy -f flv rtmp://localhost:{}/live/demo", rtmp);
      LOG.info(
          "publish: OBS, Settings > Stream > Custom, server rtmp://localhost:{}/live, key demo",
          rtmp);
    }
    if (http.port() != 0) {
      LOG.info("watch: http://localhost:{}/live/demo.m3u8", http.port());
    }
  }

  /** What is open; nothing before the start is over. */
  List<Listening> listening() {
    return listening;
  }

  private static String shown(InetSocketAddress address) {
    boolean any = address.getAddress() != null && address.getAddress().isAnyLocalAddress();
    return (any ? "every address" : address.getHostString()) + ", port " + address.getPort();
  }

  /**
   * Closes for publishers, ends every stream, waits until players could see it. Only the first call
   * does something.
   */
  void drain() {
    if (!draining.compareAndSet(false, true)) {
      return;
    }
    health.phase(ServerHealth.Phase.STOPPING);
    boolean watched = hub.size() > 0;
    hub.close();
    if (watched) {
      try {
        Thread.sleep(LAST_RELOAD);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
