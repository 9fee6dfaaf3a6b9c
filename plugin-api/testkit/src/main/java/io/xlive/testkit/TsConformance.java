package io.xlive.testkit;

import io.xlive.spi.media.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads HLS segments of MPEG-TS as a strict player and an analyser would (ISO/IEC 13818-1, ETSI TR
 * 101 290, RFC 8216, 3.2) and lists what is wrong. Shares no code with the writer in mediakit. One
 * use, one thread; give it the segments of one stream in order.
 */
public final class TsConformance {
  private static final int PACKET = 188;
  private static final int NULL_PID = 0x1FFF;

  private final List<Violation> violations = new ArrayList<>();
  private final Map<Integer, Integer> counters = new HashMap<>();
  private final Map<Integer, TsPesReader> streams = new HashMap<>();
  private final TsClock clock = new TsClock(violations);
  private Optional<TsTables> tables = Optional.empty();
  private boolean broken;
  private String where = "";

  private TsConformance() {}

  /**
   * A segment.
   *
   * @param bytes all of it
   * @param discontinuity whether EXT-X-DISCONTINUITY stands before it
   */
  public record Segment(Bytes bytes, boolean discontinuity) {}

  /** Checks segments that continue each other. */
  public static List<Violation> check(List<Bytes> segments) {
    return checkSegments(segments.stream().map(bytes -> new Segment(bytes, false)).toList());
  }

  /** Checks segments with breaks between them. */
  public static List<Violation> checkSegments(List<Segment> segments) {
    TsConformance reader = new TsConformance();
    for (int i = 0; i < segments.size(); i++) {
      reader.segment(i, segments.get(i));
    }
    return List.copyOf(reader.violations);
  }

  private void segment(int number, Segment segment) {
    Bytes bytes = segment.bytes();
    where = "segment " + number;
    if (bytes.isEmpty() || bytes.length() % PACKET != 0) {
      report("sync", bytes.length() + " bytes are no whole packets");
      return;
    }
    if (segment.discontinuity()) {
      clock.reset();
      streams.values().forEach(TsPesReader::reset);
    }
    tables = Optional.empty();
    broken = false;
    for (int at = 0; at < bytes.length() && !broken; at += PACKET) {
      where = "segment " + number + ", packet " + at / PACKET;
      packet(bytes.slice(at, PACKET), at / PACKET);
    }
    where = "segment " + number + ", end";
    streams.values().forEach(stream -> stream.endOfSegment(where));
    if (tables.filter(TsTables::complete).isEmpty()) {
      report("tables", "no PMT");
    }
  }

  private void packet(Bytes packet, int index) {
    if (packet.u8(0) != 0x47) {
      report("sync", "no sync byte");
      broken = true;
      return;
    }
    int pid = packet.u16(1) & 0x1FFF;
    boolean start = (packet.u8(1) & 0x40) != 0;
    int control = packet.u8(3) >> 4 & 3;
    if ((packet.u8(1) & 0x80) != 0) {
      report("transport error", "PID " + pid);
    }
    if ((packet.u8(3) & 0xC0) != 0 || control == 0) {
      report("header", "scrambled, or neither adaptation field nor payload");
      return;
    }
    if (pid == NULL_PID) {
      return;
    }
    int payload = 4;
    boolean discontinuity = false;
    boolean randomAccess = false;
    if ((control & 2) != 0) {
      int length = packet.u8(4);
      payload = 5 + length;
      if (control == 2 ? length != 183 : length > 182) {
        report("adaptation field", "length " + length + " with control " + control);
        return;
      }
      if (length > 0) {
        discontinuity = (packet.u8(5) & 0x80) != 0;
        randomAccess = (packet.u8(5) & 0x40) != 0;
        if ((packet.u8(5) & 0x10) != 0) {
          clock.reference(pid, packet.u32(6) << 1 | packet.u8(10) >> 7, discontinuity, where);
        }
      }
    }
    boolean hasPayload = (control & 1) != 0;
    continuity(pid, packet.u8(3) & 0xF, hasPayload, discontinuity);
    if (hasPayload) {
      payload(pid, start, randomAccess, packet.from(payload), index);
    }
  }

  private void continuity(int pid, int counter, boolean payload, boolean discontinuity) {
    Integer last = counters.put(pid, counter);
    if (last == null || discontinuity) {
      return;
    }
    int expected = payload ? last + 1 & 0xF : last;
    if (counter != expected) {
      report("continuity", "PID " + pid + ": " + counter + " instead of " + expected);
    }
  }

  private void payload(int pid, boolean start, boolean randomAccess, Bytes payload, int index) {
    if (index == 0 && pid != 0) {
      report("tables", "the first packet is not the PAT but of PID " + pid);
    }
    if (pid == 0 && start) {
      tables = TsTables.pat(payload, where, violations);
      if (tables.isEmpty()) {
        broken = true;
      }
      return;
    }
    if (tables.isEmpty()) {
      report("tables", "PID " + pid + " before any PAT");
      broken = true;
      return;
    }
    TsTables known = tables.get();
    if (pid == known.pmtPid()) {
      if (index > 1 && !known.complete()) {
        report("tables", "the second packet is not the PMT");
      }
      if (start) {
        known.pmt(payload, where, violations);
        clock.pid(known.pcrPid());
      }
      return;
    }
    Integer type = known.types().get(pid);
    if (type == null) {
      report("tables", "PID " + pid + " is in no table yet");
      return;
    }
    streams
        .computeIfAbsent(pid, p -> new TsPesReader(p, type, clock, violations))
        .payload(start, randomAccess, payload, where);
  }

  private void report(String rule, String detail) {
    violations.add(new Violation(rule, where, detail));
  }
}
