package io.xlive.mediakit.flv;

import io.xlive.spi.media.Bytes;
import java.util.List;

/** Good messages to damage. */
final class FlvSeeds {
  static final List<Bytes> VIDEO =
      List.of(
          Bytes.ofHex("17 00 000000 0142c00affe1000d6742c00a"),
          Bytes.ofHex("27 01 ffffb0 00000003 41 9a 00"),
          Bytes.ofHex("1c 01 000005 00000001 26"),
          Bytes.ofHex("91 68766331 ffffb0 aabbcc"),
          Bytes.ofHex("d4 61763031 02 0009 636f6c6f72496e666f 03 0000 09"),
          Bytes.ofHex(
              "97 00 ee 17 02 000064 06 11 68766331 00 000006 000028 aabbcc 01 000006 ffffd8"
                  + " aabbcc"),
          Bytes.ofHex("97 ff 0102 000000 00 03 96 20 68766331 00 000003 aabbcc 61763031 ff 000000"),
          Bytes.ofHex("57 00"));

  static final List<Bytes> AUDIO =
      List.of(
          Bytes.ofHex("af 00 1190 56e500"),
          Bytes.ofHex("af 01 210049"),
          Bytes.ofHex("2f fffb9064"),
          Bytes.ofHex("90 4f707573 4f70757348656164 0102"),
          Bytes.ofHex("94 6d703461 01 06 0000003f"),
          Bytes.ofHex("94 6d703461 02 02 0001"),
          Bytes.ofHex("97 02 000064 05 11 6d703461 00 000002 aabb 01 000002 ccdd"),
          Bytes.ofHex("95 20 6d703461 00 000002 1190 664c6143 01 000001 00"));

  private FlvSeeds() {}
}
