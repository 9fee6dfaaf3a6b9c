package io.xlive.web;

import io.xlive.hls.Goal;
import io.xlive.hls.HlsFile;
import io.xlive.hls.HlsStream;
import io.xlive.hls.MediaName;
import io.xlive.hls.RenderedPlaylist;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.TrackId;
import io.xlive.web.PlaybackGate.Audience;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What one request for playback is answered with, now or when its stream has gone on. */
final class PlaybackAnswer {
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** For queries that are of no media playlist. */
  private static final TrackId NO_TRACK = new TrackId("none");

  private final HlsStream stream;
  private final PlaybackTarget.OfStream target;
  private final Audience audience;
  private final ReloadQuery query;

  /**
   * An answer.
   *
   * @throws XliveException with {@link WebError#INVALID_PARAMETER}
   */
  PlaybackAnswer(
      HlsStream stream, PlaybackTarget.OfStream target, Audience audience, Optional<String> query) {
    this.stream = stream;
    this.target = target;
    this.audience = audience;
    this.query =
        ReloadQuery.of(
            query,
            target instanceof PlaybackTarget.File(var path, MediaName.Playlist(var track))
                ? track
                : NO_TRACK);
  }

  /**
   * What has to come before it can be written; empty when nothing has.
   *
   * @throws XliveException when it will not come
   */
  Optional<Goal> goal() {
    if (target instanceof PlaybackTarget.File(var path, MediaName.Playlist playlist)) {
      return query.goal().flatMap(this::reload);
    }
    if (target instanceof PlaybackTarget.File(var path, MediaName.MediaPart part)) {
      Goal hinted = new Goal.Hinted(part);
      return stream.state(hinted) == Goal.State.AHEAD ? Optional.of(hinted) : Optional.empty();
    }
    return Optional.empty();
  }

  private Optional<Goal> reload(Goal.Reload goal) {
    return switch (stream.state(goal)) {
      case REACHED -> Optional.empty();
      case AHEAD -> Optional.of(goal);
      case BEYOND ->
          throw new XliveException(
              WebError.INVALID_PARAMETER,
              "_HLS_msn=" + goal.msn() + " is more than two segments ahead of the playlist");
    };
  }

  /** For a request that waited in vain. */
  static XliveException stalled() {
    return XliveException.retryable(
        WebError.STREAM_STALLED, "the stream did not go on in time", RETRY);
  }

  void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    switch (target) {
      case PlaybackTarget.Multivariant(var path, var prefix) ->
          playlist(request, response, first(stream.multivariant(prefix)));
      case PlaybackTarget.Manifest(var path, var prefix) ->
          playlist(
              request,
              response,
              stream.dash(prefix).orElseThrow(() -> starts("its first segment is not complete")));
      case PlaybackTarget.TsMultivariant(var path) ->
          playlist(request, response, first(stream.tsMultivariant("")));
      case PlaybackTarget.File(var path, MediaName.Playlist(var track)) when query.delta() ->
          playlist(request, response, stream.delta(track).orElseThrow(PlaybackAnswer::gone));
      case PlaybackTarget.File(var path, var name) -> {
        switch (stream.file(name).orElseThrow(PlaybackAnswer::gone)) {
          case HlsFile.Playlist(var rendered) -> playlist(request, response, rendered);
          case HlsFile.Media media -> MediaAnswer.media(request, response, media, audience);
        }
      }
    }
  }

  /**
   * An answer that was asked for by number stays right as long as anybody may ask for that number
   * (RFC 8216bis appendix B.1), any other for half a target duration.
   */
  private void playlist(
      HttpServletRequest request, HttpServletResponse response, RenderedPlaylist rendered)
      throws IOException {
    boolean numbered =
        query.goal().isPresent()
            && target instanceof PlaybackTarget.File(var path, MediaName.Playlist playlist);
    int seconds = numbered ? rendered.numberedMaxAgeSeconds() : rendered.maxAgeSeconds();
    MediaAnswer.playlist(request, response, rendered, query.carried(), seconds, audience);
  }

  private static XliveException gone() {
    return new XliveException(WebError.NOT_FOUND, "the stream has no such file, or not any more");
  }

  private RenderedPlaylist first(Optional<RenderedPlaylist> found) {
    return found.orElseThrow(
        () ->
            stream.playable()
                ? new XliveException(
                    WebError.NOT_FOUND,
                    "a codec of this stream has no MPEG-TS form; play the fMP4 form")
                : starts("its first part is not complete"));
  }

  private static XliveException starts(String why) {
    return new XliveException(SpiError.STREAM_NOT_FOUND, "the stream starts; " + why);
  }
}
