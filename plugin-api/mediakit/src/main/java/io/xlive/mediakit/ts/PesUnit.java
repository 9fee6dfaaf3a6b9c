package io.xlive.mediakit.ts;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;

/**
 * One PES packet on its way into transport packets: ISO/IEC 13818-1, 2.4.3.6. Filled in step by
 * step by one thread.
 */
final class PesUnit {
  /** What one packet holds behind its four header bytes. */
  static final int ROOM = 184;

  private static final int NO_PCR = -1;

  final int pid;
  final int streamId;
  final long pts;
  final long dts;
  final Bytes data;
  boolean randomAccess;
  boolean discontinuity;
  private long pcr = NO_PCR;
  private int extra;

  PesUnit(int pid, int streamId, long pts, long dts, Bytes data) {
    this.pid = pid;
    this.streamId = streamId;
    this.pts = pts;
    this.dts = dts;
    this.data = data;
  }

  /** Puts a clock reference, not wrapped, into its first packet. */
  void carryPcr(long time) {
    pcr = TsTime.wrapped(time);
  }

  boolean carriesPcr() {
    return pcr != NO_PCR;
  }

  long pcr() {
    return pcr;
  }

  /** Header bytes of the PES packet. */
  private int headerLength() {
    return pts == dts ? 14 : 19;
  }

  /** Bytes of the first packet's adaptation field, without stuffing. */
  int adaptation() {
    return carriesPcr() ? 8 : randomAccess || discontinuity ? 2 : 0;
  }

  /** Header and data. */
  int length() {
    return headerLength() + data.length();
  }

  /** Transport packets it takes. */
  int packets() {
    int rest = Math.max(0, length() - (ROOM - adaptation()));
    return 1 + (rest + ROOM - 1) / ROOM + extra;
  }

  /**
   * Spreads it over more packets than it needs. The header stays in the first, and each has a byte
   * at least.
   *
   * @return how many more it takes, at most {@code wanted}
   */
  int stretch(int wanted) {
    int taken = Math.clamp((long) data.length() + 1 - packets(), 0, wanted);
    extra += taken;
    return taken;
  }

  /**
   * The whole PES packet. A video packet too long for the length field leaves it zero, as it may.
   */
  Bytes bytes() {
    boolean both = pts != dts;
    int behind = length() - 6;
    BytesBuilder out = new BytesBuilder(length());
    out.u24(1).u8(streamId).u16(behind > 0xFFFF ? 0 : behind);
    out.u8(0x84); // '10', data alignment
    out.u8(both ? 0xC0 : 0x80).u8(both ? 10 : 5);
    time(out, both ? 3 : 2, pts);
    if (both) {
      time(out, 1, dts);
    }
    return out.bytes(data).build();
  }

  private static void time(BytesBuilder out, int mark, long unwrapped) {
    long time = TsTime.wrapped(unwrapped);
    out.u8(mark << 4 | (int) (time >> 30) << 1 | 1);
    out.u16((int) (time >> 15 & 0x7FFF) << 1 | 1);
    out.u16((int) (time & 0x7FFF) << 1 | 1);
  }
}
