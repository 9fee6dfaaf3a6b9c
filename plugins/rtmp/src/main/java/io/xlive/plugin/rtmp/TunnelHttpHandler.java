package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.xlive.spi.XliveException;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event loop: one socket of the tunnel, one request at a time. Sizes are judged by the header, and
 * a large body is read only for a session whose turn it is, so what waits in memory is bounded by
 * the number of sessions.
 */
final class TunnelHttpHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(TunnelHttpHandler.class);

  /** For requests whose body means nothing. */
  private static final int SMALL_BODY = 4_096;

  private final RtmpTunnelConfig config;
  private final TunnelSessions sessions;
  private final TunnelClient client;
  private final ConnectionLimits.Lease lease;
  private final Admission admission;
  private @Nullable Deadline deadline;
  private @Nullable Incoming incoming;

  /** What came with one read and has to wait for its turn. */
  private final Queue<Object> ahead = new ArrayDeque<>();

  private boolean reading;
  private boolean handling;
  private boolean serving;
  private boolean closing;
  private boolean served;

  TunnelHttpHandler(
      RtmpTunnelConfig config,
      TunnelSessions sessions,
      TunnelClient client,
      ConnectionLimits.Lease lease,
      Admission admission) {
    this.config = config;
    this.sessions = sessions;
    this.client = client;
    this.lease = lease;
    this.admission = admission;
  }

  /** A request whose body comes in. */
  private record Incoming(
      TunnelRequest asked, Optional<TunnelSession> session, boolean keepAlive, ByteBuf body) {}

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    deadline = new Deadline(ctx.channel().eventLoop());
    limit(ctx, config.headerTime(), "header-time");
    ctx.read();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    reading = true;
    ahead.add(message);
    next(ctx);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    next(ctx);
  }

  /** Goes on unless a request is being served; reads on once nothing is left of the last read. */
  private void next(ChannelHandlerContext ctx) {
    if (handling) {
      return;
    }
    handling = true;
    while (!serving && !ahead.isEmpty()) {
      handle(ctx, ahead.remove());
    }
    handling = false;
    if (!serving && !reading && ctx.channel().isActive()) {
      ctx.read();
    }
  }

  private void handle(ChannelHandlerContext ctx, Object message) {
    try {
      if (closing) {
        return;
      }
      if (message instanceof HttpRequest request) {
        header(ctx, request);
      }
      if (message instanceof HttpContent content && !closing) {
        body(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void header(ChannelHandlerContext ctx, HttpRequest request) {
    Optional<TunnelRefusal> refusal = TunnelHeader.refusal(request);
    if (refusal.isPresent()) {
      refuse(ctx, refusal.get());
      return;
    }
    TunnelRequest asked = TunnelRequest.parse(request.uri());
    long length = TunnelHeader.length(request).orElse(0L);
    Optional<TunnelSession> session = Optional.empty();
    long most = SMALL_BODY;
    String key = "of what needs none";
    if (asked instanceof TunnelRequest.Exchange exchange) {
      session = sessions.find(exchange.session());
      if (session.isPresent() && exchange.kind() == TunnelRequest.Kind.SEND) {
        most = session.get().mostBody();
        key = "rtmp.tunnel.body, rtmp.limits.unfinished-before-connect";
      }
    }
    if (length > most) {
      refuse(
          ctx,
          TunnelRefusal.tooLarge(
              HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
              "a body of more than " + most + " bytes (" + key + ")"));
      return;
    }
    if (session.isPresent()
        && asked instanceof TunnelRequest.Exchange exchange
        && !session.get().turns().begin(exchange.sequence())) {
      session.get().broken("an exchange of the tunnel out of order");
      refuse(ctx, TunnelRefusal.malformed(HttpResponseStatus.BAD_REQUEST, "out of order"));
      return;
    }
    if (asked instanceof TunnelRequest.Open || session.isPresent()) {
      lease.established();
    }
    if (HttpUtil.is100ContinueExpected(request)) {
      ctx.writeAndFlush(
          new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
    }
    incoming =
        new Incoming(
            asked,
            session,
            HttpUtil.isKeepAlive(request),
            // Grows with what comes: a length is only a promise.
            ctx.alloc().buffer((int) Math.min(length, SMALL_BODY), (int) length));
    served = true;
    limit(ctx, config.bodyTime(), "body-time");
  }

  private void body(ChannelHandlerContext ctx, HttpContent content) {
    Incoming request = incoming;
    if (request == null) {
      return;
    }
    if (content.decoderResult().isFailure()) {
      refuse(ctx, TunnelRefusal.malformed(HttpResponseStatus.BAD_REQUEST, "not HTTP"));
      return;
    }
    request.body().writeBytes(content.content());
    if (!(content instanceof LastHttpContent)) {
      return;
    }
    incoming = null;
    serving = true;
    clear();
    switch (request.asked()) {
      case TunnelRequest.Open open -> {
        request.body().release();
        open(ctx, request.keepAlive());
      }
      case TunnelRequest.Exchange exchange when request.session().isPresent() -> {
        TunnelSession session = request.session().get();
        session.exchange(
            exchange.kind(),
            request.body(),
            answer -> onLoop(ctx, session, answer, request.keepAlive()));
      }
      case TunnelRequest.Exchange unknown -> notFound(ctx, request);
      case TunnelRequest.Unknown unknown -> notFound(ctx, request);
    }
  }

  private void notFound(ChannelHandlerContext ctx, Incoming request) {
    request.body().release();
    answer(ctx, HttpResponseStatus.NOT_FOUND, ctx.alloc().buffer(0), request.keepAlive());
  }

  private void open(ChannelHandlerContext ctx, boolean keepAlive) {
    String id;
    try {
      id = sessions.open(ctx.channel(), client.address(), client.secure());
    } catch (XliveException refused) {
      answer(ctx, HttpResponseStatus.SERVICE_UNAVAILABLE, ctx.alloc().buffer(0), false);
      return;
    }
    ByteBuf body =
        ByteBufUtil.encodeString(
            ctx.alloc(), CharBuffer.wrap(id + "\n"), StandardCharsets.US_ASCII);
    answer(ctx, HttpResponseStatus.OK, body, keepAlive);
  }

  /** From the session's loop to this one. */
  private void onLoop(
      ChannelHandlerContext ctx,
      TunnelSession session,
      Optional<ByteBuf> answer,
      boolean keepAlive) {
    Runnable last =
        () -> {
          if (answer.isPresent()) {
            answer(ctx, HttpResponseStatus.OK, answer.get(), keepAlive)
                .addListener(
                    (ChannelFutureListener)
                        sent -> {
                          if (!sent.isSuccess()) {
                            session.broken("an answer of the tunnel was lost");
                          }
                        });
          } else {
            answer(ctx, HttpResponseStatus.NOT_FOUND, ctx.alloc().buffer(0), keepAlive);
          }
        };
    if (ctx.executor().inEventLoop()) {
      last.run();
      return;
    }
    try {
      ctx.executor().execute(last);
    } catch (RejectedExecutionException stopped) {
      answer.ifPresent(ByteBuf::release);
    }
  }

  private ChannelFuture answer(
      ChannelHandlerContext ctx, HttpResponseStatus status, ByteBuf body, boolean keepAlive) {
    FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/x-fcs")
        .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
        .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE)
        .set(
            HttpHeaderNames.CONNECTION,
            keepAlive ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
    limit(ctx, config.bodyTime(), "body-time");
    return ctx.writeAndFlush(response)
        .addListener(
            (ChannelFutureListener)
                sent -> {
                  if (sent.isSuccess() && keepAlive) {
                    limit(ctx, config.keepAlive(), "keep-alive");
                    serving = false;
                    next(ctx);
                  } else if (sent.isSuccess()) {
                    // What the client has still under way is read and thrown away, else it would
                    // see a reset instead of the answer.
                    closing = true;
                    serving = false;
                    LingeringClose.of(ctx.channel());
                    next(ctx);
                  } else {
                    ctx.close();
                  }
                });
  }

  /** Tells why and closes: where the next request begins is not known. */
  private void refuse(ChannelHandlerContext ctx, TunnelRefusal why) {
    closing = true;
    admission.refused(
        client.address(),
        new XliveException(why.error(), "a request to the tunnel: " + why.reason()));
    abandon("a request of the tunnel broke off");
    answer(ctx, why.status(), ctx.alloc().buffer(0), false);
  }

  /** The body will not be whole. */
  private void abandon(String why) {
    Incoming request = incoming;
    if (request != null) {
      incoming = null;
      request.body().release();
      request.session().ifPresent(session -> session.broken(why));
    }
  }

  private void limit(ChannelHandlerContext ctx, Duration time, String key) {
    Deadline set = deadline;
    if (set != null && ctx.channel().isActive()) {
      set.set(time, () -> late(ctx, key));
    }
  }

  private void clear() {
    Deadline set = deadline;
    if (set != null) {
      set.clear();
    }
  }

  private void late(ChannelHandlerContext ctx, String key) {
    if (incoming != null) {
      refuse(
          ctx,
          new TunnelRefusal(
              HttpResponseStatus.REQUEST_TIMEOUT,
              RtmpError.TIMED_OUT,
              "not in time (rtmp.tunnel." + key + ")"));
    } else {
      // One that was served before may go when it likes; one that never asked for anything counts.
      if (!served) {
        admission.refused(
            client.address(),
            new XliveException(
                RtmpError.TIMED_OUT, "no request to the tunnel in time (rtmp.tunnel." + key + ")"));
      }
      LOG.debug("{}: closed: rtmp.tunnel.{}", client.address(), key);
      ctx.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    clear();
    abandon("a request of the tunnel broke off");
    ahead.forEach(ReferenceCountUtil::release);
    ahead.clear();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LOG.debug("{}: {}", client.address(), cause.toString());
    ctx.close();
  }
}
