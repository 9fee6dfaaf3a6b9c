package io.xlive.plugin.h264;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.nal.NalRole;
import io.xlive.mediakit.nal.NalSyntax;
import io.xlive.mediakit.nal.NalUnits;
import io.xlive.mediakit.nal.SeiMessages;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import java.util.ArrayList;
import java.util.List;

/** NAL units of H.264: ITU-T H.264, 7.3.1 and Table 7-1. */
final class H264Syntax implements NalSyntax {
  private static final int SLICE = 1;
  private static final int PARTITION_A = 2;
  private static final int IDR = 5;
  private static final int SEI = 6;
  private static final int SPS = 7;
  private static final int PPS = 8;
  private static final int DELIMITER = 9;

  /** Slots of picture parameter sets come behind those of sequence parameter sets. */
  private static final int PPS_SLOT = 1 << 8;

  /** primary_pic_type 7: any slice type. */
  private static final Bytes ANY_PICTURE = Bytes.copyOf((byte) DELIMITER, (byte) 0xF0);

  private static int type(Bytes unit) {
    return unit.u8(0) & 31;
  }

  @Override
  public NalRole role(Bytes unit) {
    return switch (type(unit)) {
      case SLICE, PARTITION_A, 3, 4, IDR -> NalRole.PICTURE;
      case SPS, PPS -> NalRole.PARAMETER_SET;
      case DELIMITER -> NalRole.DELIMITER;
      default -> NalRole.OTHER;
    };
  }

  @Override
  public int headerSize() {
    return 1;
  }

  @Override
  public boolean supplemental(int firstByte) {
    return (firstByte & 31) == SEI;
  }

  @Override
  public boolean wellFormed(Bytes unit) {
    boolean picture = role(unit) == NalRole.PICTURE;
    return (unit.u8(0) & 0x80) == 0 && unit.length() >= (picture ? 2 : 1);
  }

  @Override
  public int slot(Bytes set) {
    if (type(set) == SPS) {
      return SequenceParameterSet.id(set);
    }
    return PPS_SLOT + new BitReader(NalUnits.payload(set, 1, 16)).ue(255);
  }

  @Override
  public boolean sequenceLevel(int slot) {
    return slot < PPS_SLOT;
  }

  /**
   * Key: an IDR picture; or one of intra slices only at which decoding recovers at once, that is
   * with a recovery point of 0 frames or parameter sets of its own (open GOPs). A gradual refresh
   * is none: decoding could begin there, but not with a whole picture.
   */
  @Override
  public FrameFlags flags(List<Bytes> units, Bytes config) {
    boolean disposable = true;
    boolean idr = false;
    for (Bytes unit : units) {
      if (role(unit) == NalRole.PICTURE) {
        disposable &= (unit.u8(0) & 0x60) == 0;
        idr |= type(unit) == IDR;
      }
    }
    boolean key = idr || (!disposable && intraOnly(units) && recovers(units));
    return FrameFlags.of(key, disposable && !key);
  }

  private boolean intraOnly(List<Bytes> units) {
    for (Bytes unit : units) {
      int type = type(unit);
      if (type == SLICE || type == PARTITION_A) {
        BitReader in = new BitReader(NalUnits.payload(unit, 1, 12));
        in.ue(); // first_mb_in_slice
        int slice = in.ue(9) % 5;
        if (slice != 2 && slice != 4) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean recovers(List<Bytes> units) {
    for (Bytes unit : units) {
      boolean recovery =
          type(unit) == SEI
              && SeiMessages.find(unit, 1, SeiMessages.RECOVERY_POINT)
                  .filter(SeiMessages::recoversAtOnce)
                  .isPresent();
      if (recovery || type(unit) == SPS) {
        return true;
      }
    }
    return false;
  }

  @Override
  public int lengthSize(Bytes config) {
    return AvcConfig.lengthSize(config);
  }

  @Override
  public List<Bytes> parameterSets(Bytes config) {
    AvcConfig parsed = AvcConfig.parse(config);
    List<Bytes> sets = new ArrayList<>(parsed.sps());
    sets.addAll(parsed.pps());
    return sets;
  }

  @Override
  public Bytes config(List<Bytes> sets, int lengthSize) {
    List<Bytes> sps = sets.stream().filter(s -> type(s) == SPS).toList();
    List<Bytes> pps = sets.stream().filter(s -> type(s) == PPS).toList();
    return AvcConfig.write(lengthSize, sps, pps);
  }

  @Override
  public FormatDetails.Video details(Bytes config) {
    return AvcConfig.parse(config).details();
  }

  @Override
  public void check(Bytes config) {
    AvcConfig parsed = AvcConfig.parse(config);
    if (parsed.sps().stream().anyMatch(s -> type(s) != SPS)) {
      throw XliveException.malformed("AVC configuration record with something else for an SPS");
    }
    parsed.details();
  }

  @Override
  public Bytes delimiter() {
    return ANY_PICTURE;
  }
}
