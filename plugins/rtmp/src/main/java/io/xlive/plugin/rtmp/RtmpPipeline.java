package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import io.xlive.spi.Peer;
import io.xlive.spi.XliveException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Event loop: puts the handlers of an accepted connection together once its address is known. */
final class RtmpPipeline extends ChannelInitializer<Channel> {
  private static final Logger LOG = LoggerFactory.getLogger(RtmpPipeline.class);

  private final RtmpEnvironment environment;
  private final RtmpSessions sessions;
  private final AcceptGate gate;
  private final LongSupplier ids;
  private final AddressList proxies;
  private final Optional<TlsContexts> tls;

  RtmpPipeline(
      RtmpEnvironment environment,
      RtmpSessions sessions,
      AcceptGate gate,
      LongSupplier ids,
      Optional<TlsContexts> tls) {
    this.environment = environment;
    this.sessions = sessions;
    this.gate = gate;
    this.ids = ids;
    this.tls = tls;
    this.proxies = AddressList.parse("rtmp.proxy-protocol", environment.config().proxyProtocol());
  }

  @Override
  protected void initChannel(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress address)) {
      channel.close();
    } else if (proxies.contains(address.getAddress())) {
      ProxyProtocolHandler.install(
          channel,
          address,
          environment.config().timeouts().handshake(),
          source -> admit(channel, source),
          failure -> refused(address, failure));
    } else {
      admit(channel, address);
    }
  }

  private void refused(InetSocketAddress address, XliveException why) {
    environment.meters().refused(why.code());
    environment
        .warnings()
        .warn(
            "not-admitted",
            address.getAddress().getHostAddress() + " refused: " + why.getMessage());
  }

  private void admit(Channel channel, InetSocketAddress address) {
    ConnectionLimits.Lease lease;
    try {
      lease = environment.connections().admit(address.getAddress());
    } catch (XliveException e) {
      refused(address, e);
      channel.close();
      if (environment.connections().full()) {
        gate.pause();
      }
      return;
    }
    boolean secure = tls.isPresent();
    environment.meters().accepted.increment();
    environment.meters().connections.increment();
    String id = "rtmp-" + Long.toString(ids.getAsLong(), Character.MAX_RADIX);
    Peer peer = new Peer(secure ? "rtmps" : "rtmp", address, "", secure, id);
    RtmpChunkDecoder decoder = new RtmpChunkDecoder(environment.config().limits());
    RtmpSession session =
        new RtmpSession(
            new RtmpConnection(channel, environment, peer, lease),
            decoder,
            sessions.fanOutOf(channel.eventLoop(), environment));
    ChannelPipeline pipeline = channel.pipeline();
    if (secure) {
      SslHandler handler = tls.get().current().newHandler(channel.alloc());
      handler.setHandshakeTimeoutMillis(environment.config().timeouts().handshake().toMillis());
      pipeline.addLast(handler);
    }
    pipeline.addLast(new RtmpHandshakeHandler(environment.context().random()));
    pipeline.addLast(decoder);
    pipeline.addLast(session);
    sessions.add(session);
    LOG.debug("{} from {}: accepted", id, peer.host());
    channel
        .closeFuture()
        .addListener(
            closed -> {
              environment.meters().connections.decrement();
              sessions.remove(session);
              gate.resume();
            });
  }
}
