package io.xlive.mediakit.flv;

import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.ColorDescription;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The {@code colorInfo} object of Enhanced RTMP (v2, "Metadata Frame"). What the bit stream itself
 * says wins, as decoders go by it; this fills in what it leaves open.
 *
 * @param primaries ColourPrimaries of H.273, 2 when absent
 * @param transfer TransferCharacteristics, 2 when absent
 * @param matrix MatrixCoefficients, 2 when absent
 * @param masteringDisplay content of an {@code mdcv} box
 * @param contentLight content of a {@code clli} box
 */
public record HdrColor(
    int primaries,
    int transfer,
    int matrix,
    Optional<Bytes> masteringDisplay,
    Optional<Bytes> contentLight) {
  /** Nothing: what an undefined or empty object stands for. */
  public static final HdrColor NONE = new HdrColor(2, 2, 2, Optional.empty(), Optional.empty());

  private static final int UNSPECIFIED = 2;
  private static final double CHROMATICITY = 50_000;
  private static final double LUMINANCE = 10_000;

  /** In the order of the {@code mdcv} box: green, blue, red, white. */
  private static final List<String> CHROMATICITIES =
      List.of("greenX", "greenY", "blueX", "blueY", "redX", "redY", "whitePointX", "whitePointY");

  /** Reads the object; numbers that make no sense count as absent. */
  public static HdrColor of(AmfValue value) {
    if (!(value instanceof AmfValue.Keyed info)) {
      return NONE;
    }
    Optional<AmfValue.Keyed> config = info.keyed("colorConfig");
    return new HdrColor(
        codePoint(config, "colorPrimaries"),
        codePoint(config, "transferCharacteristics"),
        codePoint(config, "matrixCoefficients"),
        info.keyed("hdrMdcv").flatMap(HdrColor::mdcv),
        info.keyed("hdrCll").flatMap(HdrColor::clli));
  }

  /**
   * What a colour description of a player's copy looks like as {@code colorInfo}; empty when there
   * is nothing to tell.
   */
  public static Optional<AmfValue> write(ColorDescription color) {
    if (color.masteringDisplay().isEmpty() && color.contentLight().isEmpty()) {
      return Optional.empty();
    }
    AmfValue.Builder info =
        AmfValue.ObjectValue.builder()
            .put(
                "colorConfig",
                AmfValue.ObjectValue.builder()
                    .put("bitDepth", color.bitDepth())
                    .put("colorPrimaries", color.primaries())
                    .put("transferCharacteristics", color.transfer())
                    .put("matrixCoefficients", color.matrix())
                    .object());
    color
        .contentLight()
        .filter(clli -> clli.length() == 4)
        .ifPresent(
            clli ->
                info.put(
                    "hdrCll",
                    AmfValue.ObjectValue.builder()
                        .put("maxFall", clli.u16(2))
                        .put("maxCLL", clli.u16(0))
                        .object()));
    color
        .masteringDisplay()
        .filter(mdcv -> mdcv.length() == 24)
        .ifPresent(mdcv -> info.put("hdrMdcv", display(mdcv)));
    return Optional.of(info.object());
  }

  /** Fills in what {@code base}, read from the bit stream, leaves open. */
  public ColorDescription merge(ColorDescription base) {
    if (equals(NONE)) {
      return base;
    }
    return new ColorDescription(
        base.primaries() == UNSPECIFIED ? primaries : base.primaries(),
        base.transfer() == UNSPECIFIED ? transfer : base.transfer(),
        base.matrix() == UNSPECIFIED ? matrix : base.matrix(),
        base.fullRange(),
        base.bitDepth(),
        base.masteringDisplay().or(() -> masteringDisplay),
        base.contentLight().or(() -> contentLight));
  }

  private static AmfValue display(Bytes mdcv) {
    AmfValue.Builder display = AmfValue.ObjectValue.builder();
    for (int i = 0; i < CHROMATICITIES.size(); i++) {
      display.put(CHROMATICITIES.get(i), mdcv.u16(2 * i) / CHROMATICITY);
    }
    return display
        .put("maxLuminance", mdcv.u32(16) / LUMINANCE)
        .put("minLuminance", mdcv.u32(20) / LUMINANCE)
        .object();
  }

  private static int codePoint(Optional<AmfValue.Keyed> config, String name) {
    OptionalDouble value = config.map(c -> c.number(name)).orElse(OptionalDouble.empty());
    double number = value.orElse(UNSPECIFIED);
    return number >= 0 && number <= 255 ? (int) number : UNSPECIFIED;
  }

  private static Optional<Bytes> mdcv(AmfValue.Keyed display) {
    BytesBuilder box = new BytesBuilder(24);
    for (String name : CHROMATICITIES) {
      OptionalDouble value = display.number(name);
      if (value.isEmpty() || !(value.getAsDouble() >= 0 && value.getAsDouble() <= 1)) {
        return Optional.empty();
      }
      box.u16((int) Math.round(value.getAsDouble() * CHROMATICITY));
    }
    OptionalDouble max = display.number("maxLuminance");
    OptionalDouble min = display.number("minLuminance");
    if (!luminance(max) || !luminance(min)) {
      return Optional.empty();
    }
    box.u32(Math.round(max.getAsDouble() * LUMINANCE))
        .u32(Math.round(min.getAsDouble() * LUMINANCE));
    return Optional.of(box.build());
  }

  private static Optional<Bytes> clli(AmfValue.Keyed light) {
    OptionalDouble content = light.number("maxCLL");
    OptionalDouble average = light.number("maxFall");
    if (!luminance(content) || !luminance(average)) {
      return Optional.empty();
    }
    return Optional.of(
        new BytesBuilder(4)
            .u16((int) Math.round(content.getAsDouble()))
            .u16((int) Math.round(average.getAsDouble()))
            .build());
  }

  private static boolean luminance(OptionalDouble value) {
    return value.isPresent() && value.getAsDouble() >= 0 && value.getAsDouble() <= 0xFFFF;
  }
}
