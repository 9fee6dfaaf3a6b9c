package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.xlive.spi.Peer;
import io.xlive.spi.XliveException;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Event loop: puts the handlers of an accepted connection together once its address is known. */
final class RtmpPipeline extends ChannelInitializer<Channel> {
  private static final Logger LOG = LoggerFactory.getLogger(RtmpPipeline.class);

  private final RtmpEnvironment environment;
  private final RtmpSessions sessions;
  private final LongSupplier ids;

  RtmpPipeline(RtmpEnvironment environment, RtmpSessions sessions, LongSupplier ids) {
    this.environment = environment;
    this.sessions = sessions;
    this.ids = ids;
  }

  @Override
  protected void initChannel(Channel channel) {
    if (channel.remoteAddress() instanceof InetSocketAddress address) {
      admit(channel, address, false);
    } else {
      channel.close();
    }
  }

  private void admit(Channel channel, InetSocketAddress address, boolean secure) {
    ConnectionLimits.Lease lease;
    try {
      lease = environment.connections().admit(address.getAddress());
    } catch (XliveException e) {
      environment.meters().refused(e.code());
      environment
          .warnings()
          .warn(
              "not-admitted",
              address.getAddress().getHostAddress() + " refused: " + e.getMessage());
      channel.close();
      return;
    }
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
            });
  }
}
