package io.xlive.mediakit.scte35;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.ts.Crc32Mpeg;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.Optional;
import java.util.Set;

/**
 * What a playlist has to know of a splice_info_section (ANSI/SCTE 35, 9.6).
 *
 * @param command what it asks for
 * @param eventId of the splice or of its first segmentation descriptor, unsigned 32 bits; 0 for
 *     none
 * @param durationTicks how long the break or segment lasts, in 90 kHz, where it says so
 */
public record SpliceSection(Command command, long eventId, Optional<Long> durationTicks) {
  /** What a section asks for, as RFC 8216bis 4.4.5.1.1 tells sections apart. */
  public enum Command {
    /** A break begins. */
    OUT,
    /** A break ends. */
    IN,
    /** Anything else that players may want to know. */
    OTHER,
    /** Nothing: splice_null, a sign of life; splice_schedule and bandwidth_reservation. */
    NONE
  }

  private static final int TABLE = 0xFC;
  private static final int LENGTH_UNKNOWN = 0xFFF;
  private static final int HEADER = 14;
  private static final int CRC = 4;
  private static final int SPLICE_INSERT = 5;
  private static final int TIME_SIGNAL = 6;
  private static final int PRIVATE = 0xFF;
  private static final long CUEI = 0x4355_4549L;

  /** Break, advertisement and placement opportunity, of the provider and of the distributor. */
  private static final Set<Integer> STARTS = Set.of(0x22, 0x30, 0x32, 0x34, 0x36);

  private static final Set<Integer> ENDS = Set.of(0x23, 0x31, 0x33, 0x35, 0x37);

  /**
   * Reads a section.
   *
   * @throws XliveException when it is not exactly one section of the right sum
   */
  public static SpliceSection parse(Bytes section) {
    int length = section.length();
    if (length < HEADER + 2 + CRC
        || section.u8(0) != TABLE
        || (section.u16(1) & 0xFFF) + 3 != length) {
      throw XliveException.malformed("not one splice_info_section");
    }
    if (Crc32Mpeg.of(section) != 0) {
      throw XliveException.malformed("the CRC of a splice_info_section is wrong");
    }
    BitReader bits = new BitReader(section.slice(3, length - 3 - CRC));
    if (bits.bits(8) != 0) {
      throw XliveException.malformed("a splice_info_section of another version");
    }
    boolean encrypted = bits.flag();
    bits.skip(6 + 33 + 8 + 12);
    int commandLength = bits.bits(12);
    int type = bits.bits(8);
    if (encrypted) {
      return new SpliceSection(Command.OTHER, 0, Optional.empty());
    }
    long behind = bits.position() + 8L * commandLength;
    return switch (type) {
      case SPLICE_INSERT -> insert(bits);
      case TIME_SIGNAL -> {
        time(bits);
        if (commandLength != LENGTH_UNKNOWN) {
          bits.skip(behind - bits.position());
        }
        yield segmentation(bits);
      }
      case PRIVATE -> new SpliceSection(Command.OTHER, 0, Optional.empty());
      default -> new SpliceSection(Command.NONE, 0, Optional.empty());
    };
  }

  private static SpliceSection insert(BitReader bits) {
    long event = bits.u32();
    boolean cancelled = bits.flag();
    bits.skip(7);
    if (cancelled) {
      return new SpliceSection(Command.OTHER, event, Optional.empty());
    }
    boolean out = bits.flag();
    boolean program = bits.flag();
    boolean lasts = bits.flag();
    boolean immediate = bits.flag();
    bits.skip(4);
    if (program && !immediate) {
      time(bits);
    }
    if (!program) {
      int components = bits.bits(8);
      for (int i = 0; i < components; i++) {
        bits.skip(8);
        if (!immediate) {
          time(bits);
        }
      }
    }
    Optional<Long> duration = Optional.empty();
    if (lasts) {
      bits.skip(7);
      duration = Optional.of(wide(bits, 33));
    }
    bits.skip(32);
    return new SpliceSection(out ? Command.OUT : Command.IN, event, duration);
  }

  private static void time(BitReader bits) {
    bits.skip(bits.flag() ? 6 + 33 : 7);
  }

  /** The first segmentation descriptor decides (10.3.3). */
  private static SpliceSection segmentation(BitReader bits) {
    long end = 8L * bits.bits(16);
    end += bits.position();
    while (bits.position() < end) {
      int tag = bits.bits(8);
      int length = bits.bits(8);
      long behind = bits.position() + 8L * length;
      if (tag == 2 && length >= 9 && bits.u32() == CUEI) {
        return descriptor(bits);
      }
      bits.skip(behind - bits.position());
    }
    return new SpliceSection(Command.OTHER, 0, Optional.empty());
  }

  private static SpliceSection descriptor(BitReader bits) {
    long event = bits.u32();
    boolean cancelled = bits.flag();
    bits.skip(7);
    if (cancelled) {
      return new SpliceSection(Command.OTHER, event, Optional.empty());
    }
    boolean program = bits.flag();
    boolean lasts = bits.flag();
    bits.skip(6);
    if (!program) {
      bits.skip(48L * bits.bits(8));
    }
    Optional<Long> duration = lasts ? Optional.of(wide(bits, 40)) : Optional.empty();
    bits.skip(8);
    bits.skip(8L * bits.bits(8));
    int type = bits.bits(8);
    Command command =
        STARTS.contains(type) ? Command.OUT : ENDS.contains(type) ? Command.IN : Command.OTHER;
    return new SpliceSection(command, event, duration);
  }

  private static long wide(BitReader bits, int count) {
    return (long) bits.bits(count - 32) << 32 | bits.u32();
  }
}
