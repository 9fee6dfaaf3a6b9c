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
 * Stops accepting for a second when there is no room, no descriptor or only the reserve of them
 * left, and goes on as soon as a connection ends, if that helped. Safe for any thread.
 */
@ChannelHandler.Sharable
final class AcceptGate extends ChannelInboundHandlerAdapter {
  private static final long PAUSE_MILLIS = 1_000;

  private final List<Channel> servers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean paused = new AtomicBoolean();
  private final DescriptorReserve descriptors;
  private final QuietLog warnings;

  AcceptGate(DescriptorReserve descriptors, QuietLog warnings) {
    this.descriptors = descriptors;
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
      again();
    }
  }

  private void again() {
    servers.getFirst().eventLoop().schedule(this::look, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** The pause is over. */
  private void look() {
    if (paused.get() && descriptors.reached()) {
      again();
    } else {
      resume();
    }
  }

  /** A connection ended, or the pause is over. */
  void resume() {
    if (paused.get() && !descriptors.reached() && paused.compareAndSet(true, false)) {
      servers.forEach(server -> server.config().setAutoRead(true));
    }
  }

  /** On the listening socket: a connection was accepted, and is served in any case. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    ctx.fireChannelRead(accepted);
    if (descriptors.reached()) {
      warnings.warn(
          "descriptors",
          "no RTMP connection is accepted for now, for "
              + descriptors
              + " (rtmp.limits.reserved-descriptors)");
      pause();
    }
  }

  /** On the listening socket: accept failed, as it does without a free descriptor. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    warnings.warn("accept", "cannot accept RTMP connections for now: " + cause.getMessage());
    pause();
  }
}
