package io.xlive.hls;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a player tells of itself with a request (CTA-5004, Common Media Client Data). The keys that
 * are used here are read strictly, others only so far as to know where they end.
 *
 * @param session {@code sid}: names the player's session
 * @param starved {@code bs}: the buffer ran empty since the request before
 * @param startup {@code su}: what is asked for is urgent, as at the start and after a seek
 * @param bufferMillis {@code bl}: media in the buffer, in milliseconds
 * @param throughputKbit {@code mtp}: throughput that the player measured, in kbit/s
 * @param requestedKbit {@code rtp}: throughput that it would be content with, in kbit/s
 * @param format {@code sf}: how it streams
 * @param live {@code st}: whether it takes the stream for a live one
 */
public record Cmcd(
    Optional<String> session,
    boolean starved,
    boolean startup,
    OptionalInt bufferMillis,
    OptionalInt throughputKbit,
    OptionalInt requestedKbit,
    Optional<Format> format,
    Optional<Boolean> live) {
  /** Longer ones are not read. */
  public static final int LONGEST = 2048;

  private static final int LONGEST_SESSION = 64;

  /** How a player streams. */
  public enum Format {
    /** {@code d}. */
    DASH,
    /** {@code h}. */
    HLS,
    /** {@code s}: Smooth Streaming. */
    SMOOTH,
    /** {@code o}. */
    OTHER
  }

  /**
   * Reads what came as a query parameter.
   *
   * @param value still percent-encoded
   * @return empty when it is malformed
   */
  public static Optional<Cmcd> encoded(String value) {
    if (value.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] bytes = new byte[value.length()];
    int length = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '%') {
        int high = i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
        int low = i + 2 < value.length() ? Character.digit(value.charAt(i + 2), 16) : -1;
        if (high < 0 || low < 0) {
          return Optional.empty();
        }
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        bytes[length++] = (byte) (c < 0x80 ? c : 0);
      }
    }
    return read(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
  }

  /**
   * Reads {@code key=value} pairs between commas.
   *
   * @return empty when they are malformed
   */
  public static Optional<Cmcd> read(String text) {
    Reader reader = new Reader(text);
    return text.length() <= LONGEST && reader.all()
        ? Optional.of(
            new Cmcd(
                reader.session,
                reader.starved,
                reader.startup,
                reader.buffer,
                reader.throughput,
                reader.requested,
                reader.format,
                reader.live))
        : Optional.empty();
  }

  /** Walks over a text once. */
  private static final class Reader {
    private final String text;
    private final Set<String> keys = new HashSet<>();
    private int at;
    private Optional<String> session = Optional.empty();
    private boolean starved;
    private boolean startup;
    private OptionalInt buffer = OptionalInt.empty();
    private OptionalInt throughput = OptionalInt.empty();
    private OptionalInt requested = OptionalInt.empty();
    private Optional<Format> format = Optional.empty();
    private Optional<Boolean> live = Optional.empty();

    Reader(String text) {
      this.text = text;
    }

    boolean all() {
      while (pair()) {
        if (at == text.length()) {
          return true;
        }
        if (text.charAt(at++) != ',') {
          return false;
        }
        // A list of HTTP, as several header fields make one.
        while (at < text.length() && text.charAt(at) == ' ') {
          at++;
        }
      }
      return false;
    }

    private boolean pair() {
      int start = at;
      while (at < text.length() && keyCharacter(text.charAt(at))) {
        at++;
      }
      String key = text.substring(start, at);
      if (key.isEmpty() || !keys.add(key)) {
        return false;
      }
      if (at == text.length() || text.charAt(at) != '=') {
        return flag(key);
      }
      at++;
      return at < text.length() && text.charAt(at) == '"' ? quoted(key) : token(key);
    }

    private static boolean keyCharacter(char c) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '0' && c <= '9')
          || "-_.*".indexOf(c) >= 0;
    }

    /** A key without a value is true. */
    private boolean flag(String key) {
      switch (key) {
        case "bs" -> starved = true;
        case "su" -> startup = true;
        case "sid", "bl", "mtp", "rtp", "sf", "st" -> {
          return false;
        }
        default -> {}
      }
      return true;
    }

    private boolean quoted(String key) {
      StringBuilder value = new StringBuilder();
      at++;
      while (at < text.length() && text.charAt(at) != '"') {
        if (text.charAt(at) == '\\') {
          at++;
        }
        if (at == text.length() || text.charAt(at) < ' ' || text.charAt(at) > '~') {
          return false;
        }
        value.append(text.charAt(at++));
      }
      if (at++ >= text.length()) {
        return false;
      }
      return switch (key) {
        case "sid" -> {
          session = Optional.of(value.toString());
          yield !value.isEmpty() && value.length() <= LONGEST_SESSION;
        }
        case "bs", "su", "bl", "mtp", "rtp", "sf", "st" -> false;
        default -> true;
      };
    }

    private boolean token(String key) {
      int start = at;
      while (at < text.length() && text.charAt(at) != ',') {
        if (text.charAt(at) <= ' ' || text.charAt(at) > '~' || text.charAt(at) == '"') {
          return false;
        }
        at++;
      }
      String value = text.substring(start, at);
      return switch (key) {
        case "bl" -> (buffer = number(value)).isPresent();
        case "mtp" -> (throughput = number(value)).isPresent();
        case "rtp" -> (requested = number(value)).isPresent();
        case "sf" -> (format = format(value)).isPresent();
        case "st" -> (live = live(value)).isPresent();
        // Strings stand in quotes, and a flag is there or not.
        case "sid", "bs", "su" -> false;
        default -> !value.isEmpty();
      };
    }

    private static OptionalInt number(String value) {
      boolean digits = !value.isEmpty() && value.length() <= 9;
      for (int i = 0; i < value.length(); i++) {
        digits &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
      }
      return digits ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    private static Optional<Format> format(String value) {
      return switch (value) {
        case "d" -> Optional.of(Format.DASH);
        case "h" -> Optional.of(Format.HLS);
        case "s" -> Optional.of(Format.SMOOTH);
        case "o" -> Optional.of(Format.OTHER);
        default -> Optional.empty();
      };
    }

    private static Optional<Boolean> live(String value) {
      return switch (value) {
        case "l" -> Optional.of(true);
        case "v" -> Optional.of(false);
        default -> Optional.empty();
      };
    }
  }
}
