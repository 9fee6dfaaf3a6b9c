package io.xlive.mediakit.scte35;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.mediakit.Mutants;
import io.xlive.mediakit.ts.Crc32Mpeg;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpliceSectionTest {
  /** Made by others: an insert with a duration of 45.5 s, and a placement opportunity. */
  private static final Bytes INSERT =
      base64("/DAlAAAAAAAAAP/wFAVDE1agf+//yBysA/4APcxQAAAAAAAAXhEvvQ==");

  private static final Bytes SIGNAL =
      base64("/DA0AAAAAAAA///wBQb+cr0AUAAeAhxDVUVJSAAAjn/PAAGlmbAICAAAAAAsoKGKNAIAmsnRfg==");

  private static Bytes base64(String text) {
    return Bytes.copyOf(Base64.getDecoder().decode(text));
  }

  /** With the right sum at its end. */
  private static Bytes summed(Bytes section) {
    Bytes body = section.slice(0, section.length() - 4);
    return new BytesBuilder(64).bytes(body).u32(Crc32Mpeg.of(body)).build();
  }

  @Test
  void sectionsOfOthers() {
    assertThat(SpliceSection.parse(INSERT))
        .isEqualTo(
            new SpliceSection(SpliceSection.Command.OUT, 0x431356A0L, Optional.of(4_050_000L)));
    assertThat(SpliceSection.parse(SIGNAL))
        .isEqualTo(
            new SpliceSection(SpliceSection.Command.OUT, 0x4800008EL, Optional.of(27_630_000L)));
  }

  @ParameterizedTest
  @CsvSource({
    "22, OUT",
    "23, IN",
    "30, OUT",
    "31, IN",
    "34, OUT",
    "35, IN",
    "36, OUT",
    "37, IN",
    "10, OTHER",
    "40, OTHER"
  })
  void segmentationTypes(String type, SpliceSection.Command command) {
    byte[] bytes = SIGNAL.toArray();
    bytes[bytes.length - 7] = (byte) Integer.parseInt(type, 16);
    assertThat(SpliceSection.parse(summed(Bytes.copyOf(bytes))).command()).isEqualTo(command);
  }

  @Test
  void aSignOfLifeAsksForNothing() {
    Bytes heartbeat = summed(Bytes.ofHex("fc301100000000000000fff000000000 00000000"));
    assertThat(SpliceSection.parse(heartbeat).command()).isEqualTo(SpliceSection.Command.NONE);
  }

  @Test
  void aWrongSumOrLengthIsRefused() {
    for (int i = 0; i < INSERT.length(); i++) {
      byte[] bytes = INSERT.toArray();
      bytes[i] ^= 1;
      Bytes damaged = Bytes.copyOf(bytes);
      Bytes cut = INSERT.slice(0, i);
      assertThatThrownBy(() -> SpliceSection.parse(damaged)).isInstanceOf(XliveException.class);
      assertThatThrownBy(() -> SpliceSection.parse(cut)).isInstanceOf(XliveException.class);
    }
  }

  @Test
  void hostileSectionsOfARightSumAreReadOrMalformed() {
    Mutants.run(
        20_000,
        List.of(INSERT, SIGNAL),
        mutant -> {
          if (mutant.length() > 20) {
            byte[] bytes = mutant.toArray();
            bytes[0] = (byte) 0xFC;
            bytes[1] = (byte) (0x30 | (bytes.length - 3) >> 8);
            bytes[2] = (byte) (bytes.length - 3);
            bytes[3] = 0;
            SpliceSection.parse(summed(Bytes.copyOf(bytes)));
          }
          SpliceSection.parse(mutant);
        });
  }
}
