package io.xlive.flv;

import static io.xlive.testkit.Frames.AUDIO;
import static io.xlive.testkit.Frames.VIDEO;
import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.mediakit.pace.Pace.Mode;
import io.xlive.testkit.Frames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlvSignalTest {
  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"AT_ONCE", "PER_PICTURE", "PICTURES"})
  void onlyThePictureThatBeginsAGroupLeavesAlone(Mode mode) {
    assertThat(FlvSignal.alone(mode, Frames.key(VIDEO, 0))).isTrue();
    assertThat(FlvSignal.alone(mode, Frames.delta(VIDEO, 0))).isFalse();
    assertThat(FlvSignal.alone(mode, Frames.key(AUDIO, 0))).isFalse();
  }

  @Test
  void nearSaturationNothingLeavesAlone() {
    assertThat(FlvSignal.alone(Mode.TICK, Frames.key(VIDEO, 0))).isFalse();
  }
}
