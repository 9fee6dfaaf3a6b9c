package io.xlive.spi.media;

/**
 * Names a codec, as in {@code h264}, {@code aac}; open: a plugin brings its own.
 *
 * @param value 1..24 of {@code [a-z0-9-]}
 */
public record CodecId(String value) {
  public CodecId {
    if (!Ids.valid(value, 24)) {
      throw new IllegalArgumentException("codec id must be 1..24 of [a-z0-9-]: " + value);
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
