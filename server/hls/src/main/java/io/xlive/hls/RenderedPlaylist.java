package io.xlive.hls;

import io.xlive.spi.media.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A playlist as bytes, made once for all players, with its gzip form made when the first one takes
 * it.
 */
public final class RenderedPlaylist {
  private static final String TEMPLATE = "<SegmentTemplate ";

  private final Bytes plain;
  private final String etag;
  private final int targetSeconds;
  private final String contentType;
  private final int[] uriEnds;
  private volatile @Nullable Bytes zipped;
  private volatile @Nullable Optional<ViewerGzip> zippedForViewers;

  RenderedPlaylist(PlaylistText text, int targetSeconds, String contentType) {
    byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
    CRC32 sum = new CRC32();
    sum.update(utf8);
    this.plain = Bytes.copyOf(utf8);
    this.etag = Integer.toString(utf8.length, 36) + "-" + Long.toString(sum.getValue(), 36);
    this.targetSeconds = targetSeconds;
    this.contentType = contentType;
    this.uriEnds = text.uriEnds();
  }

  /** Media type, as in {@code application/dash+xml}. */
  public String contentType() {
    return contentType;
  }

  /** UTF-8 text. */
  public Bytes plain() {
    return plain;
  }

  /** The same, gzip-compressed (RFC 1952). */
  public Bytes gzip() {
    Bytes bytes = zipped;
    if (bytes == null) {
      bytes = zip();
      zipped = bytes;
    }
    return bytes;
  }

  /**
   * What {@link #with} gives, gzip-compressed; one text is packed once for all viewers.
   *
   * @param query without the question mark
   * @return empty when the query is more, or other, than the id of a viewer
   */
  public Optional<List<Bytes>> gzip(String query) {
    int id = query.length() - ViewerId.LENGTH;
    if (id < 0 || ViewerId.find(query) != id || id != ViewerId.PARAMETER.length() + 1) {
      return Optional.empty();
    }
    Optional<ViewerGzip> packed = zippedForViewers;
    if (packed == null) {
      packed = ViewerGzip.of(plain, uriEnds);
      zippedForViewers = packed;
    }
    return packed.map(common -> common.with(query.substring(id)));
  }

  /** Tells contents apart; without quotes. */
  public String etag() {
    return etag;
  }

  /** How long a cache may hold it: half a target duration, in seconds; 0 is not at all. */
  public int maxAgeSeconds() {
    return targetSeconds / 2;
  }

  /**
   * How long a cache may hold it when it was asked for by number: six target durations, in seconds
   * (RFC 8216bis appendix B.1).
   */
  public int numberedMaxAgeSeconds() {
    return 6 * targetSeconds;
  }

  /**
   * The playlist with a query behind each URI: views into the one text with the query between, so
   * that players with tickets of their own cost no rendering.
   *
   * @param query without the question mark; empty for none
   */
  public List<Bytes> with(String query) {
    if (query.isEmpty() || uriEnds.length == 0) {
      return List.of(plain);
    }
    boolean xml = contentType.endsWith("xml");
    String written = xml ? query.replace("&", "&amp;") : query;
    Bytes between = Bytes.copyOf(("?" + written).getBytes(StandardCharsets.US_ASCII));
    // In a template, and nowhere else, a dollar sign is one of two (ISO/IEC 23009-1 5.3.9.4.4).
    boolean dollars = xml && written.indexOf('$') >= 0;
    Bytes doubled =
        dollars
            ? Bytes.copyOf(("?" + written.replace("$", "$$")).getBytes(StandardCharsets.US_ASCII))
            : between;
    List<Bytes> pieces = new ArrayList<>(2 * uriEnds.length + 1);
    int from = 0;
    for (int end : uriEnds) {
      pieces.add(plain.slice(from, end - from));
      pieces.add(dollars && inTemplate(end) ? doubled : between);
      from = end;
    }
    pieces.add(plain.slice(from, plain.length() - from));
    return pieces;
  }

  /** Whether the tag around that place is the one whose URIs are templates. */
  private boolean inTemplate(int end) {
    int tag = end - 1;
    while (tag > 0 && plain.u8(tag) != '<') {
      tag--;
    }
    for (int i = 0; i < TEMPLATE.length(); i++) {
      if (plain.u8(tag + i) != TEMPLATE.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private Bytes zip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length() / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(plain.toArray());
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
    return Bytes.copyOf(out.toByteArray());
  }
}
