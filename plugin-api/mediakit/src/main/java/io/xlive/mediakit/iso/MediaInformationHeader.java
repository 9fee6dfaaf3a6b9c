package io.xlive.mediakit.iso;

import io.xlive.spi.media.TrackKind;

/**
 * {@code vmhd}, {@code smhd} or {@code nmhd}: ISO/IEC 14496-12, 12.1.2, 12.2.2 and 8.4.5.2.
 *
 * @param kind what the track carries
 */
public record MediaInformationHeader(TrackKind kind) implements Box {
  @Override
  public void write(BoxWriter out) {
    switch (kind) {
      case VIDEO -> out.fullBox("vmhd", 0, 1, w -> w.zeros(8)); // copy mode, no colour
      case AUDIO -> out.fullBox("smhd", 0, 0, w -> w.zeros(4)); // centre, reserved
      case TEXT, DATA -> out.fullBox("nmhd", 0, 0, w -> {});
    }
  }
}
