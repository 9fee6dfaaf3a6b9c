package io.xlive.mediakit.iso;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.MediaFrame;
import java.util.List;

/**
 * Makes fragments, {@code moof} and {@code mdat}, of one track: a CMAF chunk (ISO/IEC 23000-19,
 * 7.3.2.3). Payloads are copied once, into an array of the right size; they are the last bytes of
 * the fragment, one after the other.
 */
public final class FragmentWriter {
  private static final int MDAT_HEADER = 8;

  private FragmentWriter() {}

  /**
   * A fragment of track 1, the only one of an {@link InitSection#of(io.xlive.spi.media.TrackFormat,
   * io.xlive.spi.codec.Codec)}.
   */
  public static Bytes fragment(
      long sequenceNumber, long baseMediaDecodeTime, List<MediaFrame> frames, long lastDuration) {
    return fragment(1, sequenceNumber, baseMediaDecodeTime, frames, lastDuration, List.of());
  }

  /**
   * A fragment.
   *
   * @param trackId as in the initialization section
   * @param sequenceNumber of {@code mfhd}, grows from fragment to fragment; the low 32 bits count
   * @param baseMediaDecodeTime decoding time of the first frame in ticks of the track, 0 or more;
   *     where the fragment before ended
   * @param frames frames of one track in decoding order, one or more, without a discontinuity but
   *     at the first
   * @param lastDuration how long the last frame lasts, 0..2^32-1 ticks
   * @param before boxes to stand first: {@link FileType#SEGMENT}, {@link ProducerReferenceTime},
   *     {@link EventMessage}
   * @throws IllegalArgumentException when frames do not follow each other in time
   */
  public static Bytes fragment(
      int trackId,
      long sequenceNumber,
      long baseMediaDecodeTime,
      List<MediaFrame> frames,
      long lastDuration,
      List<Box> before) {
    if (frames.isEmpty() || baseMediaDecodeTime < 0) {
      throw new IllegalArgumentException(
          "a fragment has frames and starts at 0 or later: "
              + frames.size()
              + " frames at "
              + baseMediaDecodeTime);
    }
    BoxWriter head = new BoxWriter(256 + frames.size() * 16);
    before.forEach(head::box);
    int start = head.length();
    // The offset has a fixed width, so a first pass with zero tells the length.
    int length =
        moof(trackId, sequenceNumber, baseMediaDecodeTime, frames, lastDuration, 0).length();
    Bytes moof =
        moof(
            trackId,
            sequenceNumber,
            baseMediaDecodeTime,
            frames,
            lastDuration,
            length + MDAT_HEADER);
    head.bytes(moof);
    int payload = 0;
    for (MediaFrame frame : frames) {
      payload = Math.addExact(payload, frame.payload().length());
    }
    BoxWriter out = new BoxWriter(Math.addExact(start + moof.length() + MDAT_HEADER, payload));
    out.bytes(head.build());
    out.box("mdat", mdat -> frames.forEach(frame -> mdat.bytes(frame.payload())));
    return out.build();
  }

  private static Bytes moof(
      int trackId,
      long sequenceNumber,
      long baseMediaDecodeTime,
      List<MediaFrame> frames,
      long lastDuration,
      int dataOffset) {
    TrackRun run = new TrackRun(frames, lastDuration, dataOffset);
    BoxWriter out = new BoxWriter(128 + frames.size() * 16);
    out.box(
        "moof",
        moof ->
            moof.box(new MovieFragmentHeader(sequenceNumber))
                .box(
                    "traf",
                    traf ->
                        traf.box(
                                new TrackFragmentHeader(
                                    trackId, run.commonDuration(), run.commonFlags()))
                            .box(new TrackFragmentDecodeTime(baseMediaDecodeTime))
                            .box(run)));
    return out.build();
  }
}
