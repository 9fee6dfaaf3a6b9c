package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Stops accepting for a second when there is no room, no descriptor or only the reserve of them
 * left, and goes on as soon as a connection ends, if that helped. Why it stopped is logged at most
 * once in 10 s, whatever the reasons. Safe for any thread.
 */
@ChannelHandler.Sharable
final class AcceptGate extends ChannelInboundHandlerAdapter {
  private static final long PAUSE_MILLIS = 1_000;
  private static final String KIND = "accept";

  private final List<Channel> servers = new CopyOnWriteArrayList<>();
  private final AtomicBoolean paused = new AtomicBoolean();
  private final DescriptorReserve descriptors;
  private final QuietLog warnings;

  AcceptGate(DescriptorReserve descriptors, Logger log, LongSupplier nanos) {
    this.descriptors = descriptors;
    this.warnings = new QuietLog(log, nanos, 1, Duration.ofSeconds(10));
  }

  /** One more listening socket. */
  void add(Channel server) {
    servers.add(server);
  }

  /** There is no room: connections wait in the kernel's queue. */
  void pause(String why) {
    warnings.warn(KIND, "no RTMP connection is accepted for now: " + why);
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
      pause(descriptors + " (rtmp.limits.reserved-descriptors)");
    }
  }

  /** On the listening socket: accept failed, as it does without a free descriptor. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    pause(String.valueOf(cause.getMessage()));
  }
}
