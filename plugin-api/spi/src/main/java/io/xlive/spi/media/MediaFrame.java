package io.xlive.spi.media;

import java.util.Objects;

/**
 * One sample of one track: the only thing that crosses from ingest to output.
 *
 * <p>Video, audio, captions, SCTE-35, metadata are all frames on tracks of a kind. There are no
 * header frames: a consumer that sees {@code frame.format() != last} (by reference) starts a new
 * initialization section.
 *
 * @param format the track's format, the same instance until it changes
 * @param dts decoding time in ticks of {@code format.timescale()}; from the publication's {@code
 *     Timeline} on, it never goes back on a track unless {@link FrameFlags#discontinuity()} says so
 * @param ptsOffset presentation time minus decoding time in the same ticks; may be negative
 * @param arrivalNanos when its last byte arrived, on the {@link System#nanoTime()} clock of the
 *     server
 * @param flags see {@link FrameFlags}
 * @param payload what ISO BMFF stores as the sample: length-prefixed NAL units, AV1 OBUs, a raw AAC
 *     access unit, an Opus packet
 */
public record MediaFrame(
    TrackFormat format,
    long dts,
    int ptsOffset,
    long arrivalNanos,
    FrameFlags flags,
    Bytes payload) {
  public MediaFrame {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(flags, "flags");
    Objects.requireNonNull(payload, "payload");
  }

  /** Presentation time in ticks of the track's timescale. */
  public long pts() {
    return dts + ptsOffset;
  }

  /** Whether decoding can start here. */
  public boolean key() {
    return flags.key();
  }

  /** Whether it belongs to a video track. */
  public boolean video() {
    return format.kind() == TrackKind.VIDEO;
  }

  /** The same frame at another time. */
  public MediaFrame at(long otherDts, FrameFlags otherFlags) {
    return new MediaFrame(format, otherDts, ptsOffset, arrivalNanos, otherFlags, payload);
  }
}
