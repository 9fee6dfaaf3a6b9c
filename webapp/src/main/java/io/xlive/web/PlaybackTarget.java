package io.xlive.web;

import io.xlive.hls.HlsStream;
import io.xlive.hls.MediaName;
import io.xlive.spi.media.StreamPath;
import java.util.Optional;
import java.util.Set;

/** What a playback address means. */
sealed interface PlaybackTarget {
  /** The names that a multivariant playlist also has, below the stream. */
  Set<String> ALIASES = Set.of("index", "playlist", "master");

  /** Which stream. */
  StreamPath path();

  /** What is answered from the stream's window of segments. */
  sealed interface OfStream extends PlaybackTarget {}

  /**
   * The multivariant playlist.
   *
   * @param path which stream
   * @param prefix what leads from the address to the stream's files
   */
  record Multivariant(StreamPath path, String prefix) implements OfStream {}

  /**
   * The DASH manifest.
   *
   * @param path which stream
   * @param prefix what leads from the address to the stream's files
   */
  record Manifest(StreamPath path, String prefix) implements OfStream {}

  /** The server's clock, for DASH players. */
  record Clock(StreamPath path) implements PlaybackTarget {}

  /** The multivariant playlist of the MPEG-TS form; the files are beside it. */
  record TsMultivariant(StreamPath path) implements OfStream {}

  /** The stream itself as FLV, without end. */
  record Flv(StreamPath path) implements PlaybackTarget {}

  /** A file of a stream. */
  record File(StreamPath path, MediaName name) implements OfStream {}

  /**
   * Reads a decoded path.
   *
   * @return empty when it is no playback address
   */
  static Optional<PlaybackTarget> of(String path) {
    int slash = path.lastIndexOf('/');
    String folder = path.substring(0, Math.max(slash, 0));
    String file = path.substring(slash + 1);
    if (folder.endsWith("/")) {
      return Optional.empty();
    }
    if (file.equals(HlsStream.CLOCK)) {
      return StreamPath.parse(folder).map(Clock::new);
    }
    if (file.indexOf(',') >= 0) {
      return StreamPath.parse(folder)
          .flatMap(stream -> MediaName.parse(file).map(name -> new File(stream, name)));
    }
    if (file.endsWith(".flv")) {
      return StreamPath.parse(path.substring(0, path.length() - ".flv".length())).map(Flv::new);
    }
    if (file.endsWith(".mpd")) {
      String stream = file.substring(0, file.length() - ".mpd".length());
      return StreamPath.parse(folder + "/" + stream)
          .map(found -> new Manifest(found, stream + "/"));
    }
    if (!file.endsWith(".m3u8")) {
      return Optional.empty();
    }
    String name = file.substring(0, file.length() - ".m3u8".length());
    if (ALIASES.contains(name)) {
      return StreamPath.parse(folder).map(stream -> new Multivariant(stream, ""));
    }
    if (name.equals("ts")) {
      return StreamPath.parse(folder).map(TsMultivariant::new);
    }
    return StreamPath.parse(folder + "/" + name)
        .map(stream -> new Multivariant(stream, name + "/"));
  }
}
