package io.xlive.spi.media;

/**
 * Names a track inside a stream, as in {@code video}, {@code audio}, {@code audio-1}; it shows up
 * in URLs.
 *
 * @param value 1..32 of {@code [a-z0-9-]}
 */
public record TrackId(String value) {
  public TrackId {
    if (!value.matches("[a-z0-9-]{1,32}")) {
      throw new IllegalArgumentException("track id must be 1..32 of [a-z0-9-]: " + value);
    }
  }

  /**
   * The usual id: the kind alone for the first track (number 0), {@code kind-number} for the
   * others.
   */
  public static TrackId of(TrackKind kind, int number) {
    String name = kind.name().toLowerCase(java.util.Locale.ROOT);
    return new TrackId(number == 0 ? name : name + "-" + number);
  }

  @Override
  public String toString() {
    return value;
  }
}
