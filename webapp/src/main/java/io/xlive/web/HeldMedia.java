package io.xlive.web;

import io.xlive.flv.FlvStreams;
import io.xlive.hls.HlsStreams;
import io.xlive.spi.media.StreamPath;
import io.xlive.stream.MediaMemory;

/** What the built-in outputs keep, for the memory budget. */
record HeldMedia(HlsStreams hls, FlvStreams flv) implements MediaMemory {
  @Override
  public long heldBytes() {
    return hls.heldBytes() + flv.heldBytes();
  }

  @Override
  public long heldBytes(StreamPath path) {
    return hls.heldBytes(path);
  }

  @Override
  public long release(long bytes) {
    return hls.release(bytes);
  }
}
