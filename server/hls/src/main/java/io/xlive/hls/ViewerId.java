package io.xlive.hls;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The name of a viewer that fetches files, as a query parameter. Nothing is kept of one that is
 * made; whoever brings it back is that viewer. A letter tells the protocol, 15 characters of
 * base64url (RFC 4648 5), 90 bits of chance, tell one viewer from all others.
 */
public final class ViewerId {
  /** The parameter. */
  public static final String PARAMETER = "xviewer";

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  /** Of the value, in characters. */
  static final int LENGTH = 16;

  /** Characters whose bits are {@link #high}; the others' are {@link #low}. */
  private static final int HIGH_END = 11;

  /** Not in the query. */
  static final int NONE = -1;

  private static final int NO_BITS = -1;

  private ViewerId() {}

  /** What a viewer plays by. */
  public enum Protocol {
    /** HLS, of either form. */
    HLS('h', "hls"),
    /** DASH. */
    DASH('d', "dash");

    private final char letter;
    private final String label;

    Protocol(char letter, String label) {
      this.letter = letter;
      this.label = label;
    }

    /** As in {@code hls}. */
    public String label() {
      return label;
    }
  }

  /** A new one, as a pair for a query. */
  static String pair(Protocol protocol, RandomGenerator random) {
    StringBuilder out = new StringBuilder(PARAMETER.length() + 1 + LENGTH);
    out.append(PARAMETER).append('=').append(protocol.letter);
    long bits = random.nextLong();
    for (int i = 1; i < LENGTH; i++) {
      if (i == HIGH_END) {
        bits = random.nextLong();
      }
      out.append(ALPHABET.charAt((int) (bits & 63)));
      bits >>>= 6;
    }
    return out.toString();
  }

  /** Whether one stands in a raw query. */
  public static boolean in(String query) {
    return find(query) != NONE;
  }

  /** Where the first one stands in a raw query, or {@link #NONE}. Allocates nothing. */
  static int find(String query) {
    for (int at = query.indexOf(PARAMETER); at >= 0; at = query.indexOf(PARAMETER, at + 1)) {
      int value = at + PARAMETER.length() + 1;
      int end = value + LENGTH;
      boolean whole =
          (at == 0 || query.charAt(at - 1) == '&')
              && end <= query.length()
              && query.charAt(value - 1) == '='
              && (end == query.length() || query.charAt(end) == '&');
      if (whole && wellFormed(query, value)) {
        return value;
      }
    }
    return NONE;
  }

  private static boolean wellFormed(String text, int at) {
    if (protocol(text.charAt(at)).isEmpty()) {
      return false;
    }
    for (int i = at + 1; i < at + LENGTH; i++) {
      if (bits(text.charAt(i)) == NO_BITS) {
        return false;
      }
    }
    return true;
  }

  private static Optional<Protocol> protocol(char letter) {
    return switch (letter) {
      case 'h' -> Optional.of(Protocol.HLS);
      case 'd' -> Optional.of(Protocol.DASH);
      default -> Optional.empty();
    };
  }

  /** The protocol of the one that stands there. */
  static Protocol protocol(String query, int at) {
    return protocol(query.charAt(at)).orElseThrow();
  }

  /** The first 60 bits of the one that stands there. */
  static long high(String query, int at) {
    return number(query, at + 1, at + HIGH_END);
  }

  /** The other 30 bits, and the letter. */
  static long low(String query, int at) {
    return number(query, at + HIGH_END, at + LENGTH) << 8 | query.charAt(at);
  }

  private static long number(String text, int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number << 6 | bits(text.charAt(i));
    }
    return number;
  }

  private static int bits(char c) {
    if (c >= 'A' && c <= 'Z') {
      return c - 'A';
    }
    if (c >= 'a' && c <= 'z') {
      return c - 'a' + 26;
    }
    if (c >= '0' && c <= '9') {
      return c - '0' + 52;
    }
    return c == '-' ? 62 : c == '_' ? 63 : NO_BITS;
  }
}
