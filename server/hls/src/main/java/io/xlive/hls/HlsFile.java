package io.xlive.hls;

import io.xlive.spi.media.Bytes;
import java.util.List;
import java.util.Optional;

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
   * @param direct the same once more, where many ask for it: cheaper to send
   */
  record Media(String contentType, String etag, List<Bytes> pieces, Optional<DirectCopy> direct)
      implements HlsFile {
    public Media {
      pieces = List.copyOf(pieces);
    }

    /** Media without a copy. */
    public Media(String contentType, String etag, List<Bytes> pieces) {
      this(contentType, etag, pieces, Optional.empty());
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
