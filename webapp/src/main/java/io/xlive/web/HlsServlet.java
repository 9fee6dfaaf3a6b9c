package io.xlive.web;

import io.xlive.hls.HlsFile;
import io.xlive.hls.HlsStream;
import io.xlive.hls.HlsStreams;
import io.xlive.hls.RenderedPlaylist;
import io.xlive.spi.ErrorType;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.ratelimit.RateLimitAction;
import io.xlive.web.PlaybackGate.Audience;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Plays: playlists and media of all streams. Writes block; the container gives each request a
 * virtual thread. What no stream answers to is answered here too, with a problem document.
 */
public final class HlsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(HlsServlet.class);
  private static final String METHODS = "GET, HEAD, OPTIONS";

  private final transient HlsStreams streams;
  private final transient PlaybackGate gate;
  private final transient InstantSource clock;
  private final transient FlvPlayback flv;

  /** A servlet for the whole application; it finds streams by the request's path. */
  @Inject
  HlsServlet(HlsStreams streams, PlaybackGate gate, InstantSource clock, FlvPlayback flv) {
    this.streams = streams;
    this.gate = gate;
    this.clock = clock;
    this.flv = flv;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    try {
      switch (request.getMethod()) {
        case "GET", "HEAD" -> play(request, response);
        case "OPTIONS" -> preflight(response);
        default -> {
          response.setHeader("Allow", METHODS);
          problem(response, Problem.of(405, "method_not_allowed", "", path(request)));
        }
      }
    } catch (XliveException e) {
      refuse(request, response, e);
    } catch (RuntimeException e) {
      // Anything but the container's own page, which shows classes.
      LOG.error("playback failed", e);
      problem(response, Problem.of(500, "internal", "", path(request)));
    } catch (IOException e) {
      // The player went away in the middle of an answer: its right.
      LOG.debug("an answer to {} was not taken", request.getRemoteAddr(), e);
    }
  }

  private void play(HttpServletRequest request, HttpServletResponse response) throws IOException {
    PlaybackTarget target =
        PlaybackTarget.of(RequestPath.decode(path(request)))
            .orElseThrow(
                () -> new XliveException(WebError.NOT_FOUND, "nothing is at this address"));
    boolean first =
        !(target instanceof PlaybackTarget.File || target instanceof PlaybackTarget.Clock);
    Audience audience =
        gate.admit(
            request,
            target.path(),
            first ? RateLimitAction.PLAY : RateLimitAction.MEDIA_REQUEST,
            target instanceof PlaybackTarget.Flv ? FlvPlayback.protocol(request) : "hls");
    if (audience == Audience.EVERYONE) {
      openToAll(response);
    }
    switch (target) {
      case PlaybackTarget.Clock(var path) -> MediaAnswer.clock(request, response, clock.instant());
      case PlaybackTarget.Flv(var path) -> flv.play(request, response, path);
      case PlaybackTarget.Multivariant(var path, var prefix) -> {
        HlsStream stream = stream(path);
        MediaAnswer.playlist(
            request, response, playlist(stream.multivariant(prefix), stream), audience);
      }
      case PlaybackTarget.Manifest(var path, var prefix) -> {
        HlsStream stream = stream(path);
        MediaAnswer.playlist(request, response, playlist(stream.dash(prefix), stream), audience);
      }
      case PlaybackTarget.TsMultivariant(var path) -> {
        HlsStream stream = stream(path);
        MediaAnswer.playlist(
            request, response, playlist(stream.tsMultivariant(""), stream), audience);
      }
      case PlaybackTarget.File(var path, var name) -> {
        HlsFile file =
            stream(path)
                .file(name)
                .orElseThrow(
                    () ->
                        new XliveException(
                            WebError.NOT_FOUND, "the stream has no such file, or not any more"));
        switch (file) {
          case HlsFile.Playlist(var rendered) ->
              MediaAnswer.playlist(request, response, rendered, audience);
          case HlsFile.Media media -> MediaAnswer.media(request, response, media, audience);
        }
      }
    }
  }

  private HlsStream stream(StreamPath path) {
    return streams
        .find(path)
        .orElseThrow(
            () -> new XliveException(SpiError.STREAM_NOT_FOUND, "nobody publishes this stream"));
  }

  private static RenderedPlaylist playlist(Optional<RenderedPlaylist> found, HlsStream stream) {
    return found.orElseThrow(
        () ->
            stream.playable()
                ? new XliveException(
                    WebError.NOT_FOUND,
                    "a codec of this stream has no MPEG-TS form; play the fMP4 form")
                : new XliveException(
                    SpiError.STREAM_NOT_FOUND,
                    "the stream starts; its first segment is not complete"));
  }

  private static void preflight(HttpServletResponse response) {
    openToAll(response);
    response.setHeader("Allow", METHODS);
    response.setHeader("Access-Control-Allow-Methods", METHODS);
    response.setHeader(
        "Access-Control-Allow-Headers", "Authorization, Range, If-None-Match, If-Range");
    response.setHeader("Access-Control-Max-Age", "86400");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static void openToAll(HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader(
        "Access-Control-Expose-Headers",
        "Content-Length, Content-Range, Content-Encoding, Date, ETag, Retry-After");
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, XliveException failure)
      throws IOException {
    if (failure.code().type() == ErrorType.INTERNAL || failure.code().type() == ErrorType.PLUGIN) {
      LOG.error("playback failed", failure);
    }
    Problem problem = Problem.of(failure, path(request));
    if (problem.status() == 401) {
      response.setHeader("WWW-Authenticate", "Bearer");
    }
    Problem.retryAfter(failure)
        .ifPresent(seconds -> response.setHeader("Retry-After", Long.toString(seconds)));
    problem(response, problem);
  }

  private static void problem(HttpServletResponse response, Problem problem) throws IOException {
    // Players of other sites must be able to read why.
    openToAll(response);
    response.setHeader("Cache-Control", problem.status() == 404 ? "max-age=1" : "no-store");
    Responses.problem(response, problem);
  }

  /** The path as it came, below the application. */
  private static String path(HttpServletRequest request) {
    String uri = request.getRequestURI();
    String context = request.getContextPath();
    return uri.startsWith(context) ? uri.substring(context.length()) : uri;
  }
}
