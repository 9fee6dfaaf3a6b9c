package io.xlive.kernel;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.output.FrameSignal;

/**
 * A plugin's signal, which the hub calls on the publisher's thread for every frame. How long it
 * takes is watched, what it throws is counted and goes on to the hub, which closes that reader;
 * errors go on as exceptions, so that neither the publisher nor another reader pays for them. A
 * disabled plugin is told nothing more. Takes no lock; allocates only for a failure.
 */
record GuardedSignal(FrameSignal signal, CallbackGuard guard) implements FrameSignal {
  private static final String CALLBACK = "frame signal";

  @Override
  public void offered(MediaFrame frame) {
    if (guard.disabled()) {
      return;
    }
    int slot = guard.enterMedia(CALLBACK);
    try {
      signal.offered(frame);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
      throw failed(failure);
    } finally {
      guard.leaveMedia(slot, CALLBACK);
    }
  }

  @Override
  public void ended(EndReason reason) {
    if (guard.disabled()) {
      return;
    }
    int slot = guard.enterMedia(CALLBACK);
    try {
      signal.ended(reason);
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
      throw failed(failure);
    } finally {
      guard.leaveMedia(slot, CALLBACK);
    }
  }

  private RuntimeException failed(Throwable failure) {
    guard.failed(CALLBACK, failure);
    return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
  }
}
