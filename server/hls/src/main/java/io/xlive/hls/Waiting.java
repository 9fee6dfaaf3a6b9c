package io.xlive.hls;

/** A request that waits for a stream to go on. */
public interface Waiting {
  /** Gives up; false when it was answered or given up already. Any thread. */
  boolean cancel();
}
