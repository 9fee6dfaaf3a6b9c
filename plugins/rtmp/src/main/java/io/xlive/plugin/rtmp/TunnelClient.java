package io.xlive.plugin.rtmp;

import java.net.InetSocketAddress;

/**
 * Who is at the other end of a socket of the tunnel.
 *
 * @param address as a proxy names it
 */
record TunnelClient(InetSocketAddress address, boolean secure) {}
