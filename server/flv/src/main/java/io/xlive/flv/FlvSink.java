package io.xlive.flv;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A connection to a player that never blocks. Used by one thread at a time, though not always the
 * same. It reports to {@link FlvClient#writable()} and {@link FlvClient#failed()}.
 */
public interface FlvSink {
  /**
   * Whether a write may be made now. When it says no, {@link FlvClient#writable()} is called as
   * soon as that changes.
   */
  boolean ready();

  /**
   * Takes all bytes, of the server's own memory; they do not change. Only after {@link #ready()}.
   *
   * @throws IOException when the player is gone
   */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * Nothing follows for now. Only after {@link #ready()}.
   *
   * @throws IOException when the player is gone
   */
  void flush() throws IOException;

  /** Nothing follows at all. Called once; a write may still be under way. */
  void end(FlvEnd end);
}
