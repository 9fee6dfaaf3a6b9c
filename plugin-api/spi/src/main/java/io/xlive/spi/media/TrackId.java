package io.xlive.spi.media;

import java.util.Locale;
import java.util.Optional;

/**
 * Names a track inside a stream, as in {@code video}, {@code audio}, {@code audio-1}; it shows up
 * in URLs.
 *
 * @param value 1..32 of {@code [a-z0-9-]}
 */
public record TrackId(String value) {
  private static final int LONGEST = 32;

  public TrackId {
    if (!Ids.valid(value, LONGEST)) {
      throw new IllegalArgumentException("track id must be 1..32 of [a-z0-9-]: " + value);
    }
  }

  /** Reads an id; empty for anything that is none. */
  public static Optional<TrackId> parse(String text) {
    return Ids.valid(text, LONGEST) ? Optional.of(new TrackId(text)) : Optional.empty();
  }

  /**
   * The usual id: the kind alone for the first track (number 0), {@code kind-number} for the
   * others.
   */
  public static TrackId of(TrackKind kind, int number) {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return new TrackId(number == 0 ? name : name + "-" + number);
  }

  @Override
  public String toString() {
    return value;
  }
}
