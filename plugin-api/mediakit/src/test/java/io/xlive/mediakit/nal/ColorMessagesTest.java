package io.xlive.mediakit.nal;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.ColorDescription;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColorMessagesTest {
  private static final ColorDescription PLAIN = ColorDescription.of(9, 14, 9, false, 10);
  private static final String DISPLAY = "33c286c41d4c0bb884d03e803d134042009896800000000a";

  /** An emulation prevention byte after each pair of zeroes that a byte of 0 to 3 follows. */
  private static final String DISPLAY_IN_UNIT =
      "33c286c41d4c0bb884d03e803d13404200989680000003000a";

  @ParameterizedTest
  @CsvSource({"1, SDR", "4, SDR", "15, SDR", "16, PQ", "17, SDR", "18, HLG"})
  void thePreferredTransferReplacesTheOther(int transfer, String range) {
    ColorDescription color = in("93 01 %02x 80".formatted(transfer), PLAIN);
    assertThat(color).isEqualTo(ColorDescription.of(9, transfer, 9, false, 10));
    assertThat(color.videoRange()).isEqualTo(range);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 3, 19, 255})
  void aTransferThatSaysNothingIsNone(int transfer) {
    assertThat(in("93 01 %02x 80".formatted(transfer), PLAIN)).isSameAs(PLAIN);
  }

  @Test
  void displayAndLightAreTakenAsTheBoxesHaveThem() {
    ColorDescription color = in("89 18" + DISPLAY_IN_UNIT + "90 04 03e80190 80", PLAIN);
    assertThat(color.masteringDisplay()).hasValue(Bytes.ofHex(DISPLAY));
    assertThat(color.contentLight()).hasValue(Bytes.ofHex("03e80190"));
    assertThat(color.transfer()).isEqualTo(14);
    ColorDescription darker = in("90 04 03e70190 80", color);
    assertThat(darker.contentLight()).hasValue(Bytes.ofHex("03e70190"));
    assertThat(darker.masteringDisplay()).isEqualTo(color.masteringDisplay());
  }

  @Test
  void theSameAgainIsTheSameInstance() {
    String all = "89 18" + DISPLAY_IN_UNIT + "90 04 03e80190 93 01 12 80";
    ColorDescription color = in(all, PLAIN);
    assertThat(color.videoRange()).isEqualTo("HLG");
    assertThat(in(all, color)).isSameAs(color);
    assertThat(in("06 01 c4 80", color)).isSameAs(color);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing
        "80",
        "93", // no size
        "93 80",
        "93 00 80", // too short by a byte
        "90 03 03e801 80",
        "89 17 33c286c41d4c0bb884d03e803d134042009896800000 0a 80",
        "93 01 80", // ends before its payload: the last byte is the trailing bits
        "90 04 03e801 80",
        "89 18 33c286c4 80",
        "90 ff ff ff ff 04 03 80",
        "92 01 12 80", // other types
        "94 01 12 80",
        "ff 93 01 12 80",
      })
  void whatIsNoneOrIncompleteChangesNothing(String hex) {
    assertThat(in(hex, PLAIN)).isSameAs(PLAIN);
  }

  @Test
  void aLongerMessageIsReadAsFarAsItIsKnown() {
    assertThat(in("90 05 03e80190 ff 93 02 12 00 80", PLAIN))
        .isEqualTo(
            new ColorDescription(
                9, 18, 9, false, 10, Optional.empty(), Optional.of(Bytes.ofHex("03e80190"))));
  }

  @Test
  void anyBytesAreHarmless() {
    Bytes unit = Bytes.ofHex("89 18" + DISPLAY_IN_UNIT + "90 04 03e80190 93 01 12 80");
    for (int end = 0; end < unit.length(); end++) {
      byte[] mutant = unit.slice(0, end + 1).toArray();
      for (int value = 0; value < 256; value++) {
        mutant[end / 2] = (byte) value;
        ColorDescription color = in(Bytes.copyOf(mutant), PLAIN);
        assertThat(color.masteringDisplay().map(Bytes::length).orElse(24)).isEqualTo(24);
        assertThat(color.contentLight().map(Bytes::length).orElse(4)).isEqualTo(4);
      }
    }
  }

  private static ColorDescription in(String hex, ColorDescription known) {
    return in(Bytes.ofHex(hex), known);
  }

  private static ColorDescription in(Bytes unit, ColorDescription known) {
    return SeiPayload.all(unit, 0, unit.length(), known, ColorMessages::message);
  }
}
