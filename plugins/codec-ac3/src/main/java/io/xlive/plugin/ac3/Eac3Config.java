package io.xlive.plugin.ac3;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.bits.BitWriter;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The content of a {@code dec3} box: ETSI TS 102 366, F.6. A half sampling rate shows as rate code
 * 3 there, so it is told as 24 kHz.
 *
 * @param kilobits data rate, 0..8191
 * @param substreams independent ones, 1..8
 */
record Eac3Config(int kilobits, List<Substream> substreams) {
  private static final int MAX_FRAMES = 64;
  private static final int MAX_SUBSTREAMS = 8;

  /**
   * An independent substream with what its dependent ones add.
   *
   * @param location chan_loc: bit 0 Lc/Rc, 1 Lrs/Rrs, 2 Cs, 3 Ts, 4 Lsd/Rsd, 5 Lw/Rw, 6 Lvh/Rvh, 7
   *     Cvh, 8 LFE2
   */
  record Substream(
      int rateCode, int bsid, int channelMode, boolean lfe, int dependents, int location) {
    private static final int SINGLES = 1 << 2 | 1 << 3 | 1 << 7 | 1 << 8;

    int channels() {
      int pairs = Integer.bitCount(location & ~SINGLES);
      return ChannelModes.channels(channelMode, lfe)
          + 2 * pairs
          + Integer.bitCount(location & SINGLES);
    }

    Substream with(Eac3Frame dependent) {
      return new Substream(
          rateCode,
          bsid,
          channelMode,
          lfe,
          Math.min(dependents + 1, 15),
          location | location(dependent.channelMap()));
    }

    /**
     * From chanmap (Table E.1.4, bit 0 is the most significant): 5..12 are the locations 0..7, 14
     * is LFE2.
     */
    private static int location(int map) {
      int location = 0;
      for (int i = 0; i < 8; i++) {
        location |= (map >> (10 - i) & 1) << i;
      }
      return location | (map >> 1 & 1) << 8;
    }
  }

  /**
   * From the frames of an access unit; empty when it is not made of whole ones, the first of them
   * independent.
   */
  static Optional<Eac3Config> ofSample(Bytes sample) {
    List<Substream> substreams = new ArrayList<>();
    int at = 0;
    int bytes = 0;
    int samples = 0;
    int rate = 0;
    for (int count = 0; at < sample.length(); count++) {
      Optional<Eac3Frame> next = Eac3Frame.parse(sample.from(at));
      if (next.isEmpty() || count == MAX_FRAMES) {
        return Optional.empty();
      }
      Eac3Frame frame = next.get();
      at += frame.length();
      bytes += frame.length();
      if (frame.dependent()) {
        if (substreams.isEmpty()) {
          return Optional.empty();
        }
        // A later block set of the same access unit repeats its substreams.
        if (samples == frame.blocks() * 256) {
          substreams.addLast(substreams.removeLast().with(frame));
        }
        continue;
      }
      if (frame.substream() == 0) {
        samples += frame.blocks() * 256;
        rate = frame.sampleRate();
      }
      if (frame.substream() == substreams.size() && substreams.size() < MAX_SUBSTREAMS) {
        substreams.add(
            new Substream(frame.rateCode(), frame.bsid(), frame.channelMode(), frame.lfe(), 0, 0));
      }
    }
    if (samples == 0 || substreams.isEmpty()) {
      return Optional.empty();
    }
    long kilobits = (long) bytes * 8 * rate / samples / 1000;
    return Optional.of(new Eac3Config((int) Math.min(kilobits, 8191), substreams));
  }

  static Eac3Config parse(Bytes config) {
    BitReader in = new BitReader(config);
    int kilobits = in.bits(13);
    int count = in.bits(3) + 1;
    List<Substream> substreams = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int rate = in.bits(2);
      int bsid = in.bits(5);
      in.skip(1 + 1 + 3); // reserved, asvc, bsmod
      int mode = in.bits(3);
      boolean lfe = in.flag();
      in.skip(3);
      int dependents = in.bits(4);
      int location = in.bits(dependents > 0 ? 9 : 1);
      substreams.add(
          new Substream(rate, bsid, mode, lfe, dependents, dependents > 0 ? location : 0));
    }
    if (config.length() < 5) {
      throw XliveException.malformed("no E-AC-3 configuration");
    }
    return new Eac3Config(kilobits, List.copyOf(substreams));
  }

  Bytes write() {
    BitWriter out = new BitWriter().bits(kilobits, 13).bits(substreams.size() - 1L, 3);
    for (Substream one : substreams) {
      out.bits(one.rateCode(), 2).bits(one.bsid(), 5).bits(0, 5);
      out.bits(one.channelMode(), 3).flag(one.lfe()).bits(0, 3).bits(one.dependents(), 4);
      out.bits(one.dependents() > 0 ? one.location() : 0, one.dependents() > 0 ? 9 : 1);
    }
    return out.build();
  }

  /** Of the first program, which is the one that plays. */
  int sampleRate() {
    return Eac3Frame.sampleRate(substreams.getFirst().rateCode(), 0);
  }

  int channels() {
    return substreams.getFirst().channels();
  }
}
