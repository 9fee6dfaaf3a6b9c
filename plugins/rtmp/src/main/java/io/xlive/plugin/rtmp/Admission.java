package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.xlive.spi.Peer;
import io.xlive.spi.XliveException;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets connections in, however they come: the limits on their number first, then the handlers of an
 * RTMP connection. Safe for any thread, a channel's own loop for {@link #serve}.
 */
final class Admission {
  private static final Logger LOG = LoggerFactory.getLogger(Admission.class);

  private final RtmpEnvironment environment;
  private final RtmpSessions sessions;
  private final AcceptGate gate;
  private final LongSupplier ids;

  Admission(RtmpEnvironment environment, RtmpSessions sessions, AcceptGate gate, LongSupplier ids) {
    this.environment = environment;
    this.sessions = sessions;
    this.gate = gate;
    this.ids = ids;
  }

  RtmpEnvironment environment() {
    return environment;
  }

  /** Counts and logs a refusal, and returns it. */
  XliveException refused(InetSocketAddress address, XliveException why) {
    environment.meters().refused(why.code());
    environment
        .warnings()
        .warn(
            "not-admitted",
            address.getAddress().getHostAddress() + " refused: " + why.getMessage());
    return why;
  }

  /**
   * A place for one more connection.
   *
   * @throws XliveException when a limit is reached; already counted and logged
   */
  ConnectionLimits.Lease admit(InetSocketAddress address) {
    try {
      return environment.connections().admit(address.getAddress());
    } catch (XliveException e) {
      if (environment.connections().full()) {
        environment.meters().refused(e.code());
        gate.pause(String.valueOf(e.getMessage()));
        throw e;
      }
      throw refused(address, e);
    }
  }

  /** A place has become free. */
  void left() {
    gate.resume();
  }

  /** Puts the handlers of an RTMP connection at the end of the pipeline. */
  RtmpSession serve(
      Channel channel,
      String protocol,
      InetSocketAddress address,
      boolean secure,
      ConnectionLimits.Lease lease) {
    environment.meters().accepted.increment();
    environment.meters().connections.increment();
    String id = "rtmp-" + Long.toString(ids.getAsLong(), Character.MAX_RADIX);
    Peer peer = new Peer(protocol, address, "", secure, id);
    RtmpChunkDecoder decoder = new RtmpChunkDecoder(environment.config().limits());
    RtmpSession session =
        new RtmpSession(
            new RtmpConnection(channel, environment, peer, lease),
            decoder,
            sessions.fanOutOf(channel.eventLoop(), environment));
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(new RtmpHandshakeHandler(environment.context().random()));
    pipeline.addLast(decoder);
    pipeline.addLast(session);
    sessions.add(session);
    LOG.debug("{} from {}: accepted ({})", id, peer.host(), protocol);
    channel
        .closeFuture()
        .addListener(
            closed -> {
              environment.meters().connections.decrement();
              sessions.remove(session);
              left();
            });
    return session;
  }
}
