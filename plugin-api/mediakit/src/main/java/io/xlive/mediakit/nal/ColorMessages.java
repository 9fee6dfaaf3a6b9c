package io.xlive.mediakit.nal;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.ColorDescription;
import java.util.Optional;

/**
 * Colour in supplemental information: mastering_display_colour_volume, content_light_level_info and
 * alternative_transfer_characteristics of Annex D of ITU-T H.264 and H.265. Total over any bytes;
 * allocates nothing where there is none.
 */
final class ColorMessages {
  private static final int DISPLAY_BYTES = 24;
  private static final int LIGHT_BYTES = 4;

  private ColorMessages() {}

  /** What one message says instead of what was known; see {@link SeiPayload}. */
  static ColorDescription message(
      int type, int size, Bytes sample, int from, int end, ColorDescription known) {
    return switch (type) {
      case SeiMessages.MASTERING_DISPLAY ->
          size < DISPLAY_BYTES ? known : display(payload(sample, from, end, DISPLAY_BYTES), known);
      case SeiMessages.CONTENT_LIGHT ->
          size < LIGHT_BYTES ? known : light(payload(sample, from, end, LIGHT_BYTES), known);
      case SeiMessages.ALTERNATIVE_TRANSFER ->
          size < 1 ? known : transfer(payload(sample, from, end, 1), known);
      default -> known;
    };
  }

  private static ColorDescription display(Bytes mdcv, ColorDescription known) {
    return mdcv.isEmpty() || mdcv.equals(known.masteringDisplay().orElse(Bytes.EMPTY))
        ? known
        : with(known, known.transfer(), Optional.of(mdcv), known.contentLight());
  }

  private static ColorDescription light(Bytes clli, ColorDescription known) {
    return clli.isEmpty() || clli.equals(known.contentLight().orElse(Bytes.EMPTY))
        ? known
        : with(known, known.transfer(), known.masteringDisplay(), Optional.of(clli));
  }

  private static ColorDescription transfer(Bytes preferred, ColorDescription known) {
    return preferred.isEmpty()
            || preferred.u8(0) == known.transfer()
            || !SeiMessages.transfer(preferred.u8(0))
        ? known
        : with(known, preferred.u8(0), known.masteringDisplay(), known.contentLight());
  }

  private static ColorDescription with(
      ColorDescription known, int transfer, Optional<Bytes> display, Optional<Bytes> light) {
    return new ColorDescription(
        known.primaries(),
        transfer,
        known.matrix(),
        known.fullRange(),
        known.bitDepth(),
        display,
        light);
  }

  /** Empty when the unit ends before, of which the last byte is the trailing bits. */
  private static Bytes payload(Bytes sample, int from, int end, int count) {
    BytesBuilder out = new BytesBuilder(count);
    int at = from;
    while (out.length() < count && at < end - 1) {
      out.u8(sample.u8(at));
      at = SeiPayload.after(sample, at, end);
    }
    return out.length() < count ? Bytes.EMPTY : out.build();
  }
}
