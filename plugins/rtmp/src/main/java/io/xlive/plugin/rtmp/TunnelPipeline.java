package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.xlive.spi.XliveException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Event loop: makes an accepted socket one that carries exchanges of the tunnel. */
final class TunnelPipeline implements BiConsumer<Channel, InetSocketAddress> {
  private static final int LONGEST_LINE = 4_096;
  private static final int LONGEST_HEADER = 16_384;
  private static final int CHUNK = 65_536;

  private final Admission admission;
  private final TunnelSessions sessions;
  private final Optional<TlsContexts> tls;

  TunnelPipeline(Admission admission, TunnelSessions sessions, Optional<TlsContexts> tls) {
    this.admission = admission;
    this.sessions = sessions;
    this.tls = tls;
  }

  @Override
  public void accept(Channel channel, InetSocketAddress address) {
    ConnectionLimits.Lease lease;
    try {
      lease = admission.admit(address);
    } catch (XliveException refused) {
      channel.close();
      return;
    }
    channel
        .closeFuture()
        .addListener(
            closed -> {
              lease.release();
              admission.left();
            });
    RtmpTunnelConfig config = admission.environment().config().tunnel();
    // One request at a time: what is pipelined behind it waits in the socket, but for one read.
    channel.config().setAutoRead(false);
    boolean secure = tls.isPresent();
    if (secure) {
      tls.get().secure(channel, address, config.headerTime());
    }
    ChannelPipeline pipeline = channel.pipeline();
    pipeline.addLast(
        new HttpServerCodec(
            new HttpDecoderConfig()
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADER)
                .setMaxChunkSize(CHUNK)));
    pipeline.addLast(
        new TunnelHttpHandler(
            config, sessions, new TunnelClient(address, secure), lease, admission));
  }
}
