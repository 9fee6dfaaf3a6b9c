package io.xlive.web;

import io.xlive.hls.Goal;
import io.xlive.hls.Skip;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.TrackId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The query of a playback request: the delivery directives of low latency (RFC 8216bis 6.2.5), and
 * the rest, which goes into the URIs of the playlist so that what opens the playlist opens what it
 * names.
 *
 * @param goal what a playlist has to have before it is answered
 * @param skip what may be left out; empty for nothing
 * @param carried the query for other URIs, without question mark; often empty
 */
record ReloadQuery(Optional<Goal.Reload> goal, Optional<Skip> skip, String carried) {
  /** Longer ones are refused: each URI of a playlist would have it. */
  static final int LONGEST = 2048;

  private static final String DIRECTIVE = "_HLS_";
  private static final ReloadQuery NONE = new ReloadQuery(Optional.empty(), Optional.empty(), "");

  /**
   * Reads a raw query.
   *
   * @param query as it came, or nothing
   * @param track whose media playlist is asked for
   * @throws XliveException with {@link WebError#INVALID_PARAMETER}
   */
  static ReloadQuery of(Optional<String> query, TrackId track) {
    if (query.isEmpty()) {
      return NONE;
    }
    StringBuilder carried = new StringBuilder();
    OptionalLong msn = OptionalLong.empty();
    OptionalLong part = OptionalLong.empty();
    Optional<Skip> skip = Optional.empty();
    for (String pair : query.get().split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      switch (name) {
        case "_HLS_msn" -> msn = OptionalLong.of(number(name, value));
        case "_HLS_part" -> part = OptionalLong.of(number(name, value));
        case "_HLS_skip" -> skip = skip(value);
        default -> carry(carried, name, pair);
      }
    }
    if (carried.length() > LONGEST) {
      throw new XliveException(
          WebError.INVALID_PARAMETER, "the query is longer than " + LONGEST + " characters");
    }
    if (part.isPresent() && msn.isEmpty()) {
      throw new XliveException(WebError.INVALID_PARAMETER, "_HLS_part needs _HLS_msn");
    }
    int number =
        part.isPresent() ? (int) Math.min(part.getAsLong(), Integer.MAX_VALUE) : Goal.WHOLE;
    Optional<Goal.Reload> goal =
        msn.isPresent()
            ? Optional.of(new Goal.Reload(track, msn.getAsLong(), number))
            : Optional.empty();
    return new ReloadQuery(goal, skip, carried.toString());
  }

  private static Optional<Skip> skip(String value) {
    return switch (value) {
      case "YES" -> Optional.of(Skip.SEGMENTS);
      case "v2" -> Optional.of(Skip.DATE_RANGES);
      default -> Optional.empty();
    };
  }

  /** Directives are of one request only, and what a player tells of itself (CMCD) as well. */
  private static void carry(StringBuilder carried, String name, String pair) {
    if (pair.isEmpty() || name.startsWith(DIRECTIVE) || name.equals("CMCD") || !plain(pair)) {
      return;
    }
    if (!carried.isEmpty()) {
      carried.append('&');
    }
    carried.append(pair);
  }

  /** Characters of a query (RFC 3986 3.4): none of them ends a quoted string or a line. */
  private static boolean plain(String pair) {
    for (int i = 0; i < pair.length(); i++) {
      char c = pair.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "-._~%!$'()*+,;=:@/?".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static long number(String name, String value) {
    boolean digits = !value.isEmpty() && value.length() <= 18;
    for (int i = 0; i < value.length(); i++) {
      digits &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    if (!digits) {
      throw new XliveException(WebError.INVALID_PARAMETER, name + " must be a number from 0");
    }
    return Long.parseLong(value);
  }
}
