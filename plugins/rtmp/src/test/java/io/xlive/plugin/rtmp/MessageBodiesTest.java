package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import org.junit.jupiter.api.Test;

class MessageBodiesTest {
  private static final long MIB = 1 << 20;

  private static boolean shared(MessageBodies bodies, int type, int length) {
    Bytes first = bodies.body(type, length, length).zeros(length).build();
    Bytes second = bodies.body(type, length, length).zeros(length).build();
    return Bytes.enclosing(first, second).isPresent();
  }

  /** With room in an array for both. */
  private static MessageBodies begun(long heap, int type) {
    MessageBodies bodies = new MessageBodies(heap);
    for (int i = 0; i < 3000; i++) {
      bodies.body(type, 100, 100).zeros(100).build();
    }
    // Whatever the place reached in an array: the next one begins with this.
    bodies.body(type, 1, 1).zeros(256 << 10).build();
    return bodies;
  }

  @Test
  void smallMessagesShareAndLargeOnesDoNot() {
    long heap = 6000 * MIB;
    assertThat(shared(begun(heap, MessageType.VIDEO), MessageType.VIDEO, 64 << 10)).isTrue();
    assertThat(shared(begun(heap, MessageType.VIDEO), MessageType.VIDEO, (64 << 10) + 1)).isFalse();
    assertThat(shared(begun(heap, MessageType.AUDIO), MessageType.AUDIO, 16 << 10)).isTrue();
    assertThat(shared(begun(heap, MessageType.AUDIO), MessageType.AUDIO, (16 << 10) + 1)).isFalse();
    assertThat(shared(begun(heap, MessageType.DATA_AMF0), MessageType.DATA_AMF0, 10)).isFalse();
  }

  @Test
  void aSmallHeapHasSmallArrays() {
    long heap = 64 * MIB;
    assertThat(shared(begun(heap, MessageType.VIDEO), MessageType.VIDEO, 1024)).isTrue();
    assertThat(shared(begun(heap, MessageType.VIDEO), MessageType.VIDEO, 1025)).isFalse();
  }

  @Test
  void whatBeginsMeanwhileIsGatheredElsewhere() {
    MessageBodies bodies = new MessageBodies(6000 * MIB);
    BytesBuilder first = bodies.body(MessageType.VIDEO, 10, 10).u8(1);
    assertThat(bodies.body(MessageType.VIDEO, 10, 10)).isNotSameAs(first);
    first.clear();
    assertThat(bodies.body(MessageType.VIDEO, 10, 10)).isSameAs(first);
  }
}
