package io.xlive.plugin.av1;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.List;
import java.util.Optional;

/**
 * The OBUs of a sample.
 *
 * @param units all of them
 */
record TemporalUnit(List<Obu> units) {
  private static final int KEY_FRAME = 0;

  static TemporalUnit parse(Bytes sample) {
    return new TemporalUnit(Obu.split(sample));
  }

  /** The sequence header in it; a malformed one is refused when it is read. */
  Optional<Obu> sequenceHeader() {
    return units.stream().filter(u -> u.type() == Obu.SEQUENCE_HEADER).findFirst();
  }

  boolean hasFrame() {
    return units.stream().anyMatch(TemporalUnit::frame);
  }

  private static boolean frame(Obu unit) {
    return switch (unit.type()) {
      case Obu.FRAME_HEADER, Obu.FRAME, Obu.TILE_GROUP -> true;
      default -> false;
    };
  }

  /**
   * Whether it is a sync sample (ISO binding, 2.4): its first frame is a key frame that is shown.
   *
   * @param sequence the sequence header that holds for it
   */
  boolean key(Obu sequence) {
    for (Obu unit : units) {
      if (frame(unit)) {
        return unit.type() != Obu.TILE_GROUP && shownKeyFrame(unit.payload(), sequence);
      }
    }
    return false;
  }

  /**
   * uncompressed_header, 5.9.2: show_existing_frame, frame_type, show_frame; none of them in a
   * reduced still picture.
   */
  private static boolean shownKeyFrame(Bytes header, Obu sequence) {
    if (SequenceHeader.reducedStillPicture(sequence.payload())) {
      return true;
    }
    if (header.isEmpty()) {
      return false;
    }
    int bits = header.u8(0);
    boolean showExisting = (bits & 0x80) != 0;
    boolean shown = (bits & 0x10) != 0;
    return !showExisting && (bits >> 5 & 3) == KEY_FRAME && shown;
  }

  /**
   * The sample as the ISO binding wants it (2.4): no temporal delimiters, padding and tile lists,
   * each unit with a size.
   *
   * @return empty when it is so already
   */
  Optional<Bytes> rewritten() {
    if (units.stream().allMatch(u -> kept(u) && u.hasSize())) {
      return Optional.empty();
    }
    BytesBuilder out = new BytesBuilder();
    units.stream().filter(TemporalUnit::kept).forEach(u -> u.writeSized(out));
    return Optional.of(out.build());
  }

  private static boolean kept(Obu unit) {
    return switch (unit.type()) {
      case Obu.TEMPORAL_DELIMITER, Obu.PADDING, Obu.TILE_LIST -> false;
      default -> true;
    };
  }
}
