package io.xlive.spi.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChannelLayoutTest {
  private static final FormatDetails.Audio STEREO =
      new FormatDetails.Audio("opus", 48_000, 2, 960, Optional.of("de"));

  @Test
  void isOfSoManyChannels() {
    for (ChannelLayout layout :
        new ChannelLayout[] {
          new ChannelLayout.Native(0x600), new ChannelLayout.Custom(Bytes.ofHex("01ff"))
        }) {
      assertThat(layout.fits(1)).isFalse();
      assertThat(layout.fits(2)).isTrue();
      assertThat(layout.fits(3)).isFalse();
    }
    assertThat(new ChannelLayout.Native(-1).fits(32)).isTrue();
    assertThat(ChannelLayout.UNSPECIFIED.fits(255)).isTrue();
  }

  @Test
  void hasAtLeastOneSpeakerAndAtMost255Channels() {
    assertThatThrownBy(() -> new ChannelLayout.Native(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ChannelLayout.Custom(Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new ChannelLayout.Custom(Bytes.copyOf(new byte[255])).fits(255)).isTrue();
    Bytes tooMany = Bytes.copyOf(new byte[256]);
    assertThatThrownBy(() -> new ChannelLayout.Custom(tooMany))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFormatHasNoLayoutOfAnotherNumberOfChannels() {
    Optional<ChannelLayout> mono = Optional.of(new ChannelLayout.Native(4));
    assertThatThrownBy(
            () -> new FormatDetails.Audio("opus", 48_000, 2, 960, Optional.empty(), mono))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(STEREO.withLayout(2, mono.get()).layout()).hasValue(ChannelLayout.UNSPECIFIED);
    assertThat(STEREO.withLayout(1, mono.get()).withLanguage("fr"))
        .isEqualTo(new FormatDetails.Audio("opus", 48_000, 1, 960, Optional.of("fr"), mono));
  }
}
