package io.xlive.mediakit.iso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.spi.media.FrameFlags;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BoxReaderTest {
  @Test
  void largeAndOpenSizesAreRead() {
    assertThat(BoxReader.dump(Bytes.ofHex("00000001 66726565 0000000000000011 ff")))
        .isEqualTo("free [17] ff\n");
    assertThat(BoxReader.dump(Bytes.ofHex("00000000 6d646174 0102"))).isEqualTo("mdat [10] 0102\n");
  }

  @Test
  void sizesAtBelowAndAboveWhatIsThere() {
    assertThat(BoxReader.read(Bytes.ofHex("00000008 66726565"))).hasSize(1);
    for (String hex :
        List.of(
            "00000007 66726565",
            "00000009 66726565",
            "000000",
            "00000001 66726565 00000000000000",
            "00000001 66726565 000000000000000f",
            "00000001 66726565 8000000000000010")) {
      assertThatThrownBy(() -> BoxReader.read(Bytes.ofHex(hex)))
          .as(hex)
          .isInstanceOf(XliveException.class);
    }
  }

  @Test
  void nestingIsBounded() {
    assertThat(BoxReader.read(nested(16))).hasSize(1);
    assertThatThrownBy(() -> BoxReader.read(nested(17))).hasMessageContaining("deeper than 16");
  }

  private static Bytes nested(int levels) {
    BytesBuilder out = new BytesBuilder();
    for (int i = levels; i > 0; i--) {
      out.u32(8L * i).ascii("moov");
    }
    return out.build();
  }

  @Test
  void garbageIsMalformedAndNothingElse() {
    byte[] init = InitSection.of(Samples.VIDEO, Samples.codec(Samples.VIDEO)).toArray();
    byte[] fragment =
        FragmentWriter.fragment(
                1, 0, List.of(Samples.frame(Samples.VIDEO, 0, 0, FrameFlags.KEY, "0011")), 40)
            .toArray();
    Random random = new Random(20260101);
    int refused = 0;
    for (int i = 0; i < 200_000; i++) {
      byte[] mutant = (i % 2 == 0 ? init : fragment).clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(8) == 0 ? random.nextInt(mutant.length) : mutant.length;
      try {
        BoxReader.read(Bytes.copyOf(mutant).slice(0, length));
      } catch (XliveException e) {
        refused++;
      }
    }
    assertThat(refused).as("many of them are broken").isGreaterThan(20_000);
  }
}
