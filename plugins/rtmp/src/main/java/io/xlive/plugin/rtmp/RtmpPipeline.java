package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.xlive.spi.XliveException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Event loop: makes an accepted socket an RTMP connection. */
final class RtmpPipeline implements BiConsumer<Channel, InetSocketAddress> {
  private final Admission admission;
  private final Optional<TlsContexts> tls;

  RtmpPipeline(Admission admission, Optional<TlsContexts> tls) {
    this.admission = admission;
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
    boolean secure = tls.isPresent();
    if (secure) {
      tls.get().secure(channel, address, admission.environment().config().timeouts().handshake());
    }
    admission.serve(channel, secure ? "rtmps" : "rtmp", address, secure, lease);
  }
}
