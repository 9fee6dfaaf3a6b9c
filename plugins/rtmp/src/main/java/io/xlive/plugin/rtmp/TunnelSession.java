package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.xlive.spi.XliveException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Event loop: one tunnelled connection and the exchanges that carry it. {@link #turns}, {@link
 * #exchange} and {@link #broken} are for any thread.
 */
final class TunnelSession {
  /** Most that one answer carries; what is left waits for the next. */
  static final int MOST = 1 << 20;

  /** How long a client should wait until it asks again, as others step it: 1 is at once. */
  private static final byte[] INTERVALS = {1, 3, 5, 9, 17, 33};

  private final TunnelChannel channel;
  private final RtmpSession session;
  private final RtmpConnection connection;
  private final TunnelTurns turns = new TunnelTurns();
  private final Deadline idle;
  private volatile boolean established;
  private int emptyAnswers;

  /** On the loop of the channel, which is registered. */
  TunnelSession(TunnelChannel channel, RtmpSession session) {
    this.channel = channel;
    this.session = session;
    this.connection = session.connection();
    this.idle = new Deadline(connection.loop());
    channel.closeFuture().addListener(closed -> idle.clear());
    watch();
  }

  TunnelTurns turns() {
    return turns;
  }

  /** Most bytes that a request may bring now. */
  long mostBody() {
    RtmpConfig config = connection.environment.config();
    long most = config.tunnel().body().bytes();
    return established ? most : Math.min(most, config.limits().unfinishedBeforeConnect().bytes());
  }

  /**
   * Handles an exchange whose turn it is.
   *
   * @param body belongs to the session from here on
   * @param reply gets the answer's body, or nothing when the session is gone; on the session's loop
   */
  void exchange(TunnelRequest.Kind kind, ByteBuf body, Consumer<Optional<ByteBuf>> reply) {
    EventLoop loop = connection.loop();
    if (loop.inEventLoop()) {
      serve(kind, body, reply);
      return;
    }
    try {
      loop.execute(() -> serve(kind, body, reply));
    } catch (RejectedExecutionException stopped) {
      body.release();
      reply.accept(Optional.empty());
    }
  }

  /** Bytes of either direction are lost: nothing that follows could be understood. */
  void broken(String why) {
    EventLoop loop = connection.loop();
    if (loop.inEventLoop()) {
      connection.fail(new XliveException(RtmpError.PROTOCOL_ERROR, why));
    } else if (!loop.isShuttingDown()) {
      loop.execute(() -> connection.fail(new XliveException(RtmpError.PROTOCOL_ERROR, why)));
    }
  }

  private void serve(TunnelRequest.Kind kind, ByteBuf body, Consumer<Optional<ByteBuf>> reply) {
    switch (kind) {
      case SEND -> channel.feed(body, () -> answer(reply));
      case IDLE -> {
        // One byte that means nothing: some clients cannot send an empty body.
        body.release();
        answer(reply);
      }
      case CLOSE -> {
        body.release();
        answer(reply);
        // ffmpeg never gets to say deleteStream through the tunnel, only this.
        session.finish();
      }
    }
  }

  private void answer(Consumer<Optional<ByteBuf>> reply) {
    if (!channel.isActive()) {
      reply.accept(Optional.empty());
      return;
    }
    established = connection.request() != null;
    long waiting = Math.min(connection.pending(), MOST);
    ByteBuf out = connection.channel.alloc().buffer(1 + (int) waiting);
    out.writeByte(0);
    channel.take(out, MOST);
    emptyAnswers = out.readableBytes() > 1 ? 0 : Math.min(emptyAnswers + 1, INTERVALS.length - 1);
    out.setByte(0, INTERVALS[emptyAnswers]);
    turns.done();
    watch();
    reply.accept(Optional.of(out));
  }

  private void watch() {
    if (channel.isActive()) {
      idle.set(connection.environment.config().tunnel().sessionIdle(), this::late);
    }
  }

  private void late() {
    if (turns.busy()) {
      watch();
    } else {
      connection.fail(
          new XliveException(
              RtmpError.TIMED_OUT, "nobody asks for more (rtmp.tunnel.session-idle)"));
    }
  }
}
