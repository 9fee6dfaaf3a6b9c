package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.xlive.spi.Cidr;
import io.xlive.spi.XliveException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Event loop: waits for the PROXY protocol header (v1 or v2) of a listed proxy and goes on with the
 * address that it names. A listed proxy that sends none is not served: its address would be
 * everybody's.
 */
final class ProxyProtocolHandler extends ChannelInboundHandlerAdapter {
  private final InetSocketAddress proxy;
  private final Duration patience;
  private final Consumer<InetSocketAddress> next;
  private final Consumer<XliveException> failed;
  private @Nullable Future<?> deadline;

  private ProxyProtocolHandler(
      InetSocketAddress proxy,
      Duration patience,
      Consumer<InetSocketAddress> next,
      Consumer<XliveException> failed) {
    this.proxy = proxy;
    this.patience = patience;
    this.next = next;
    this.failed = failed;
  }

  /** Puts decoder and handler in front; both leave once the header is in. */
  static void install(
      Channel channel,
      InetSocketAddress proxy,
      Duration patience,
      Consumer<InetSocketAddress> next,
      Consumer<XliveException> failed) {
    channel.pipeline().addLast(new HAProxyMessageDecoder());
    channel.pipeline().addLast(new ProxyProtocolHandler(proxy, patience, next, failed));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline =
        ctx.executor()
            .schedule(
                () -> fail(ctx, "no PROXY protocol header in time (rtmp.timeouts.handshake)"),
                patience.toNanos(),
                TimeUnit.NANOSECONDS);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    Future<?> pending = deadline;
    if (pending != null) {
      pending.cancel(false);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof HAProxyMessage header)) {
      ctx.fireChannelRead(message);
      return;
    }
    Optional<InetSocketAddress> source = source(header);
    ReferenceCountUtil.release(message);
    if (source.isPresent()) {
      next.accept(source.get());
      ctx.pipeline().remove(this);
    } else {
      fail(ctx, "the PROXY protocol header names no IP address");
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(ctx, "not a PROXY protocol header (rtmp.proxy-protocol lists this address)");
  }

  /** A health check of the proxy itself (LOCAL, UNKNOWN) keeps the proxy's address. */
  private Optional<InetSocketAddress> source(HAProxyMessage header) {
    String address = header.sourceAddress();
    if (header.command() == HAProxyCommand.LOCAL || address == null) {
      return Optional.of(proxy);
    }
    return Cidr.address(address).map(known -> new InetSocketAddress(known, header.sourcePort()));
  }

  private void fail(ChannelHandlerContext ctx, String reason) {
    failed.accept(new XliveException(RtmpError.NOT_RTMP, reason));
    ctx.close();
  }
}
