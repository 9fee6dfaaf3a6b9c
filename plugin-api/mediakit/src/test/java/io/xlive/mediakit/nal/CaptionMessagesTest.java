package io.xlive.mediakit.nal;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.CaptionChannels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptionMessagesTest {
  private static final String GA94 = "b5 0031 47413934 03 ";

  @ParameterizedTest
  @CsvSource({
    "fc 94 20, [1], []", // resume caption loading on CC1
    "fc 1c 20, [2], []",
    "fd 15 20, [3], []",
    "fd 9d 20, [4], []",
    "f8 94 20, [], []", // not valid
    "fc 80 80, [], []", // nothing to say
    "fc c1 c2, [], []", // letters, of whichever channel
    "fd 01 03, [], []", // XDS of the second field
    "ff 02 21, [], [1]", // a packet of four bytes: service 1, one byte
    "fb 02 21, [], []",
    "ff 02 20, [], []", // an empty block
    "ff 02 00, [], []" // a null block
  })
  void aTripletTellsItsChannel(String triplet, String lines, String services) {
    CaptionChannels found = found(triplet);
    assertThat(found.lines()).hasToString(lines);
    assertThat(found.services()).hasToString(services);
  }

  @Test
  void servicesOfOnePacketAreFoundBlockByBlock() {
    // Sequence 1, ten bytes: service 1 of two, service 6 of one, service 9 of one, a null block.
    assertThat(found("ff 45 22", "fe aa bb", "fe c1 cc", "fe e1 09", "fe dd 00").services())
        .containsExactly(1, 6, 9);
    // The packet of two bytes ends before what would be service 2.
    assertThat(found("ff 01 21", "fe 41 41").services()).containsExactly(1);
    // Without its beginning a packet says nothing.
    assertThat(found("fe 21 41").services()).isEmpty();
    // Padding ends it.
    assertThat(found("ff 05 21", "fa 00 00", "fe 41 41").services()).containsExactly(1);
  }

  @Test
  void messagesBeforeItArePassedOver() {
    String captions = message("fc 94 20");
    assertThat(in("05 02 0102" + captions + "80").lines()).containsExactly(1);
    assertThat(in("05 ff 01" + "aa".repeat(256) + captions + "80").lines()).containsExactly(1);
  }

  @Test
  void emulationPreventionBytesAreNoPayload() {
    // The pair 00 00, and the first byte of the next triplet behind it.
    assertThat(in("04 10" + GA94 + "42 ff f8 0000 03 01 0101 fc9420 80").lines()).isEmpty();
    assertThat(in("04 13" + GA94 + "43 ff f8 0000 03 01 0101 fc 9420 80").lines())
        .containsExactly(1);
    assertThat(in("05 03 0000 03 01" + message("fc 94 20") + "80").lines()).containsExactly(1);
    assertThat(in("05 03 0000 01" + message("fc 94 20") + "80").lines()).containsExactly(1);
  }

  @Test
  void otherUserDataIsNone() {
    assertThat(in("04 0d b5 0031 44544731 03 41 ff fc9420 80").isEmpty()).isTrue();
    assertThat(in("04 0d b5 0031 47413934 06 41 ff fc9420 80").isEmpty()).isTrue();
    assertThat(in("04 0d" + GA94 + "01 ff fc9420 80").isEmpty()).as("not to be processed").isTrue();
    assertThat(in("04 0d" + GA94 + "40 ff fc9420 80").isEmpty()).as("of no triplet").isTrue();
    assertThat(in("05 0d" + GA94 + "41 ff fc9420 80").isEmpty()).as("another type").isTrue();
  }

  @Test
  void whatWasSeenStaysTheSameInstanceWhenNothingIsNew() {
    Bytes unit = Bytes.ofHex(message("fc 94 20") + "80");
    CaptionChannels seen = in(unit, unit.length(), CaptionChannels.NONE);
    assertThat(in(unit, unit.length(), seen)).isSameAs(seen);
  }

  @Test
  void anyBytesAreHarmless() {
    Bytes unit = Bytes.ofHex(message("ff 45 22", "fe aa bb", "fc 94 20") + "80");
    for (int end = 0; end < unit.length(); end++) {
      in(unit, end, CaptionChannels.NONE);
    }
  }

  private static CaptionChannels found(String... triplets) {
    return in(message(triplets) + "80");
  }

  private static CaptionChannels in(String hex) {
    Bytes unit = Bytes.ofHex(hex);
    return in(unit, unit.length(), CaptionChannels.NONE);
  }

  private static CaptionChannels in(Bytes unit, int end, CaptionChannels seen) {
    return SeiPayload.all(unit, 0, end, seen, CaptionMessages::message);
  }

  private static String message(String... triplets) {
    String body =
        GA94 + "%02x ff ".formatted(0x40 | triplets.length) + String.join(" ", triplets) + " ff";
    return "04 %02x ".formatted(Bytes.ofHex(body).length()) + body + " ";
  }
}
