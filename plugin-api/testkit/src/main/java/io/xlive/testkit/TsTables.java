package io.xlive.testkit;

import io.xlive.spi.media.Bytes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The PAT and PMT of one segment as {@link TsConformance} reads them: ISO/IEC 13818-1, 2.4.4. Only
 * sections of one packet.
 */
final class TsTables {
  private final int pmtPid;
  private final Map<Integer, Integer> types = new LinkedHashMap<>();
  private int pcrPid = -1;

  private TsTables(int pmtPid) {
    this.pmtPid = pmtPid;
  }

  int pmtPid() {
    return pmtPid;
  }

  int pcrPid() {
    return pcrPid;
  }

  /** stream_type by PID. */
  Map<Integer, Integer> types() {
    return types;
  }

  boolean complete() {
    return !types.isEmpty();
  }

  static Optional<TsTables> pat(Bytes payload, String where, List<Violation> violations) {
    Optional<Bytes> section = section(payload, 0, where, violations);
    if (section.isEmpty()) {
      return Optional.empty();
    }
    Bytes content = section.get();
    if (content.length() != 4 || content.u16(0) == 0) {
      violations.add(new Violation("tables", where, "HLS wants one program in the PAT"));
      return Optional.empty();
    }
    return Optional.of(new TsTables(content.u16(2) & 0x1FFF));
  }

  void pmt(Bytes payload, String where, List<Violation> violations) {
    types.clear();
    Optional<Bytes> section = section(payload, 2, where, violations);
    if (section.isEmpty() || section.get().length() < 4) {
      violations.add(new Violation("tables", where, "no usable PMT"));
      return;
    }
    Bytes content = section.get();
    pcrPid = content.u16(0) & 0x1FFF;
    int at = 4 + (content.u16(2) & 0xFFF);
    while (at + 5 <= content.length()) {
      int pid = content.u16(at + 1) & 0x1FFF;
      if (types.put(pid, content.u8(at)) != null) {
        violations.add(new Violation("tables", where, "PID " + pid + " twice in the PMT"));
      }
      at += 5 + (content.u16(at + 3) & 0xFFF);
    }
    if (at != content.length()) {
      violations.add(new Violation("tables", where, "the PMT's lengths do not add up"));
    }
    if (!types.containsKey(pcrPid)) {
      violations.add(new Violation("tables", where, "PCR PID " + pcrPid + " is no stream"));
    }
  }

  /** What stands between the five bytes behind the length and the CRC. */
  private static Optional<Bytes> section(
      Bytes payload, int table, String where, List<Violation> violations) {
    int start = payload.isEmpty() ? 1 : 1 + payload.u8(0);
    if (payload.length() < start + 8 || payload.u8(start) != table) {
      violations.add(new Violation("tables", where, "no section of table " + table));
      return Optional.empty();
    }
    int length = payload.u16(start + 1) & 0xFFF;
    if ((payload.u8(start + 1) & 0xF0) != 0xB0
        || length < 9
        || start + 3 + length > payload.length()) {
      violations.add(new Violation("tables", where, "section length " + length));
      return Optional.empty();
    }
    Bytes section = payload.slice(start, 3 + length);
    if (remainder(section) != 0) {
      violations.add(new Violation("crc", where, "table " + table));
      return Optional.empty();
    }
    Bytes rest = payload.from(start + 3 + length);
    for (int i = 0; i < rest.length(); i++) {
      if (rest.u8(i) != 0xFF) {
        violations.add(new Violation("tables", where, "no stuffing behind the section"));
        break;
      }
    }
    return Optional.of(section.slice(8, length - 9));
  }

  /**
   * The CRC register after the whole section, its CRC included: 0 when it is right. By long
   * division over single bits.
   */
  private static long remainder(Bytes section) {
    long register = 0xFFFF_FFFFL;
    for (int bit = 0; bit < section.length() * 8; bit++) {
      long in = section.u8(bit / 8) >> 7 - bit % 8 & 1;
      boolean out = (register >> 31 ^ in) != 0;
      register = register << 1 & 0xFFFF_FFFFL;
      if (out) {
        register ^= 0x04C1_1DB7L;
      }
    }
    return register;
  }
}
