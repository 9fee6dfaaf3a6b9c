package io.xlive.mediakit.nal;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.Optional;

/** Supplemental enhancement information: ITU-T H.264, 7.3.2.3 and Annex D; the same in H.265. */
public final class SeiMessages {
  /** recovery_point. */
  public static final int RECOVERY_POINT = 6;

  /** mastering_display_colour_volume. */
  public static final int MASTERING_DISPLAY = 137;

  /** content_light_level_info. */
  public static final int CONTENT_LIGHT = 144;

  /** alternative_transfer_characteristics. */
  public static final int ALTERNATIVE_TRANSFER = 147;

  private static final int LIMIT = 65_536;

  private SeiMessages() {}

  /**
   * Finds the first message of a type.
   *
   * @param unit the SEI unit
   * @param headerSize bytes of the NAL unit header: 1 or 2
   * @return its payload; empty when there is none or the unit is malformed
   */
  public static Optional<Bytes> find(Bytes unit, int headerSize, int type) {
    Bytes payload = NalUnits.payload(unit, headerSize, LIMIT);
    int at = 0;
    // A message takes two bytes at least, so the loop ends with the bytes; 0x80 is the trailing
    // bits.
    while (payload.length() - at > 2) {
      int kind = 0;
      while (at < payload.length() && payload.u8(at) == 0xFF) {
        kind += 255;
        at++;
      }
      if (at == payload.length()) {
        return Optional.empty();
      }
      kind += payload.u8(at++);
      int size = 0;
      while (at < payload.length() && payload.u8(at) == 0xFF) {
        size += 255;
        at++;
      }
      if (at == payload.length()) {
        return Optional.empty();
      }
      size += payload.u8(at++);
      if (size > payload.length() - at) {
        return Optional.empty();
      }
      if (kind == type) {
        return Optional.of(payload.slice(at, size));
      }
      at += size;
    }
    return Optional.empty();
  }

  /**
   * Whether a recovery point of H.264 says that every picture from here on is right
   * (recovery_frame_cnt 0).
   */
  public static boolean recoversAtOnce(Bytes recoveryPoint) {
    try {
      return new BitReader(recoveryPoint).ue() == 0;
    } catch (XliveException e) {
      return false;
    }
  }

  /** Whether a number is a TransferCharacteristics of H.273 that says something. */
  public static boolean transfer(int code) {
    return code == 1 || (code >= 4 && code <= 18);
  }

  /**
   * The content of an {@code mdcv} box. The message has the primaries in the order green, blue,
   * red, as the box has (ISO/IEC 14496-12, 12.1.6 refers to H.265, D.3.28), so it is the same.
   */
  public static Optional<Bytes> masteringDisplay(Bytes message) {
    return message.length() < 24 ? Optional.empty() : Optional.of(message.slice(0, 24).compact());
  }

  /** The content of a {@code clli} box: MaxCLL and MaxFALL. */
  public static Optional<Bytes> contentLight(Bytes message) {
    return message.length() < 4
        ? Optional.empty()
        : Optional.of(new BytesBuilder(4).bytes(message.slice(0, 4)).build());
  }
}
