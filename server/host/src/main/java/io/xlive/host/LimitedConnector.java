package io.xlive.host;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A door that closes connections of an address with too many of them before they say anything, and
 * those that do not bring a request in time.
 */
final class LimitedConnector extends ServerConnector {
  private final AddressLimit limit;
  private final RequestDeadline deadline;

  /** A closed connection does not know its address any more. */
  private final Map<EndPoint, InetAddress> counted = new ConcurrentHashMap<>();

  LimitedConnector(
      Server server,
      int selectors,
      AddressLimit limit,
      RequestDeadline deadline,
      ConnectionFactory... factories) {
    super(server, 1, selectors, factories);
    this.limit = limit;
    this.deadline = deadline;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    look();
  }

  private void look() {
    if (isRunning() || isStarting()) {
      for (EndPoint connection : getConnectedEndPoints()) {
        if (connection instanceof TimedEndPoint timed) {
          deadline.check(timed);
        }
      }
      getScheduler().schedule(this::look, deadline.period(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    TimedEndPoint connection = new TimedEndPoint(channel, selector, key, getScheduler());
    connection.setIdleTimeout(getIdleTimeout());
    return connection;
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
