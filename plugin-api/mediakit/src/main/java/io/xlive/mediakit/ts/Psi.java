package io.xlive.mediakit.ts;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.List;

/** Program association and program map sections: ISO/IEC 13818-1, 2.4.4. */
final class Psi {
  static final int PAT_PID = 0;
  static final int PMT_PID = 0x1000;
  private static final int PROGRAM = 1;
  private static final int PAT_TABLE = 0;
  private static final int PMT_TABLE = 2;

  private Psi() {}

  /**
   * One entry of the program map.
   *
   * @param streamType stream_type
   * @param pid its packets
   * @param descriptors with tags and lengths
   */
  record Stream(int streamType, int pid, Bytes descriptors) {}

  /** The section that names the only program. */
  static Bytes pat() {
    return section(PAT_TABLE, 1, 0, new BytesBuilder().u16(PROGRAM).u16(0xE000 | PMT_PID).build());
  }

  /**
   * The section that lists the program's streams. Its version follows from its content: another
   * content is very likely another version, the same content always the same, whoever makes the
   * segment.
   */
  static Bytes pmt(int pcrPid, Bytes programDescriptors, List<Stream> streams) {
    BytesBuilder out = new BytesBuilder(64);
    out.u16(0xE000 | pcrPid).u16(0xF000 | programDescriptors.length()).bytes(programDescriptors);
    for (Stream stream : streams) {
      out.u8(stream.streamType()).u16(0xE000 | stream.pid());
      out.u16(0xF000 | stream.descriptors().length()).bytes(stream.descriptors());
    }
    Bytes content = out.build();
    return section(PMT_TABLE, PROGRAM, Crc32Mpeg.of(content) & 0x1F, content);
  }

  private static Bytes section(int table, int extension, int version, Bytes content) {
    int length = 5 + content.length() + 4;
    BytesBuilder out = new BytesBuilder(3 + length);
    out.u8(table).u16(0xB000 | length).u16(extension);
    out.u8(0xC0 | version << 1 | 1).u8(0).u8(0).bytes(content); // current, section 0 of 0
    Bytes covered = out.build();
    return new BytesBuilder(covered.length() + 4).bytes(covered).u32(Crc32Mpeg.of(covered)).build();
  }
}
