package io.xlive.plugin.rtmp;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.TrackKind;

/** Event loop: counts and tells what a publisher sends in vain. */
final class PublisherProblems implements MediaProblems {
  private final RtmpConnection connection;

  PublisherProblems(RtmpConnection connection) {
    this.connection = connection;
  }

  @Override
  public void invalid(TrackKind kind, String reason) {
    connection.environment.meters().framesInvalid.increment();
    connection
        .environment
        .warnings()
        .warn(
            "invalid-" + kind,
            connection.peer().connection()
                + ": dropped an invalid "
                + kind.name().toLowerCase(java.util.Locale.ROOT)
                + " packet: "
                + reason);
  }

  @Override
  public void early(TrackKind kind) {
    connection.environment.meters().framesInvalid.increment();
  }

  @Override
  public void unsupported(TrackKind kind) {
    connection.environment.meters().framesInvalid.increment();
  }

  @Override
  public void refused(XliveException refusal) {
    connection
        .environment
        .warnings()
        .warn("unsupported", connection.peer().connection() + ": " + refusal.getMessage());
  }
}
