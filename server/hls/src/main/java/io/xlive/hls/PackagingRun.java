package io.xlive.hls;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.output.PublishedStream;

/** Frames on their way into a stream's window. {@link #run} is the stream's virtual thread's. */
sealed interface PackagingRun permits PublicationRun, LadderRun {
  /** Packages until nothing comes any more or {@link #stop}; tells why it ended. */
  EndReason run();

  /** Frames that could not be used, so far. */
  long unused();

  /** Timed metadata that could not be used, so far. */
  long droppedEvents();

  /** Gives subscriptions back without having run. */
  void abandon();

  /** Looks whether frames came that nobody told of; to be called every second. */
  void look();

  /** Looks at what came: somebody begins to wait for the next part. */
  void wake();

  /** Makes {@link #run} return soon. */
  void stop();

  /**
   * Takes one more rendition in; false when it cannot, for it is over or packages one stream alone.
   */
  boolean join(String rendition, PublishedStream stream);
}
