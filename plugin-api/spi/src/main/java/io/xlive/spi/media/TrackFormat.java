package io.xlive.spi.media;

import java.util.Objects;

/**
 * Describes a track from some frame on. Immutable; a change makes a new instance, and frames carry
 * the reference.
 *
 * @param id names the track inside its stream
 * @param kind what it carries
 * @param codec which codec made the payloads
 * @param timescale ticks per second, 1..10,000,000; 1000 for what came by RTMP
 * @param config the codec's configuration record as ISO BMFF stores it (content of avcC, hvcC,
 *     av1C, vpcC, dOps, dfLa, dac3, dec3; AudioSpecificConfig for AAC); empty where the codec has
 *     none
 * @param details what was read from the configuration
 */
public record TrackFormat(
    TrackId id, TrackKind kind, CodecId codec, int timescale, Bytes config, FormatDetails details) {
  public TrackFormat {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(codec, "codec");
    Objects.requireNonNull(config, "config");
    Objects.requireNonNull(details, "details");
    if (timescale < 1 || timescale > 10_000_000) {
      throw new IllegalArgumentException("timescale must be 1..10000000: " + timescale);
    }
  }

  /** The same track with another configuration. */
  public TrackFormat with(Bytes otherConfig, FormatDetails otherDetails) {
    return new TrackFormat(id, kind, codec, timescale, otherConfig, otherDetails);
  }
}
