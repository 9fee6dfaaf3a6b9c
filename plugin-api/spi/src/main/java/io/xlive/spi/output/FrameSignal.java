package io.xlive.spi.output;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;

/**
 * Tells a reader that frames wait. Called on the publisher's thread: must take some nanoseconds,
 * must not block, must not throw; it decides whether this frame is worth a wake-up (a part
 * boundary, an idle loop) and returns.
 */
public interface FrameSignal {
  /** A frame was put into the ring. */
  void offered(MediaFrame frame);

  /** The last frame is in the ring; nothing follows from this publication. */
  void ended(EndReason reason);
}
