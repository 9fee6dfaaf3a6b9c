package io.xlive.web;

import io.xlive.hls.Goal;
import io.xlive.hls.HlsFile;
import io.xlive.hls.HlsStream;
import io.xlive.hls.MediaName;
import io.xlive.hls.RenderedPlaylist;
import io.xlive.hls.SegmentReading;
import io.xlive.hls.Viewer;
import io.xlive.hls.ViewerId;
import io.xlive.hls.ViewerTable;
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
  private final String rawQuery;
  private final Optional<Viewer> viewer;

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
    this.rawQuery = query.orElse("");
    // Who waits for an answer is there; who gets none is not taken in.
    this.viewer = stream.viewers().known(rawQuery);
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

  /**
   * The segment, when it is not complete yet and is sent as it grows. To be closed.
   *
   * @throws XliveException when too many wait
   */
  Optional<SegmentReading> growing() {
    return target instanceof PlaybackTarget.File(var path, MediaName.MediaSegment name)
        ? stream.reading(name)
        : Optional.empty();
  }

  /** For a request that waited in vain. */
  static XliveException stalled() {
    return XliveException.retryable(
        WebError.STREAM_STALLED, "the stream did not go on in time", RETRY);
  }

  void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
    switch (target) {
      case PlaybackTarget.Multivariant(var path, var prefix) ->
          entrance(request, response, first(stream.multivariant(prefix)), ViewerId.Protocol.HLS);
      case PlaybackTarget.Manifest(var path, var prefix) ->
          entrance(
              request,
              response,
              stream.dash(prefix).orElseThrow(() -> starts("its first segment is not complete")),
              ViewerId.Protocol.DASH);
      case PlaybackTarget.TsMultivariant(var path) ->
          entrance(request, response, first(stream.tsMultivariant("")), ViewerId.Protocol.HLS);
      case PlaybackTarget.File(var path, MediaName.Playlist(var track))
          when query.skip().isPresent() -> {
        RenderedPlaylist delta =
            stream.delta(track, query.skip().get()).orElseThrow(PlaybackAnswer::gone);
        counted(request, () -> playlist(request, response, delta));
      }
      case PlaybackTarget.File(var path, var name) -> {
        HlsFile file = stream.file(name).orElseThrow(PlaybackAnswer::gone);
        counted(
            request,
            () ->
                switch (file) {
                  case HlsFile.Playlist(var rendered) -> playlist(request, response, rendered);
                  case HlsFile.Media media -> MediaAnswer.media(request, response, media, audience);
                });
      }
    }
  }

  /** Something that answers, and says with how many bytes. */
  private interface Body {
    long write() throws IOException;
  }

  /** What only players ask for. */
  private void counted(HttpServletRequest request, Body body) throws IOException {
    ViewerTable viewers = stream.viewers();
    PlayerTold told = PlayerTold.of(request, rawQuery);
    Optional<Viewer> player =
        viewer.isPresent()
            ? viewer
            : viewers.enter(rawQuery, () -> Peers.of(request, protocol()), told.cmcd());
    if (told.cmcd().isPresent()) {
      viewers.report(told.cmcd().get(), player);
    } else if (told.malformed()) {
      viewers.reportIgnored();
    }
    long bytes = body.write();
    if (player.isPresent()) {
      viewers.answered(player.get(), bytes);
    }
  }

  private String protocol() {
    return target instanceof PlaybackTarget.Manifest ? "dash" : "hls";
  }

  /** Where players begin: what they get names them, unless they have a name already. */
  private void entrance(
      HttpServletRequest request,
      HttpServletResponse response,
      RenderedPlaylist rendered,
      ViewerId.Protocol protocol)
      throws IOException {
    if (!stream.viewers().sessions()) {
      playlist(request, response, rendered);
      return;
    }
    String named = stream.viewers().named(query.carried(), protocol);
    // Or what it names would be refused.
    String fitting = named.length() > ReloadQuery.LONGEST ? query.carried() : named;
    if (target instanceof PlaybackTarget.Manifest && ViewerId.in(rawQuery)) {
      counted(request, () -> MediaAnswer.entrance(request, response, rendered, fitting));
    } else {
      MediaAnswer.entrance(request, response, rendered, fitting);
    }
  }

  /**
   * An answer that was asked for by number stays right as long as anybody may ask for that number
   * (RFC 8216bis appendix B.1), any other for half a target duration.
   */
  private long playlist(
      HttpServletRequest request, HttpServletResponse response, RenderedPlaylist rendered)
      throws IOException {
    boolean numbered =
        query.goal().isPresent()
            && target instanceof PlaybackTarget.File(var path, MediaName.Playlist playlist);
    int seconds = numbered ? rendered.numberedMaxAgeSeconds() : rendered.maxAgeSeconds();
    return MediaAnswer.playlist(request, response, rendered, query.carried(), seconds, audience);
  }

  /** For a file that is not there. */
  static XliveException gone() {
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
