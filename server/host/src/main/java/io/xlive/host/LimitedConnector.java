package io.xlive.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A door that closes connections of an address with too many of them before they say anything. */
final class LimitedConnector extends ServerConnector {
  private final AddressLimit limit;

  /** A closed connection does not know its address any more. */
  private final Map<EndPoint, InetAddress> counted = new ConcurrentHashMap<>();

  LimitedConnector(
      Server server, int selectors, AddressLimit limit, ConnectionFactory... factories) {
    super(server, 1, selectors, factories);
    this.limit = limit;
  }

  @Override
  protected void onEndPointOpened(EndPoint connection) {
    super.onEndPointOpened(connection);
    if (connection.getRemoteSocketAddress() instanceof InetSocketAddress remote
        && remote.getAddress() != null) {
      counted.put(connection, remote.getAddress());
      if (!limit.entered(remote.getAddress())) {
        connection.close();
      }
    }
  }

  @Override
  protected void onEndPointClosed(EndPoint connection) {
    super.onEndPointClosed(connection);
    Optional.ofNullable(counted.remove(connection)).ifPresent(limit::left);
  }
}
