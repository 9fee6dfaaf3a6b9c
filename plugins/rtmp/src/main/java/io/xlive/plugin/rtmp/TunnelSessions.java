package io.xlive.plugin.rtmp;

import io.netty.channel.Channel;
import io.xlive.spi.XliveException;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tunnelled connections by their ids. An id is all that a client shows, on any socket from any
 * address, so it is 128 random bits and is never logged. Safe for any thread.
 */
final class TunnelSessions {
  private static final int ID_BYTES = 16;

  private final Admission admission;
  private final Map<String, TunnelSession> sessions = new ConcurrentHashMap<>();
  private final AtomicInteger count = new AtomicInteger();

  TunnelSessions(Admission admission) {
    this.admission = admission;
    admission.environment().meters().tunnels(count::get);
  }

  Optional<TunnelSession> find(String id) {
    return Optional.ofNullable(sessions.get(id));
  }

  /**
   * A new connection on the event loop of the socket that asks for it.
   *
   * @return its id
   * @throws XliveException when a limit is reached; already counted and logged
   */
  String open(Channel socket, InetSocketAddress client, boolean secure) {
    RtmpEnvironment environment = admission.environment();
    int most = environment.config().tunnel().sessions();
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      throw admission.refused(
          client,
          new XliveException(
              RtmpError.TOO_MANY_CONNECTIONS,
              "already " + most + " tunnelled connections (rtmp.tunnel.sessions)"));
    }
    ConnectionLimits.Lease lease;
    try {
      lease = admission.admit(client);
    } catch (XliveException e) {
      count.decrementAndGet();
      throw e;
    }
    byte[] random = new byte[ID_BYTES];
    environment.context().random().nextBytes(random);
    String id = HexFormat.of().formatHex(random);
    TunnelChannel channel = new TunnelChannel(socket.localAddress(), client);
    socket.eventLoop().register(channel);
    RtmpSession session =
        admission.serve(channel, secure ? "rtmpts" : "rtmpt", client, secure, lease);
    sessions.put(id, new TunnelSession(channel, session));
    channel
        .closeFuture()
        .addListener(
            closed -> {
              sessions.remove(id);
              count.decrementAndGet();
            });
    return id;
  }
}
