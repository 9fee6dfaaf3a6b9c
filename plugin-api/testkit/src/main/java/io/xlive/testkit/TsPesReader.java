package io.xlive.testkit;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.List;
import java.util.OptionalLong;

/**
 * Gathers and checks the PES packets of one PID for {@link TsConformance}: ISO/IEC 13818-1,
 * 2.4.3.6.
 */
final class TsPesReader {
  private static final int AVC = 0x1B;
  private static final int HEVC = 0x24;
  private static final int ADTS = 0x0F;

  private final int pid;
  private final int type;
  private final TsClock clock;
  private final List<Violation> violations;
  private BytesBuilder gathered = new BytesBuilder();
  private boolean open;
  private boolean randomAccess;
  private boolean firstOfSegment = true;
  private String where = "";
  private OptionalLong arrived = OptionalLong.empty();
  private OptionalLong lastDts = OptionalLong.empty();

  TsPesReader(int pid, int type, TsClock clock, List<Violation> violations) {
    this.pid = pid;
    this.type = type;
    this.clock = clock;
    this.violations = violations;
  }

  void reset() {
    lastDts = OptionalLong.empty();
  }

  void payload(boolean start, boolean random, Bytes bytes, String place) {
    if (start) {
      finish();
      open = true;
      randomAccess = random;
      where = place;
    } else if (!open) {
      report(place, "pes", "goes on without a start");
      return;
    }
    gathered.bytes(bytes);
    arrived = clock.now();
  }

  void endOfSegment(String place) {
    finish();
    firstOfSegment = true;
  }

  private void finish() {
    if (!open) {
      return;
    }
    open = false;
    Bytes packet = gathered.build();
    gathered = new BytesBuilder();
    if (packet.length() < 14 || packet.u24(0) != 1 || (packet.u8(6) & 0xC0) != 0x80) {
      report(where, "pes", "no PES header");
      return;
    }
    int announced = packet.u16(4);
    boolean video = (packet.u8(3) & 0xF0) == 0xE0;
    if (announced == 0 ? !video : announced != packet.length() - 6) {
      report(where, "pes", "length " + announced + ", there are " + (packet.length() - 6));
    }
    int flags = packet.u8(7) >> 6;
    int header = 9 + packet.u8(8);
    if (flags < 2 || header < (flags == 3 ? 19 : 14) || header > packet.length()) {
      report(where, "pes", "no time stamp, or a header length that is wrong");
      return;
    }
    times(packet, flags == 3);
    content(packet.from(header));
    firstOfSegment = false;
  }

  private void times(Bytes packet, boolean both) {
    long pts = time(packet, 9, both ? 3 : 2);
    long dts = both ? time(packet, 14, 1) : pts;
    if (TsClock.difference(pts, dts) < 0) {
      report(where, "time stamps", "PTS " + pts + " before DTS " + dts);
    }
    if (lastDts.isPresent() && TsClock.difference(dts, lastDts.getAsLong()) < 0) {
      report(where, "time stamps", "DTS " + dts + " after " + lastDts.getAsLong());
    }
    lastDts = OptionalLong.of(dts);
    if (arrived.isPresent() && TsClock.difference(dts, arrived.getAsLong()) < 0) {
      report(where, "pcr", "the clock is past the decoding time before all of it is there");
    }
  }

  private long time(Bytes packet, int at, int mark) {
    int first = packet.u8(at);
    if (first >> 4 != mark
        || (first & 1) == 0
        || (packet.u8(at + 2) & 1) == 0
        || (packet.u8(at + 4) & 1) == 0) {
      report(where, "time stamps", "marker bits");
    }
    return (long) (first >> 1 & 7) << 30
        | (long) (packet.u16(at + 1) >> 1) << 15
        | packet.u16(at + 3) >> 1;
  }

  private void content(Bytes data) {
    switch (type) {
      case AVC -> pictures(TsNalTypes.of(data, first -> first & 0x1F), 9, 7, 8);
      case HEVC -> pictures(TsNalTypes.of(data, first -> first >> 1 & 0x3F), 35, 33, 34);
      case ADTS -> adts(data);
      default -> {}
    }
  }

  private void pictures(List<Integer> types, int delimiter, int sps, int pps) {
    if (types.isEmpty() || types.getFirst() != delimiter) {
      report(where, "delimiter", "the access unit starts with " + types.stream().limit(1).toList());
    } else if (types.stream().filter(t -> t == delimiter).count() != 1) {
      report(where, "delimiter", "more than one access unit in a PES packet");
    }
    if (randomAccess && !(types.contains(sps) && types.contains(pps))) {
      report(where, "random access", "no parameter sets");
    }
    if (firstOfSegment && !randomAccess) {
      report(where, "random access", "the segment's first picture is no start");
    }
  }

  private void adts(Bytes data) {
    int at = 0;
    while (at + 7 <= data.length()) {
      int length = (data.u24(at + 3) & 0x3FFE0) >> 5;
      if ((data.u16(at) & 0xFFF6) != 0xFFF0 || length < 7) {
        break;
      }
      at += length;
    }
    if (at != data.length()) {
      report(where, "adts", "frames end at " + at + " of " + data.length());
    }
  }

  private void report(String place, String rule, String detail) {
    violations.add(new Violation(rule, place + ", PID " + pid, detail));
  }
}
