package io.xlive.mediakit.nal;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.codec.LowestTerms;
import io.xlive.spi.media.ColorDescription;
import io.xlive.spi.media.Ratio;
import java.util.Optional;

/**
 * The part of the video usability information with which both H.264 (Annex E.1.1) and H.265 (Annex
 * E.2.1) begin: aspect ratio, video signal type, chroma location.
 *
 * @param aspect sample aspect ratio, 1:1 when not said
 * @param primaries colour_primaries, 2 when not said; so for the next two
 * @param transfer transfer_characteristics
 * @param matrix matrix_coeffs
 * @param fullRange video_full_range_flag
 */
public record VideoUsability(
    Ratio aspect, int primaries, int transfer, int matrix, boolean fullRange) {
  /** A sequence that says nothing. */
  public static final VideoUsability NONE = new VideoUsability(Ratio.ONE, 2, 2, 2, false);

  private static final int EXTENDED_SAR = 255;

  /** Table E-1: width and height of a sample for aspect_ratio_idc 1..16, one after the other. */
  private static final String ASPECTS =
      "1:1 12:11 10:11 16:11 40:33 24:11 20:11 32:11 80:33 18:11 15:11 64:33 160:99 4:3 3:2 2:1";

  /** Reads up to and with the chroma location. */
  public static VideoUsability read(BitReader in) {
    Ratio aspect = Ratio.ONE;
    if (in.flag()) {
      int code = in.bits(8);
      aspect = code == EXTENDED_SAR ? ratio(in.bits(16), in.bits(16)) : ofTable(code);
    }
    if (in.flag()) {
      in.skip(1); // overscan_appropriate_flag
    }
    int primaries = 2;
    int transfer = 2;
    int matrix = 2;
    boolean fullRange = false;
    if (in.flag()) {
      in.skip(3); // video_format
      fullRange = in.flag();
      if (in.flag()) {
        primaries = in.bits(8);
        transfer = in.bits(8);
        matrix = in.bits(8);
      }
    }
    if (in.flag()) {
      in.ue(5); // chroma_sample_loc_type_top_field
      in.ue(5);
    }
    return new VideoUsability(aspect, primaries, transfer, matrix, fullRange);
  }

  /** The colour of it. */
  public ColorDescription color(int bitDepth) {
    return ColorDescription.of(primaries, transfer, matrix, fullRange, bitDepth);
  }

  /**
   * A frame rate from timing, lowest terms.
   *
   * @return empty when a term is 0 or the rate is outside of 1/100..1000 a second: no picture rate,
   *     but an unset field
   */
  public static Optional<Ratio> frameRate(long timeScale, long unitsPerFrame) {
    if (timeScale < 1
        || unitsPerFrame < 1
        || timeScale / unitsPerFrame > 1000
        || unitsPerFrame / timeScale > 100) {
      return Optional.empty();
    }
    return Optional.of(LowestTerms.of(timeScale, unitsPerFrame));
  }

  private static Ratio ratio(int width, int height) {
    return width == 0 || height == 0 ? Ratio.ONE : LowestTerms.of(width, height);
  }

  private static Ratio ofTable(int code) {
    String[] entries = ASPECTS.split(" ");
    if (code < 1 || code > entries.length) {
      return Ratio.ONE;
    }
    String[] terms = entries[code - 1].split(":");
    return new Ratio(Long.parseLong(terms[0]), Long.parseLong(terms[1]));
  }
}
