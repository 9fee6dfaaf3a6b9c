package io.xlive.plugin.rtmp;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;

/**
 * How sockets are driven.
 *
 * @param name for the log and the dump
 */
record SocketTransport(
    String name, IoHandlerFactory ioHandlers, Class<? extends ServerChannel> serverChannel) {

  /** The same, with loops that look at their sockets less often when many are busy. */
  SocketTransport gathering(RtmpLatency latency) {
    return new SocketTransport(
        name,
        executor ->
            new GatheringIoHandler(
                ioHandlers.newHandler(executor),
                new ReadPace(latency, ReadPace.PERIOD_NANOS, System.nanoTime())),
        serverChannel);
  }

  /**
   * Finds what was asked for.
   *
   * @throws XliveException when the named one does not work on this machine
   */
  static SocketTransport of(RtmpTransport wanted) {
    return switch (wanted) {
      case AUTO -> Epoll.isAvailable() ? epoll() : nio();
      case EPOLL -> {
        if (!Epoll.isAvailable()) {
          throw missing("epoll", Epoll.unavailabilityCause());
        }
        yield epoll();
      }
      case IO_URING -> {
        if (!IoUring.isAvailable()) {
          throw missing("io_uring", IoUring.unavailabilityCause());
        }
        yield new SocketTransport(
            "io_uring", IoUringIoHandler.newFactory(), IoUringServerSocketChannel.class);
      }
      case NIO -> nio();
    };
  }

  private static SocketTransport epoll() {
    return new SocketTransport(
        "epoll", EpollIoHandler.newFactory(), EpollServerSocketChannel.class);
  }

  private static SocketTransport nio() {
    return new SocketTransport("nio", NioIoHandler.newFactory(), NioServerSocketChannel.class);
  }

  private static XliveException missing(String name, Throwable cause) {
    return new XliveException(
        SpiError.INVALID_CONFIGURATION,
        "rtmp.transport: " + name + " does not work here: " + cause.getMessage(),
        cause);
  }
}
