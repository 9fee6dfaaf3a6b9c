package io.xlive.spi.media;

import java.util.Optional;

/**
 * Colour of a video track in the code points of ITU-T H.273, 0..255; 2 means unspecified.
 *
 * @param primaries ColourPrimaries
 * @param transfer TransferCharacteristics
 * @param matrix MatrixCoefficients
 * @param fullRange VideoFullRangeFlag
 * @param bitDepth bits per luma sample, 8..16
 * @param masteringDisplay content of an {@code mdcv} box (SMPTE ST 2086, 24 bytes), when known
 * @param contentLight content of a {@code clli} box (MaxCLL, MaxFALL, 4 bytes), when known
 */
public record ColorDescription(
    int primaries,
    int transfer,
    int matrix,
    boolean fullRange,
    int bitDepth,
    Optional<Bytes> masteringDisplay,
    Optional<Bytes> contentLight) {
  /** Nothing is known; 8 bits. */
  public static final ColorDescription UNSPECIFIED =
      new ColorDescription(2, 2, 2, false, 8, Optional.empty(), Optional.empty());

  /** Only code points, no HDR metadata. */
  public static ColorDescription of(
      int primaries, int transfer, int matrix, boolean fullRange, int bitDepth) {
    return new ColorDescription(
        primaries, transfer, matrix, fullRange, bitDepth, Optional.empty(), Optional.empty());
  }

  /**
   * The VIDEO-RANGE of RFC 8216bis 4.4.6.2: {@code PQ} for transfer 16, {@code HLG} for 18, else
   * {@code SDR}.
   */
  public String videoRange() {
    return switch (transfer) {
      case 16 -> "PQ";
      case 18 -> "HLG";
      default -> "SDR";
    };
  }

  /** Whether any code point is specified. */
  public boolean specified() {
    return primaries != 2 || transfer != 2 || matrix != 2;
  }
}
