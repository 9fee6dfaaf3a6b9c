package io.xlive.mediakit.iso;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.TrackFormat;
import java.util.Optional;

/**
 * {@code trak} of a fragmented movie: ISO/IEC 14496-12, 8.3.1.
 *
 * @param trackId 1 or more
 * @param format describes it
 * @param sampleEntry the codec's whole sample entry box
 */
public record Track(int trackId, TrackFormat format, Bytes sampleEntry) implements Box {
  @Override
  public void write(BoxWriter out) {
    Optional<String> language =
        format.details() instanceof FormatDetails.Audio audio ? audio.language() : Optional.empty();
    MediaHeader header = new MediaHeader(format.timescale(), language);
    out.box(
        "trak",
        trak ->
            trak.box(new TrackHeader(trackId, format.details()))
                .box(
                    "mdia",
                    mdia -> {
                      mdia.box(header).box(new HandlerReference(format.kind()));
                      header.extendedLanguage().ifPresent(mdia::box);
                      mdia.box("minf", this::information);
                    }));
  }

  private void information(BoxWriter minf) {
    minf.box(new MediaInformationHeader(format.kind()))
        .box(new DataInformation())
        .box(new SampleTable(sampleEntry));
  }
}
