package io.xlive.testkit;

import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.ingest.Publication;
import io.xlive.spi.media.MediaFrame;
import io.xlive.spi.media.StreamPath;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A publication that keeps every frame. Safe for any thread. */
public final class RecordingPublication implements Publication {
  private final StreamPath path;
  private final List<MediaFrame> frames = new CopyOnWriteArrayList<>();
  private final CompletableFuture<EndReason> ended = new CompletableFuture<>();

  /** An open one. */
  public RecordingPublication(StreamPath path) {
    this.path = path;
  }

  @Override
  public StreamPath path() {
    return path;
  }

  @Override
  public void write(MediaFrame frame) {
    if (open()) {
      frames.add(frame);
    }
  }

  @Override
  public boolean open() {
    return !ended.isDone();
  }

  @Override
  public void end(EndReason reason) {
    ended.complete(reason);
  }

  @Override
  public CompletionStage<EndReason> ended() {
    return ended.copy();
  }

  /** What was written while it was open. */
  public List<MediaFrame> frames() {
    return List.copyOf(frames);
  }

  /** Why it ended; empty while it is open. */
  public Optional<EndReason> reason() {
    return Optional.ofNullable(ended.getNow(null));
  }
}
