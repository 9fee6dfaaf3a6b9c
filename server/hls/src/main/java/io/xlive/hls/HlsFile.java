package io.xlive.hls;

import io.xlive.spi.media.Bytes;
import java.util.List;

/** What a player gets for a name. */
public sealed interface HlsFile {
  /** A playlist; it changes. */
  record Playlist(RenderedPlaylist rendered) implements HlsFile {}

  /**
   * Media; it never changes.
   *
   * @param contentType media type
   * @param etag names the content, without quotes
   * @param pieces the content in order, shared by all players
   */
  record Media(String contentType, String etag, List<Bytes> pieces) implements HlsFile {
    public Media {
      pieces = List.copyOf(pieces);
    }

    /** Bytes in all. */
    public long length() {
      long sum = 0;
      for (Bytes piece : pieces) {
        sum += piece.length();
      }
      return sum;
    }
  }
}
