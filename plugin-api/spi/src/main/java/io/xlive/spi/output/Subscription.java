package io.xlive.spi.output;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The right to read one stream, with a bounded ring of its own. {@link #drain} is for one thread at
 * a time; the rest may be called by any. A reader that is too slow loses frames up to the next key
 * frame; the first frame after the loss has {@code gap()} set.
 */
public interface Subscription extends AutoCloseable {
  /** Which stream. */
  StreamPath path();

  /**
   * Sets who is told of new frames; call it once, before the first drain. Frames that wait already
   * are not told again.
   */
  void signal(FrameSignal signal);

  /**
   * Takes frames out of the ring in order.
   *
   * @param sink gets each frame
   * @param most at most so many, 1 or more
   * @return how many it was; less than {@code most} means the ring is empty
   */
  int drain(Consumer<? super MediaFrame> sink, int most);

  /** Why the publication ended; empty while it runs. The ring may still hold frames. */
  Optional<EndReason> ended();

  /** Frames that were dropped because this reader was too slow. */
  long dropped();

  /** Media time waiting in the ring, in milliseconds. */
  long waitingMillis();

  /**
   * Opens a further ring on the same publication, for whoever hands frames on to many players and
   * so needs them once. It counts as no viewer and lasts until it is closed or the publication
   * ends, whatever becomes of this right. Never blocks; of a publication that is over it is empty
   * and ended.
   *
   * @param buffer how much may wait in it
   * @param start where it begins
   */
  Subscription shared(BufferLimit buffer, SubscribeRequest.Start start);

  /**
   * Whether players of this stream begin with the current group of pictures, as the operator set it
   * ({@code stream.gop-cache}); else with the next key frame. The hub goes by it itself; whoever
   * hands frames on to many players and keeps a group for those that join has to ask. Any thread.
   */
  default boolean cachedGop() {
    return true;
  }

  /**
   * Says how many bytes have gone to the player since it said so the last time, for those who want
   * to know when it stops. Any thread; never blocks.
   *
   * @param bytes 0 or more
   */
  default void sent(long bytes) {}

  /** Gives the right back; frees the ring. Idempotent. */
  @Override
  void close();
}
