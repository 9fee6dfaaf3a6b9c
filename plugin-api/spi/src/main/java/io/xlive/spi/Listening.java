package io.xlive.spi;

import java.net.InetSocketAddress;

/**
 * An address that is open.
 *
 * @param protocol as in {@code rtmp}, {@code rtmps}
 * @param address the bound address, with the real port when 0 was configured
 */
public record Listening(String protocol, InetSocketAddress address) {}
