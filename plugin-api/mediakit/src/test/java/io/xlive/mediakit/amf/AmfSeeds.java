package io.xlive.mediakit.amf;

import io.xlive.spi.media.Bytes;
import java.util.List;

/** Good messages to damage. */
final class AmfSeeds {
  static final List<Bytes> AMF0 =
      List.of(
          Bytes.ofHex(
              "02 0007 636f6e6e656374 00 3ff0000000000000"
                  + "03 0003 617070 02 0004 6c697665 0008 666c617368566572 05 0000 09"),
          Bytes.ofHex("08 00000002 0001 61 05 0001 62 0a 00000002 05 0101 0000 09 07 0000 07 0001"),
          Bytes.ofHex(
              "10 0001 43 0001 61 0b 4059000000000000 ffc4 0000 09 0f 00000004 3c612f3e 0c 00000002"
                  + " c3a9"),
          Bytes.ofHex("11 0a 0b 03 43 03 61 06 00 01 01 06 0d 0a 00000003 05 05 05"));

  static final List<Bytes> AMF3 =
      List.of(
          Bytes.ofHex("0a 23 03 43 03 61 03 62 04 81 05 06 00 0a 01 06 02 05 3ff0000000000000"),
          Bytes.ofHex("09 05 03 6b 04 01 01 04 02 04 03 09 00 0c 07 010203 08 01 4059000000000000"),
          Bytes.ofHex(
              "0d 05 00 00000001 ffffffff 0f 03 01 3ff0000000000000 10 03 00 01 03 11 03 00 06 03"
                  + " 61 04 05"),
          Bytes.ofHex("0b 09 3c612f3e 07 09 3c612f3e 06 03 61 06 00 0a 0b 01 03 78 04 09 01"),
          Bytes.ofHex(
              "0a 07 43 666c65782e6d6573736167696e672e696f2e4172726179436f6c6c656374696f6e 09 03 01"
                  + " 04 07"));

  private AmfSeeds() {}
}
