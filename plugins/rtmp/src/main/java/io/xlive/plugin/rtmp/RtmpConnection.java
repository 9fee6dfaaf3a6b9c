package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelOutboundHandler;
import io.netty.channel.EventLoop;
import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.ErrorCode;
import io.xlive.spi.ErrorType;
import io.xlive.spi.Peer;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Event loop: one connection's identity and the way to write to it. */
final class RtmpConnection {
  private static final Logger LOG = LoggerFactory.getLogger(RtmpConnection.class);
  private static final int FIRST_CHUNK_SIZE = 128;

  final Channel channel;
  final RtmpEnvironment environment;
  final ReadGate gate;
  private final ConnectionLimits.Lease lease;
  private RtmpChunkWriter writer = new RtmpChunkWriter(FIRST_CHUNK_SIZE);
  private volatile Peer peer;
  private @Nullable ConnectRequest request;
  private long answersBehind;
  private boolean waiting;
  private boolean unflushed;
  private boolean closing;

  RtmpConnection(
      Channel channel, RtmpEnvironment environment, Peer peer, ConnectionLimits.Lease lease) {
    this.channel = channel;
    this.environment = environment;
    this.peer = peer;
    this.lease = lease;
    this.gate = new ReadGate(channel);
  }

  EventLoop loop() {
    return channel.eventLoop();
  }

  Peer peer() {
    return peer;
  }

  /** Connect went well. */
  void connected(ConnectRequest accepted) {
    request = accepted;
    peer =
        new Peer(
            peer.protocol(), peer.address(), accepted.client(), peer.secure(), peer.connection());
    lease.established();
  }

  /** What connect said; null before it. */
  @Nullable ConnectRequest request() {
    return request;
  }

  /** What connect said. */
  ConnectRequest requireRequest() {
    ConnectRequest known = request;
    if (known == null) {
      throw new XliveException(RtmpError.PROTOCOL_ERROR, "a command before connect");
    }
    return known;
  }

  /** How messages are cut now. */
  RtmpChunkWriter writer() {
    return writer;
  }

  /** Whether a verdict is awaited: messages have to wait too. */
  boolean waiting() {
    return waiting;
  }

  /** Whether it is closed or about to be. */
  boolean closing() {
    return closing || !channel.isActive();
  }

  /** Whether it is about to be closed; its socket may be closed otherwise, too. */
  boolean ending() {
    return closing;
  }

  /** Announces and uses the configured chunk size from here on. */
  void announceChunkSize() {
    int size = environment.config().chunkSize();
    send(ControlMessages.setChunkSize(size));
    writer = new RtmpChunkWriter(size);
  }

  /** Writes a message; it leaves with the next flush. */
  void send(RtmpMessage message) {
    if (closing()) {
      return;
    }
    ByteBuf out = channel.alloc().buffer(writer.room(message.payload().length()));
    writer.write(message, out);
    environment.meters().bytesOut.add(out.readableBytes());
    answersBehind += out.readableBytes();
    channel.write(out, channel.voidPromise());
    unflushed = true;
  }

  /** Writes an AMF0 command. */
  void command(int streamId, AmfValue... values) {
    send(new RtmpMessage(MessageType.COMMAND_AMF0, streamId, 0, Amf0Writer.encode(values)));
  }

  /** Answers a call that went well. */
  void result(Command call, AmfValue value) {
    if (call.transaction() != 0) {
      command(0, AmfValue.of("_result"), AmfValue.of(call.transaction()), AmfValue.NULL, value);
    }
  }

  /** Answers a call that failed. */
  void error(Command call, String code, String description) {
    command(
        0,
        AmfValue.of("_error"),
        AmfValue.of(call.transaction()),
        AmfValue.NULL,
        Status.of("error", code, description));
  }

  /** Tells a status on a message stream. */
  void status(int streamId, AmfValue status) {
    command(streamId, AmfValue.of("onStatus"), AmfValue.of(0), AmfValue.NULL, status);
  }

  /**
   * Sends what was written; closes a peer that does not read its answers. What waits for a player
   * is mostly media, which has bounds of its own: there, only answers count.
   */
  void flush(boolean playing) {
    if (unflushed) {
      unflushed = false;
      channel.flush();
    }
    long most = environment.config().limits().pendingAnswers().bytes();
    if (pending() <= most) {
      answersBehind = 0;
    } else if (!playing || answersBehind > most) {
      fail(
          new XliveException(
              RtmpError.TOO_SLOW, "answers are not read (rtmp.limits.pending-answers)"));
    }
  }

  /** Whether nothing stands between what is written and the socket. */
  boolean direct() {
    return channel.pipeline().toMap().values().stream()
        .noneMatch(ChannelOutboundHandler.class::isInstance);
  }

  /** Bytes written that the socket has not taken. */
  long pending() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null ? 0 : buffer.totalPendingWriteBytes();
  }

  /** Waits for a verdict of the server: nothing is read or handled meanwhile. */
  <T> void await(
      CompletionStage<T> stage,
      Consumer<T> yes,
      Consumer<XliveException> no,
      Consumer<T> tooLate,
      Runnable next) {
    waiting = true;
    gate.pause(ReadGate.Reason.VERDICT);
    stage.whenComplete(
        (value, failure) -> {
          try {
            loop()
                .execute(
                    () -> {
                      waiting = false;
                      if (failure != null) {
                        no.accept(Failures.of(failure));
                      } else if (closing()) {
                        tooLate.accept(value);
                      } else {
                        yes.accept(value);
                      }
                      next.run();
                      gate.resume(ReadGate.Reason.VERDICT);
                    });
          } catch (RejectedExecutionException stopped) {
            if (failure == null) {
              tooLate.accept(value);
            }
          }
        });
  }

  /** Logs and counts a request that was refused; the connection may go on. */
  void refused(String what, XliveException why) {
    environment.meters().refused(why.code());
    environment
        .warnings()
        .warn(
            "refused-" + why.code().code(),
            peer.connection() + " from " + peer.host() + ": " + what + " refused: " + why);
    if (why.code().type() == ErrorType.INTERNAL || why.code().type() == ErrorType.PLUGIN) {
      LOG.debug("{}: cause", peer.connection(), why);
    }
  }

  /** Closes after what was written has left and the peer had time to read it. */
  void closeAfterFlush() {
    if (!closing) {
      LingeringClose.of(channel);
      closing = true;
    }
  }

  /** Closes at once, for a reason that is logged and counted. */
  void fail(XliveException why) {
    if (closing) {
      return;
    }
    closing = true;
    ErrorCode code = why.code();
    environment.meters().refused(code);
    if (request == null) {
      LOG.debug("{} from {}: closed: {}", peer.connection(), peer.host(), why);
    } else {
      environment
          .warnings()
          .warn(
              "closed-" + code.code(),
              peer.connection() + " from " + peer.host() + ": closed: " + why);
    }
    channel.close();
  }

  /** The connection is gone. */
  void released() {
    closing = true;
    lease.release();
  }

  /** Where it comes from. */
  InetSocketAddress address() {
    return peer.address();
  }

  /** A message of bytes as they are. */
  void send(int type, int streamId, int timestamp, Bytes payload) {
    send(new RtmpMessage(type, streamId, timestamp, payload));
  }
}
