package io.xlive.plugin.rtmp;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.xlive.spi.XliveException;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.Bytes;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Event loop: one connection from handshake to close. Hands commands to {@link CommandTable}, media
 * to the publisher of its message stream, and keeps the connection's times.
 */
final class RtmpSession extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(RtmpSession.class);

  private final RtmpConnection connection;
  private final RtmpChunkDecoder decoder;
  private final MessageStreams streams;
  private final Deadline deadline;
  private final KeepAlive keepAlive;
  private final Acknowledgements acknowledgements;
  private final CommandRate commandRate;
  private final ChunkRate chunkRate;
  private final Queue<RtmpMessage> held = new ArrayDeque<>();
  private long countedIn;
  private EndReason endReason = EndReason.LOST;

  RtmpSession(RtmpConnection connection, RtmpChunkDecoder decoder, FanOut fanOut) {
    this.connection = connection;
    this.decoder = decoder;
    this.deadline = new Deadline(connection.loop());
    this.streams = new MessageStreams(connection, fanOut, this::usageChanged);
    this.keepAlive = new KeepAlive(connection, streams);
    this.acknowledgements = new Acknowledgements(connection);
    this.commandRate = new CommandRate(connection.environment);
    this.chunkRate = new ChunkRate(connection, decoder);
  }

  RtmpConnection connection() {
    return connection;
  }

  MessageStreams streams() {
    return streams;
  }

  /** Connect went well: the full bounds hold and the clock for doing something with it runs. */
  void connected(ConnectRequest request) {
    connection.connected(request);
    decoder.connected();
    keepAlive.start();
    usageChanged();
  }

  /**
   * The server stops: publications end, peers that can are asked to come back, and the connection
   * closes.
   */
  void shutdown() {
    endReason = EndReason.SHUTDOWN;
    ReconnectRequest.send(connection);
    streams.endAll(EndReason.SHUTDOWN);
    connection.closeAfterFlush();
  }

  /** The peer said that this is the end: what it publishes is finished, not lost. */
  void finish() {
    endReason = EndReason.FINISHED;
    connection.channel.close();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    RtmpTimeouts timeouts = connection.environment.config().timeouts();
    deadline.set(timeouts.handshake(), () -> timedOut("no handshake", "handshake"));
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == RtmpHandshakeHandler.DONE) {
      RtmpTimeouts timeouts = connection.environment.config().timeouts();
      deadline.set(timeouts.connect(), () -> timedOut("no connect", "connect"));
    }
    ctx.fireUserEventTriggered(event);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof RtmpMessage rtmp)) {
      ReferenceCountUtil.release(message);
      return;
    }
    keepAlive.heard(rtmp.type());
    if (connection.waiting()) {
      held.add(rtmp);
    } else {
      handle(rtmp);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    long in = decoder.bytesIn();
    connection.environment.meters().bytesIn.add(in - countedIn);
    countedIn = in;
    acknowledgements.received(in);
    chunkRate.check();
    connection.flush(streams.playing());
    ctx.fireChannelReadComplete();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    switch (cause) {
      case XliveException known -> {
        endReason = EndReason.REFUSED;
        connection.fail(known);
      }
      // The peer went away in the middle.
      case IOException io -> {
        LOG.debug("{}: {}", connection.peer().connection(), io.toString());
        ctx.close();
      }
      default -> {
        endReason = EndReason.REFUSED;
        connection.fail(Failures.of(cause));
        LOG.debug("{}: closed", connection.peer().connection(), cause);
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.clear();
    keepAlive.stop();
    held.clear();
    connection.released();
    streams.endAll(endReason);
    ctx.fireChannelInactive();
  }

  /** Goes on with what came while a verdict was awaited. */
  void handleHeld() {
    while (!connection.waiting() && !held.isEmpty() && !connection.closing()) {
      handle(held.remove());
    }
    connection.flush(streams.playing());
  }

  private void handle(RtmpMessage message) {
    if (connection.closing()) {
      return;
    }
    try {
      dispatch(message);
    } catch (XliveException e) {
      endReason = EndReason.REFUSED;
      connection.fail(e);
    }
  }

  private void dispatch(RtmpMessage message) {
    switch (message.type()) {
      case MessageType.WINDOW_ACKNOWLEDGEMENT_SIZE ->
          acknowledgements.window(fourBytes(message.payload(), "Window Acknowledgement Size"));
      case MessageType.USER_CONTROL -> keepAlive.event(message.payload());
      case MessageType.COMMAND_AMF0, MessageType.COMMAND_AMF3 -> {
        commandRate.count();
        CommandTable.handle(this, Command.read(message));
      }
      case MessageType.AUDIO,
          MessageType.VIDEO,
          MessageType.DATA_AMF0,
          MessageType.DATA_AMF3,
          MessageType.AGGREGATE ->
          streams.media(message);
      // 1 and 2 are the decoder's; 3 and 6 ask nothing of a server; shared objects and the unknown
      // are ignored.
      default -> {}
    }
  }

  private void usageChanged() {
    if (connection.closing() || connection.request() == null || streams.inUse()) {
      deadline.clear();
    } else {
      deadline.set(
          connection.environment.config().timeouts().unused(),
          () -> timedOut("neither publishes nor plays", "unused"));
    }
  }

  private void timedOut(String what, String key) {
    connection.fail(
        new XliveException(RtmpError.TIMED_OUT, what + " in time (rtmp.timeouts." + key + ")"));
  }

  private static int fourBytes(Bytes payload, String name) {
    if (payload.length() < 4) {
      throw new XliveException(RtmpError.PROTOCOL_ERROR, name + " is too short");
    }
    return payload.s32(0);
  }
}
