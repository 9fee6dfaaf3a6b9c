package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.util.function.BiConsumer;

/** Event loop: finds out where an accepted socket comes from, and hands both on. */
final class ClientAddress extends ChannelInitializer<Channel> {
  private final Admission admission;
  private final AddressList proxies;
  private final BiConsumer<Channel, InetSocketAddress> next;

  ClientAddress(Admission admission, BiConsumer<Channel, InetSocketAddress> next) {
    this.admission = admission;
    this.next = next;
    this.proxies =
        AddressList.parse("rtmp.proxy-protocol", admission.environment().config().proxyProtocol());
  }

  @Override
  protected void initChannel(Channel channel) {
    if (!(channel.remoteAddress() instanceof InetSocketAddress address)) {
      channel.close();
    } else if (proxies.contains(address.getAddress())) {
      ProxyProtocolHandler.install(
          channel,
          address,
          admission.environment().config().timeouts().handshake(),
          source -> next.accept(channel, source),
          failure -> admission.refused(address, failure));
    } else {
      next.accept(channel, address);
    }
  }
}
