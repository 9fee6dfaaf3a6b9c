package io.xlive.mediakit.iso;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.codec.Codec;
import io.xlive.spi.codec.Codecs;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.TrackFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes initialization sections ({@code ftyp} and {@code moov}): a CMAF header (ISO/IEC 23000-19,
 * 7.3.1) when there is one track. No edit list: time in fragments is presentation time.
 */
public final class InitSection {
  private InitSection() {}

  /** The section of one track, which gets track id 1; the movie's timescale is the track's. */
  public static Bytes of(TrackFormat format, Codec codec) {
    return write(format.timescale(), List.of(new Track(1, format, codec.sampleEntry(format))));
  }

  /**
   * The section of several tracks, with track ids from 1 in the order given; the movie's timescale
   * is the first track's.
   *
   * @param formats one or more
   * @throws XliveException with {@link SpiError#UNSUPPORTED_MEDIA} when a codec is not loaded
   */
  public static Bytes of(List<TrackFormat> formats, Codecs codecs) {
    List<Track> tracks = new ArrayList<>();
    for (TrackFormat format : formats) {
      Codec codec =
          codecs
              .byId(format.codec())
              .orElseThrow(
                  () ->
                      new XliveException(
                          SpiError.UNSUPPORTED_MEDIA, "no plugin brings codec " + format.codec()));
      tracks.add(new Track(tracks.size() + 1, format, codec.sampleEntry(format)));
    }
    return write(formats.getFirst().timescale(), tracks);
  }

  private static Bytes write(long timescale, List<Track> tracks) {
    BoxWriter out = new BoxWriter(1024);
    out.box(FileType.INIT)
        .box(
            "moov",
            moov -> {
              moov.box(new MovieHeader(timescale, tracks.size() + 1));
              tracks.forEach(moov::box);
              moov.box(
                  "mvex", mvex -> tracks.forEach(t -> mvex.box(new TrackExtends(t.trackId()))));
            });
    return out.build();
  }
}
