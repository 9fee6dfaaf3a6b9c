package io.xlive.plugin.rtmp;

import java.util.Optional;

/** What a request to the tunnel asks for, from its path alone. */
sealed interface TunnelRequest {
  /** A new session. */
  record Open() implements TunnelRequest {}

  /**
   * One exchange of a session.
   *
   * @param session its id, as sent
   * @param sequence number of the exchange, 0 to 2^31-1
   */
  record Exchange(Kind kind, String session, int sequence) implements TunnelRequest {}

  /** Nothing that is served here; {@code /fcs/ident2}, which Flash asks for first, is one. */
  record Unknown() implements TunnelRequest {}

  /** What an exchange does besides fetching what waits. */
  enum Kind {
    /** Brings bytes. */
    SEND,
    /** Brings nothing. */
    IDLE,
    /** Ends the session. */
    CLOSE
  }

  /** Total: what makes no sense is {@link Unknown}. */
  static TunnelRequest parse(String path) {
    String[] parts = path.split("/", -1);
    if (parts.length == 3 && parts[0].isEmpty() && parts[1].equals("open")) {
      return sequence(parts[2]).isPresent() ? new Open() : new Unknown();
    }
    if (parts.length != 4 || !parts[0].isEmpty()) {
      return new Unknown();
    }
    Optional<Kind> kind =
        switch (parts[1]) {
          case "send" -> Optional.of(Kind.SEND);
          case "idle" -> Optional.of(Kind.IDLE);
          case "close" -> Optional.of(Kind.CLOSE);
          default -> Optional.empty();
        };
    Optional<Integer> sequence = sequence(parts[3]);
    if (kind.isEmpty() || sequence.isEmpty()) {
      return new Unknown();
    }
    return new Exchange(kind.get(), parts[2], sequence.get());
  }

  private static Optional<Integer> sequence(String text) {
    if (text.isEmpty() || text.length() > 10) {
      return Optional.empty();
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        return Optional.empty();
      }
      value = value * 10 + (digit - '0');
    }
    return value > Integer.MAX_VALUE ? Optional.empty() : Optional.of((int) value);
  }
}
