package io.xlive.plugin.hevc;

import io.xlive.mediakit.bits.BitReader;
import io.xlive.mediakit.nal.NalRole;
import io.xlive.mediakit.nal.NalSyntax;
import io.xlive.mediakit.nal.NalUnits;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.FormatDetails;
import io.xlive.spi.media.FrameFlags;
import java.util.List;

/** NAL units of HEVC: ITU-T H.265, 7.3.1 and Table 7-1. */
final class HevcSyntax implements NalSyntax {
  static final int VPS = 32;
  static final int SPS = 33;
  static final int PPS = 34;
  static final int PREFIX_SEI = 39;

  private static final int SUFFIX_SEI = 40;

  private static final int HEADER = 2;
  private static final int LAST_SUB_LAYER_PICTURE = 15;
  private static final int FIRST_RANDOM_ACCESS = 16;
  private static final int LAST_RANDOM_ACCESS = 23;
  private static final int LAST_PICTURE = 31;
  private static final int DELIMITER = 35;

  /** Temporal id 0, pic_type 2: any slice type. */
  private static final Bytes ANY_PICTURE =
      Bytes.copyOf((byte) (DELIMITER << 1), (byte) 1, (byte) 0x50);

  static int type(Bytes unit) {
    return unit.u8(0) >> 1 & 63;
  }

  @Override
  public NalRole role(Bytes unit) {
    int type = type(unit);
    if (type <= LAST_PICTURE) {
      return NalRole.PICTURE;
    }
    return switch (type) {
      case VPS, SPS, PPS -> NalRole.PARAMETER_SET;
      case DELIMITER -> NalRole.DELIMITER;
      default -> NalRole.OTHER;
    };
  }

  @Override
  public int headerSize() {
    return HEADER;
  }

  @Override
  public boolean supplemental(int firstByte) {
    int type = firstByte >> 1 & 63;
    return type == PREFIX_SEI || type == SUFFIX_SEI;
  }

  @Override
  public boolean wellFormed(Bytes unit) {
    return unit.length() >= HEADER
        && (unit.u8(0) & 0x80) == 0
        && (unit.u8(1) & 7) != 0
        && (role(unit) != NalRole.PICTURE || unit.length() > HEADER);
  }

  @Override
  public int slot(Bytes set) {
    int type = type(set);
    int id =
        switch (type) {
          case VPS -> new BitReader(NalUnits.payload(set, HEADER, 4)).bits(4);
          case SPS -> SequenceParameterSet.id(set);
          default -> new BitReader(NalUnits.payload(set, HEADER, 16)).ue(63);
        };
    return type << 8 | id;
  }

  @Override
  public boolean sequenceLevel(int slot) {
    return slot >> 8 != PPS;
  }

  /**
   * Key: an intra random access point (IDR, BLA, CRA); leading pictures that refer to what came
   * before it are skipped by decoders that begin there. Disposable: a sub-layer non-reference
   * picture of the highest sub-layer, for higher ones may refer to it.
   */
  @Override
  public FrameFlags flags(List<Bytes> units, Bytes config) {
    boolean key = true;
    boolean disposable = true;
    int layers = HevcConfig.temporalLayers(config);
    for (Bytes unit : units) {
      int type = type(unit);
      if (type <= LAST_PICTURE) {
        key &= type >= FIRST_RANDOM_ACCESS && type <= LAST_RANDOM_ACCESS;
        boolean unused = type < LAST_SUB_LAYER_PICTURE && (type & 1) == 0;
        disposable &= unused && (unit.u8(1) & 7) >= layers && layers > 0;
      }
    }
    return FrameFlags.of(key, disposable);
  }

  @Override
  public int lengthSize(Bytes config) {
    return HevcConfig.lengthSize(config);
  }

  @Override
  public List<Bytes> parameterSets(Bytes config) {
    return HevcConfig.parse(config).units();
  }

  @Override
  public Bytes config(List<Bytes> sets, int lengthSize) {
    return HevcConfig.write(lengthSize, sets);
  }

  @Override
  public FormatDetails.Video details(Bytes config) {
    return HevcConfig.parse(config).details();
  }

  @Override
  public void check(Bytes config) {
    HevcConfig parsed = HevcConfig.parse(config);
    if (parsed.units().stream().anyMatch(u -> !wellFormed(u))) {
      throw XliveException.malformed("HEVC configuration record with a malformed NAL unit");
    }
    parsed.details();
  }

  @Override
  public Bytes delimiter() {
    return ANY_PICTURE;
  }
}
