package io.xlive.spi.output;

import io.xlive.spi.Service;

/** Takes frames elsewhere: HLS packaging, a recorder, a push to another server. */
public interface Output extends Service {
  /**
   * A publication begins; called before its first frame, on a virtual thread, one at a time per
   * stream. An output that wants the stream subscribes now and returns: the publisher waits for it,
   * at most one second.
   */
  void opened(PublishedStream stream);
}
