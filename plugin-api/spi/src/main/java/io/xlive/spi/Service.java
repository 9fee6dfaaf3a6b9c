package io.xlive.spi;

/**
 * Something that the server starts and stops. Called on a virtual thread, never twice, never both
 * at once.
 */
public interface Service {
  /**
   * Starts; returns when it serves. Whatever it acquired before failing it releases itself.
   *
   * @throws XliveException with one sentence for the operator; the boot fails with it
   */
  void start();

  /** Stops within five seconds; also called after a failed sibling's start. Must not throw. */
  void stop();
}
