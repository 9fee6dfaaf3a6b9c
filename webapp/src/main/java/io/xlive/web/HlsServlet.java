package io.xlive.web;

import io.xlive.hls.HlsFile;
import io.xlive.hls.HlsStreams;
import io.xlive.hls.MediaName;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.StreamPath;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Serves playlists and media; a first form, the full one follows at once. */
public final class HlsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient HlsStreams streams;

  @Inject
  HlsServlet(HlsStreams streams) {
    this.streams = streams;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String path = request.getRequestURI();
    response.setHeader("Access-Control-Allow-Origin", "*");
    Optional<HlsFile> file = find(path);
    if (file.isEmpty()) {
      Responses.problem(response, Problem.of(404, "stream_not_found", "no such stream", path));
      return;
    }
    switch (file.get()) {
      case HlsFile.Playlist(var rendered) ->
          send(response, "application/vnd.apple.mpegurl", List.of(rendered.plain()));
      case HlsFile.Media(var type, var etag, var pieces) -> send(response, type, pieces);
    }
  }

  private Optional<HlsFile> find(String path) {
    int slash = path.lastIndexOf('/');
    String name = path.substring(slash + 1);
    if (name.contains(",")) {
      return StreamPath.parse(path.substring(0, slash))
          .flatMap(streams::find)
          .flatMap(stream -> MediaName.parse(name).flatMap(stream::file));
    }
    String base = path.replaceAll("(/(index|master|playlist))?\\.m3u8$", "");
    String prefix = path.matches(".*/(index|master|playlist)\\.m3u8") ? "" : base.substring(base.lastIndexOf('/') + 1) + "/";
    return StreamPath.parse(base)
        .flatMap(streams::find)
        .flatMap(stream -> stream.multivariant(prefix))
        .map(HlsFile.Playlist::new);
  }

  private static void send(HttpServletResponse response, String type, List<Bytes> pieces) throws IOException {
    response.setContentType(type);
    for (Bytes piece : pieces) {
      response.getOutputStream().write(piece.asByteBuffer());
    }
  }
}
