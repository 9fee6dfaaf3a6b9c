package io.xlive.spi.event;

import io.xlive.spi.Peer;
import io.xlive.spi.ingest.EndReason;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What happened to a stream. Events of one stream are told in order. */
public sealed interface StreamEvent {
  /** Which stream. */
  StreamPath path();

  /** When, by the server's clock. */
  Instant time();

  /** Somebody began to publish; parameters are those of the publish URL without credentials. */
  record Published(StreamPath path, Instant time, Peer peer, Map<String, String> parameters)
      implements StreamEvent {}

  /** Tracks became known or changed. */
  record TracksChanged(StreamPath path, Instant time, List<TrackFormat> tracks)
      implements StreamEvent {}

  /** The publication ended. */
  record Unpublished(StreamPath path, Instant time, Peer peer, EndReason reason)
      implements StreamEvent {}

  /** Somebody began to play. */
  record PlayStarted(StreamPath path, Instant time, Peer peer) implements StreamEvent {}

  /**
   * Somebody stopped playing. Who fetches files is gone when nothing came for a while; {@code time}
   * is when that was noticed, {@code duration} ends with the last answer.
   *
   * @param duration from {@link PlayStarted} to the last thing that the player did
   * @param bytes what it got, about; 0 when that is not known
   */
  record PlayStopped(StreamPath path, Instant time, Peer peer, Duration duration, long bytes)
      implements StreamEvent {
    /** Of a player of which nothing else is known. */
    public PlayStopped(StreamPath path, Instant time, Peer peer) {
      this(path, time, peer, Duration.ZERO, 0);
    }
  }

  /** Somebody was refused; {@code code} is the error's code, {@code reason} its sentence. */
  record Refused(StreamPath path, Instant time, Peer peer, String code, String reason)
      implements StreamEvent {}
}
