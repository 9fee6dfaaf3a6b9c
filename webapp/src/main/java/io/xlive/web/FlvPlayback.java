package io.xlive.web;

import io.xlive.flv.FlvClient;
import io.xlive.flv.FlvStreams;
import io.xlive.mediakit.flv.FlvCapabilities;
import io.xlive.mediakit.flv.FlvPacketizer;
import io.xlive.spi.Peer;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.StreamPath;
import io.xlive.spi.media.TrackFormat;
import io.xlive.spi.media.TrackId;
import io.xlive.spi.media.TrackKind;
import io.xlive.stream.StreamHub;
import io.xlive.stream.StreamStatus;
import io.xlive.stream.TrackStatus;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers {@code .flv}: with a response that does not end before the stream does, or over a
 * WebSocket when the request asks for one. Never holds a thread; safe for any.
 */
final class FlvPlayback {
  /** The attribute under which a container offers WebSockets (Jakarta WebSocket 2.2, 6.4). */
  private static final String WEB_SOCKETS = "jakarta.websocket.server.ServerContainer";

  private static final TrackId VIDEO = TrackId.of(TrackKind.VIDEO, 0);
  private static final TrackId AUDIO = TrackId.of(TrackKind.AUDIO, 0);

  private final FlvStreams streams;
  private final Function<StreamPath, List<TrackFormat>> formats;
  private final FlvPacketizer legacy;

  @Inject
  FlvPlayback(FlvStreams streams, StreamHub hub, Codecs codecs) {
    this(
        streams,
        path ->
            hub.find(path).map(StreamStatus::tracks).stream()
                .flatMap(Collection::stream)
                .map(TrackStatus::format)
                .toList(),
        codecs);
  }

  /** {@code formats} tells the tracks of a stream, none of one that nobody publishes. */
  FlvPlayback(FlvStreams streams, Function<StreamPath, List<TrackFormat>> formats, Codecs codecs) {
    this.streams = streams;
    this.formats = formats;
    this.legacy = new FlvPacketizer(codecs, FlvCapabilities.PLAIN);
  }

  /** How a request wants it: {@code flv} or {@code ws-flv}. */
  static String protocol(HttpServletRequest request) {
    return webSocket(request) ? "ws-flv" : "flv";
  }

  private static boolean webSocket(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Upgrade"))
        .filter(upgrade -> upgrade.toLowerCase(Locale.ROOT).contains("websocket"))
        .isPresent();
  }

  /** Plays; the request has been admitted, and its answer has what all answers of it have. */
  void play(HttpServletRequest request, HttpServletResponse response, StreamPath path)
      throws IOException {
    boolean plain = plain(request);
    if (plain) {
      requireLegacy(path);
    }
    Peer peer = Peers.of(request, protocol(request));
    if (webSocket(request)) {
      Object container = request.getServletContext().getAttribute(WEB_SOCKETS);
      if (container == null) {
        throw new XliveException(
            WebError.NO_WEB_SOCKETS, "this container has no WebSockets; play over HTTP");
      }
      FlvWebSocket.open(container, request, response, streams.admit(path, peer, plain));
      return;
    }
    FlvClient client = streams.admit(path, peer, plain);
    response.setContentType("video/x-flv");
    response.setHeader("Cache-Control", "no-store");
    // Or a proxy of the nginx family collects what should go out at once.
    response.setHeader("X-Accel-Buffering", "no");
    if (request.getMethod().equals("HEAD")) {
      client.close();
      return;
    }
    FlvResponse.open(request, response, client);
  }

  private static boolean plain(HttpServletRequest request) {
    String asked = request.getParameter("legacy");
    if (asked == null || asked.equals("0")) {
      return false;
    }
    if (asked.equals("1")) {
      return true;
    }
    throw new XliveException(WebError.INVALID_PARAMETER, "legacy must be 0 or 1");
  }

  private void requireLegacy(StreamPath path) {
    for (TrackFormat format : formats.apply(path)) {
      boolean first = format.id().equals(VIDEO) || format.id().equals(AUDIO);
      if (first && !legacy.takes(format)) {
        throw new XliveException(
            WebError.CODEC_NOT_IN_LEGACY_FLV,
            "legacy FLV cannot carry "
                + format.codec().value()
                + "; play without legacy=1, or the stream's .m3u8");
      }
    }
  }
}
