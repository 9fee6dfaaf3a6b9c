package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AggregateMessageTest {
  private static final int AUDIO = 8;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final List<RtmpMessage> parts = new ArrayList<>();

  private AggregateMessageTest part(int type, int time, int declared, int length) {
    body.write(type);
    number(declared, 3);
    number(time & 0xffffff, 3);
    body.write(time >>> 24);
    number(0, 3);
    body.writeBytes(new byte[length]);
    number(length + 11, 4);
    return this;
  }

  private void number(int value, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) {
      body.write(value >>> (8 * i));
    }
  }

  private void split(int timestamp) {
    AggregateMessage.split(
        new RtmpMessage(22, 1, timestamp, Bytes.copyOf(body.toByteArray())), parts::add);
  }

  @Test
  void partsKeepTheirDistancesAndBeginAtTheMessagesTime() {
    part(AUDIO, 500, 3, 3).part(9, 520, 4, 4).part(18, 540, 0, 0).split(9000);
    assertThat(parts).extracting(RtmpMessage::type).containsExactly(8, 9, 18);
    assertThat(parts).extracting(RtmpMessage::timestamp).containsExactly(9000, 9020, 9040);
    assertThat(parts).extracting(m -> m.payload().length()).containsExactly(3, 4, 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_095, 4_096})
  void soManyPartsMayBeInside(int count) {
    for (int i = 0; i < count; i++) {
      part(AUDIO, i, 0, 0);
    }
    split(0);
    assertThat(parts).hasSize(count);
  }

  @Test
  void oneMoreMayNot() {
    for (int i = 0; i < 4_097; i++) {
      part(AUDIO, i, 0, 0);
    }
    assertThatThrownBy(() -> split(0))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("more than 4096 parts");
  }

  @ParameterizedTest
  @ValueSource(ints = {22, 20, 17, 3, 0})
  void onlyMediaAndDataAreInsideAndNoOtherAggregate(int type) {
    part(type, 0, 0, 0);
    assertThatThrownBy(() -> split(0)).hasMessageContaining("a part of type " + type);
  }

  @Test
  void aLengthDoesNotLeadOutside() {
    part(AUDIO, 0, 4, 0).split(0);
    assertThat(parts).as("as far as the back pointer is read as payload").hasSize(1);
    parts.clear();
    body.reset();
    part(AUDIO, 0, 5, 0);
    assertThatThrownBy(() -> split(0)).hasMessageContaining("longer than the message");
    body.reset();
    body.writeBytes(new byte[10]);
    assertThatThrownBy(() -> split(0)).hasMessageContaining("a header is cut off");
  }
}
