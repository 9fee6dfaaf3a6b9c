package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One port to listen on.
 *
 * @param keys the keys that address and port come from
 */
record RtmpPort(
    String protocol,
    String bind,
    int number,
    String keys,
    BiConsumer<Channel, InetSocketAddress> pipeline) {

  /**
   * All that are configured.
   *
   * @throws XliveException for RTMPTS without a certificate
   */
  static List<RtmpPort> of(
      RtmpConfig config,
      Optional<TlsContexts> certificate,
      Admission admission,
      TunnelSessions tunnels) {
    List<RtmpPort> ports = new ArrayList<>();
    ports.add(
        new RtmpPort(
            "rtmp",
            config.bind(),
            config.port(),
            "rtmp.bind, rtmp.port",
            new RtmpPipeline(admission, Optional.empty())));
    if (certificate.isPresent()) {
      ports.add(
          new RtmpPort(
              "rtmps",
              config.bind(),
              config.tls().port(),
              "rtmp.bind, rtmp.tls.port",
              new RtmpPipeline(admission, certificate)));
    }
    RtmpTunnelConfig tunnel = config.tunnel();
    String bind = tunnel.bind().orElse(config.bind());
    if (tunnel.port().isPresent()) {
      ports.add(
          new RtmpPort(
              "rtmpt",
              bind,
              tunnel.port().get(),
              "rtmp.tunnel.bind, rtmp.tunnel.port",
              new TunnelPipeline(admission, tunnels, Optional.empty())));
    }
    if (tunnel.tlsPort().isPresent()) {
      if (certificate.isEmpty()) {
        throw new XliveException(
            SpiError.INVALID_CONFIGURATION,
            "rtmp.tunnel.tls-port needs rtmp.tls.certificate and rtmp.tls.key");
      }
      ports.add(
          new RtmpPort(
              "rtmpts",
              bind,
              tunnel.tlsPort().get(),
              "rtmp.tunnel.bind, rtmp.tunnel.tls-port",
              new TunnelPipeline(admission, tunnels, certificate)));
    }
    return List.copyOf(ports);
  }
}
