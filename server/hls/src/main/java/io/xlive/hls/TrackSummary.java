package io.xlive.hls;

import io.xlive.spi.media.CaptionChannels;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import java.util.OptionalDouble;

/**
 * What the multivariant playlist tells of a track.
 *
 * @param format its newest format
 * @param peakBits highest bit rate of a segment so far, container included, in bits per second
 * @param averageBits bit rate over the listed segments
 * @param measuredFrameRate pictures per second over the listed segments; 0 when unknown
 * @param captions inside the pictures, so far
 */
record TrackSummary(
    TrackFormat format,
    long peakBits,
    long averageBits,
    double measuredFrameRate,
    CaptionChannels captions) {

  /** Declared by the bit stream, else measured; empty for audio. */
  OptionalDouble frameRate() {
    if (!(format.details() instanceof FormatDetails.Video video)) {
      return OptionalDouble.empty();
    }
    if (video.frameRate().isPresent()) {
      return OptionalDouble.of(video.frameRate().get().value());
    }
    return measuredFrameRate > 0 ? OptionalDouble.of(measuredFrameRate) : OptionalDouble.empty();
  }
}
