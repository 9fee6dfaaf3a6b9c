package io.xlive.web;

import io.xlive.hls.Goal;
import io.xlive.hls.HlsStream;
import io.xlive.hls.HlsStreams;
import io.xlive.hls.SegmentReading;
import io.xlive.spi.ErrorType;
import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
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
 * virtual thread, and an answer that had to wait for the stream gets one when it is due. What no
 * stream answers to is answered here too, with a problem document.
 */
public final class HlsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(HlsServlet.class);
  private static final String METHODS = "GET, HEAD, OPTIONS";

  private final transient HlsStreams streams;
  private final transient PlaybackGate gate;
  private final transient InstantSource clock;
  private final transient FlvPlayback flv;
  private final transient AnswerThreads answers = new AnswerThreads();

  /** A servlet for the whole application; it finds streams by the request's path. */
  @Inject
  HlsServlet(HlsStreams streams, PlaybackGate gate, InstantSource clock, FlvPlayback flv) {
    this.streams = streams;
    this.gate = gate;
    this.clock = clock;
    this.flv = flv;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response) {
    guarded(request, response, () -> serve(request, response));
  }

  /** Something that answers a request. */
  private interface Answer {
    void write() throws IOException;
  }

  /** Failures become problem documents, never the container's own page, which shows classes. */
  private static void guarded(
      HttpServletRequest request, HttpServletResponse response, Answer answer) {
    try {
      try {
        answer.write();
      } catch (XliveException e) {
        refuse(request, response, e);
      } catch (RuntimeException e) {
        LOG.error("playback failed", e);
        problem(response, Problem.of(500, "internal", "", path(request)));
      }
    } catch (IOException e) {
      // The player went away in the middle of an answer: its right.
      LOG.debug("an answer to {} was not taken", request.getRemoteAddr(), e);
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("X-Content-Type-Options", "nosniff");
    switch (request.getMethod()) {
      case "GET", "HEAD" -> play(request, response);
      case "OPTIONS" -> preflight(response);
      default -> {
        response.setHeader("Allow", METHODS);
        problem(response, Problem.of(405, "method_not_allowed", "", path(request)));
      }
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
      case PlaybackTarget.OfStream wanted -> play(request, response, wanted, audience);
    }
  }

  private void play(
      HttpServletRequest request,
      HttpServletResponse response,
      PlaybackTarget.OfStream wanted,
      Audience audience)
      throws IOException {
    HlsStream stream =
        streams
            .find(wanted.path())
            .orElseThrow(
                () ->
                    new XliveException(SpiError.STREAM_NOT_FOUND, "nobody publishes this stream"));
    PlaybackAnswer answer =
        new PlaybackAnswer(stream, wanted, audience, Optional.ofNullable(request.getQueryString()));
    Optional<SegmentReading> growing = answer.growing();
    if (growing.isPresent()) {
      GrowingAnswer.begin(
          request,
          response,
          growing.get(),
          stream.longestWait(),
          audience,
          answers,
          step -> guarded(request, response, step::run));
      return;
    }
    Optional<Goal> goal = answer.goal();
    if (goal.isEmpty()) {
      answer.write(request, response);
      return;
    }
    BlockedRequest.await(
        request,
        response,
        stream,
        goal.get(),
        answers,
        () -> guarded(request, response, () -> answer.write(request, response)),
        () ->
            guarded(
                request,
                response,
                () -> {
                  throw PlaybackAnswer.stalled();
                }));
  }

  @Override
  public void destroy() {
    answers.close();
  }

  private static void preflight(HttpServletResponse response) {
    openToAll(response);
    response.setHeader("Allow", METHODS);
    response.setHeader("Access-Control-Allow-Methods", METHODS);
    response.setHeader(
        "Access-Control-Allow-Headers",
        "Authorization, Range, If-None-Match, If-Range,"
            + " CMCD-Object, CMCD-Request, CMCD-Session, CMCD-Status");
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
