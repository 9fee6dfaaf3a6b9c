package io.xlive.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One connection of a publisher or a player: set up with blocking calls, then driven by a {@link
 * LoadLoop}, whose thread alone touches it.
 */
interface Peer extends AutoCloseable {
  SocketChannel channel();

  /** Reads what is there. */
  void receive(ByteBuffer buffer) throws IOException;

  /** Goes on with what could not be sent; true when nothing is left. */
  boolean flush() throws IOException;

  /** Whether nothing waits to be sent. */
  boolean idle();

  /** Bytes received since it was opened. */
  long received();

  /** The pictures that came. */
  Pictures pictures();

  @Override
  void close() throws IOException;
}
