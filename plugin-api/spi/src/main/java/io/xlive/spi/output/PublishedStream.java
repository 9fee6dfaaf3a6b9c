package io.xlive.spi.output;

import io.xlive.spi.Peer;
import io.xlive.spi.media.StreamPath;

/**
 * A publication as an {@link Output} sees it: subscribing needs no further permission, for outputs
 * belong to the operator.
 */
public interface PublishedStream {
  /** Its name. */
  StreamPath path();

  /** Who publishes. */
  Peer publisher();

  /**
   * Tells publications apart for ever, also over restarts: grows with every publication of the
   * server.
   */
  long epoch();

  /**
   * How far the media times of its frames are from the time stamps that the encoder sent: media
   * time minus time stamp, in nanoseconds. Two publications of one encoder are aligned by it.
   * Changes where a frame has {@code discontinuity()} set; 0 before the first frame, and where an
   * ingest knows no other time.
   */
  default long sourceOffsetNanos() {
    return 0;
  }

  /**
   * Subscribes. From within {@link Output#opened} nothing is missed: the first frame has not been
   * written yet.
   *
   * @throws io.xlive.spi.XliveException with {@link io.xlive.spi.SpiError#STREAM_NOT_FOUND} when it
   *     ended already
   */
  Subscription subscribe(BufferLimit buffer, SubscribeRequest.Start start);
}
