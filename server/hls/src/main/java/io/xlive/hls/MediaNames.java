package io.xlive.hls;

import io.xlive.spi.media.TrackId;

/**
 * Writes the file names below a stream; {@link MediaName} reads them. The comma keeps them apart
 * from every stream name.
 */
final class MediaNames {
  private static final int RADIX = 36;

  private MediaNames() {}

  static String playlist(TrackId track) {
    return track + ",index.m3u8";
  }

  static String init(TrackId track, InitSegment init) {
    return track + "," + epoch(init.epoch()) + ",init-" + init.number() + ".mp4";
  }

  static String segment(TrackId track, Segment segment) {
    return track + "," + epoch(segment.epoch()) + "," + segment.number() + ".m4s";
  }

  static String part(TrackId track, Segment segment, int part) {
    return track + "," + epoch(segment.epoch()) + "," + segment.number() + "," + part + ".m4s";
  }

  /** The first part of the segment that follows. */
  static String firstPart(TrackId track, Segment before) {
    return track + "," + epoch(before.epoch()) + "," + (before.number() + 1) + ",0.m4s";
  }

  static String keyFrames(TrackId track) {
    return track + ",iframes.m3u8";
  }

  static String keyFrame(TrackId track, Segment segment) {
    return track + "," + epoch(segment.epoch()) + "," + segment.number() + ",key.m4s";
  }

  static String tsPlaylist() {
    return "ts,index.m3u8";
  }

  static String tsSegment(Segment segment) {
    return "ts," + epoch(segment.epoch()) + "," + segment.number() + ".ts";
  }

  static String epoch(long epoch) {
    return Long.toString(epoch, RADIX);
  }
}
