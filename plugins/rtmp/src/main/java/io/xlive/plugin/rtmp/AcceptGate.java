package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stops accepting for a second when there is no room or no descriptor left, and goes on as soon as
 * a connection ends. Safe for any thread.
 */
@ChannelHandler.Sharable
final class AcceptGate extends ChannelInboundHandlerAdapter {
  private static final long PAUSE_MILLIS = 1_000;

  private final List<Channel> servers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean paused = new AtomicBoolean();
  private final QuietLog warnings;

  AcceptGate(QuietLog warnings) {
    this.warnings = warnings;
  }

  /** One more listening socket. */
  void add(Channel server) {
    servers.add(server);
  }

  /** There is no room: connections wait in the kernel's queue. */
  void pause() {
    if (!servers.isEmpty() && paused.compareAndSet(false, true)) {
      servers.forEach(server -> server.config().setAutoRead(false));
      servers.getFirst().eventLoop().schedule(this::resume, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** A connection ended, or the pause is over. */
  void resume() {
    if (paused.compareAndSet(true, false)) {
      servers.forEach(server -> server.config().setAutoRead(true));
    }
  }

  /** On the listening socket: accept failed, as it does without a free descriptor. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    warnings.warn("accept", "cannot accept RTMP connections for now: " + cause.getMessage());
    pause();
  }
}
