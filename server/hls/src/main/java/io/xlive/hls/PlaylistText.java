package io.xlive.hls;

import java.util.Arrays;

/** Gathers a playlist and remembers where its URIs end, so that a query can be put there later. */
final class PlaylistText {
  private final StringBuilder out = new StringBuilder(1024);
  private int[] ends = new int[16];
  private int count;

  PlaylistText add(Object text) {
    out.append(text);
    return this;
  }

  /** A line. */
  PlaylistText line(String text) {
    out.append(text).append('\n');
    return this;
  }

  /** A URI without a query; ASCII. */
  PlaylistText uri(String uri) {
    out.append(uri);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = out.length();
    return this;
  }

  /** Takes a document in which a character that is no part of it stands behind each URI. */
  static PlaylistText marked(String document, char mark) {
    PlaylistText text = new PlaylistText();
    int from = 0;
    for (int at = document.indexOf(mark); at >= 0; at = document.indexOf(mark, from)) {
      text.uri(document.substring(from, at));
      from = at + 1;
    }
    return text.add(document.substring(from));
  }

  StringBuilder builder() {
    return out;
  }

  @Override
  public String toString() {
    return out.toString();
  }

  /** Offsets behind each URI, growing; a playlist is ASCII, so characters are bytes. */
  int[] uriEnds() {
    return Arrays.copyOf(ends, count);
  }
}
