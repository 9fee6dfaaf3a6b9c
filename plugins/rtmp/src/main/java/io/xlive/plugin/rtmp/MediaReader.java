package io.xlive.plugin.rtmp;

import io.xlive.spi.media.MediaFrame;
import java.util.function.Consumer;

/** Event loop: turns the media messages of one publication into frames. */
interface MediaReader {
  /** Reads one message of type 8, 9, 15 or 18. */
  void read(RtmpMessage message, long arrivalNanos, Consumer<MediaFrame> sink);
}
