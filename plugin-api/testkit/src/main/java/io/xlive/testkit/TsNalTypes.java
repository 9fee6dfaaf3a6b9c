package io.xlive.testkit;

import io.xlive.spi.media.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The NAL unit types of a byte stream (Annex B of ITU-T H.264 and H.265), read without the server's
 * own code.
 */
final class TsNalTypes {
  private TsNalTypes() {}

  static List<Integer> of(Bytes data, IntUnaryOperator typeOfFirstByte) {
    List<Integer> types = new ArrayList<>();
    int zeros = 0;
    for (int i = 0; i + 1 < data.length(); i++) {
      int value = data.u8(i);
      if (value == 1 && zeros >= 2) {
        types.add(typeOfFirstByte.applyAsInt(data.u8(i + 1)));
      }
      zeros = value == 0 ? zeros + 1 : 0;
    }
    return types;
  }
}
