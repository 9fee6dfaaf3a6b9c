package io.xlive.spi.ingest;

import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import java.util.concurrent.CompletionStage;

/**
 * The exclusive right to write one stream. {@link #write} is for one thread only, the single
 * writer; the rest may be called by any.
 */
public interface Publication {
  /** Which stream. */
  StreamPath path();

  /**
   * Hands a frame to every reader. Never blocks, never throws for what is in the frame; a frame
   * after the end is dropped.
   *
   * <p>Frames of a track come in decoding order; times may wrap, jump or start anywhere: the
   * stream's timeline mends them. A frame with a new {@code format()} starts the new format.
   */
  void write(MediaFrame frame);

  /** Whether frames still count. */
  boolean open();

  /** Ends it; only the first call counts. */
  void end(EndReason reason);

  /**
   * Completes once it ended, by {@link #end} or from outside (kick, take-over, limit, shutdown).
   */
  CompletionStage<EndReason> ended();
}
