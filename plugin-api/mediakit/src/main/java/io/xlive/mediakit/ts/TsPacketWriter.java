package io.xlive.mediakit.ts;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes transport packets and counts them per PID: ISO/IEC 13818-1, 2.4.3.2 to 2.4.3.5. One
 * thread, one segment.
 */
final class TsPacketWriter {
  static final int PACKET = 188;

  /** What fits one packet behind the pointer field. */
  static final int MOST_SECTION = PesUnit.ROOM - 1;

  private static final int PAYLOAD = 0x10;
  private static final int ADAPTATION = 0x20;
  private static final int FLAG_DISCONTINUITY = 0x80;
  private static final int FLAG_RANDOM_ACCESS = 0x40;
  private static final int FLAG_PCR = 0x10;

  private final BytesBuilder out;
  private final Map<Integer, Integer> counters = new HashMap<>();

  /** Starts with room for so many packets. */
  TsPacketWriter(int packets) {
    out = new BytesBuilder(Math.multiplyExact(packets, PACKET));
  }

  /** Sets the continuity counter that the next packet with payload of a PID gets; 0 otherwise. */
  void counter(int pid, int next) {
    counters.put(pid, next & 0xF);
  }

  /** A section in one packet. */
  void section(int pid, Bytes section) {
    if (section.length() > MOST_SECTION) {
      throw new IllegalArgumentException("a section of more than a packet: " + section.length());
    }
    header(pid, true, PAYLOAD, next(pid));
    out.u8(0).bytes(section); // pointer_field
    stuffing(MOST_SECTION - section.length());
  }

  /** A PES packet in as many packets as it says. */
  void pes(PesUnit unit) {
    Bytes bytes = unit.bytes();
    int packets = unit.packets();
    int at = 0;
    for (int i = 0; i < packets; i++) {
      boolean first = i == 0;
      int fields = first ? unit.adaptation() : 0;
      int left = bytes.length() - at;
      int taken = Math.min(PesUnit.ROOM - fields, left - (packets - 1 - i));
      int adaptation = PesUnit.ROOM - taken;
      header(unit.pid, first, adaptation > 0 ? PAYLOAD | ADAPTATION : PAYLOAD, next(unit.pid));
      if (adaptation > 0) {
        adaptation(adaptation, first ? flags(unit) : 0, unit.pcr());
      }
      out.bytes(bytes.slice(at, taken));
      at += taken;
    }
  }

  /** A packet with nothing but a clock reference; it does not count. */
  void pcr(int pid, long time) {
    header(pid, false, ADAPTATION, counters.getOrDefault(pid, 0) + 15);
    adaptation(PesUnit.ROOM, FLAG_PCR, TsTime.wrapped(time));
  }

  Bytes build() {
    return out.build();
  }

  private static int flags(PesUnit unit) {
    return (unit.discontinuity ? FLAG_DISCONTINUITY : 0)
        | (unit.randomAccess ? FLAG_RANDOM_ACCESS : 0)
        | (unit.carriesPcr() ? FLAG_PCR : 0);
  }

  private int next(int pid) {
    return counters.merge(pid, 1, (count, one) -> count + one & 0xF) + 15;
  }

  private void header(int pid, boolean start, int control, int counter) {
    out.u8(0x47).u16((start ? 0x4000 : 0) | pid).u8(control | counter & 0xF);
  }

  /** An adaptation field of {@code length} bytes with its length byte. */
  private void adaptation(int length, int flags, long pcr) {
    out.u8(length - 1);
    if (length == 1) {
      return;
    }
    out.u8(flags);
    int written = 2;
    if ((flags & FLAG_PCR) != 0) {
      out.u32(pcr >> 1).u16((int) (pcr & 1) << 15 | 0x7E00); // no extension
      written += 6;
    }
    stuffing(length - written);
  }

  private void stuffing(int count) {
    for (int i = 0; i < count; i++) {
      out.u8(0xFF);
    }
  }
}
