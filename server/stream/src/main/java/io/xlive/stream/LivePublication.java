package io.xlive.stream;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import java.util.concurrent.CompletionStage;

/** The writer's side of a live stream. */
final class LivePublication implements Publication {
  private final LiveStream stream;

  LivePublication(LiveStream stream) {
    this.stream = stream;
  }

  @Override
  public StreamPath path() {
    return stream.path();
  }

  @Override
  public void write(MediaFrame frame) {
    stream.write(frame);
  }

  @Override
  public boolean open() {
    return stream.open();
  }

  @Override
  public void end(EndReason reason) {
    stream.end(reason);
  }

  @Override
  public CompletionStage<EndReason> ended() {
    return stream.ended().minimalCompletionStage();
  }
}
