package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.xlive.spi.XliveException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtmpHandshakeHandlerTest {
  private static final int SIZE = HandshakeDigest.SIZE;

  @Test
  void echoesASimpleHandshake() {
    byte[] c0c1 = ClientHandshake.c0c1(Optional.empty(), 1);
    byte[] answer = answer(channel(), c0c1);
    assertThat(answer).hasSize(1 + 2 * SIZE);
    assertThat(answer[0]).isEqualTo((byte) 3);
    assertThat(Arrays.copyOfRange(answer, 5, 9)).containsOnly(0);
    assertThat(Arrays.copyOfRange(answer, 1 + SIZE + 8, 1 + 2 * SIZE))
        .isEqualTo(Arrays.copyOfRange(c0c1, 9, 1 + SIZE));
  }

  @ParameterizedTest
  @EnumSource
  void signsItsAnswersToADigest(HandshakeDigest.Schema schema) {
    for (int seed = 0; seed < 50; seed++) {
      byte[] c0c1 = ClientHandshake.c0c1(Optional.of(schema), seed);
      byte[] answer = answer(channel(), c0c1);
      byte[] s1 = Arrays.copyOfRange(answer, 1, 1 + SIZE);
      byte[] s2 = Arrays.copyOfRange(answer, 1 + SIZE, 1 + 2 * SIZE);
      assertThat(ServerSignatures.validBlock(s1, schema)).isTrue();
      assertThat(ServerSignatures.validAnswer(s2, Arrays.copyOfRange(c0c1, 1, 1 + SIZE), schema))
          .isTrue();
    }
  }

  @Test
  void fallsBackToSimpleWhenTheDigestIsWrong() {
    byte[] c0c1 = ClientHandshake.c0c1(Optional.of(HandshakeDigest.Schema.DIGEST_FIRST), 3);
    c0c1[900] ^= 1;
    byte[] answer = answer(channel(), c0c1);
    assertThat(Arrays.copyOfRange(answer, 1 + SIZE + 8, 1 + 2 * SIZE))
        .isEqualTo(Arrays.copyOfRange(c0c1, 9, 1 + SIZE));
  }

  @Test
  void passesOnWhatIsGluedToC2OneByteAtATime() {
    EmbeddedChannel channel = channel();
    byte[] c0c1 = ClientHandshake.c0c1(Optional.empty(), 1);
    for (byte b : c0c1) {
      channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {b}));
    }
    assertThat((Object) channel.readOutbound()).isNotNull();
    byte[] glued = Arrays.copyOf(new byte[SIZE], SIZE + 3);
    glued[SIZE] = 42;
    channel.writeInbound(Unpooled.wrappedBuffer(glued));
    ByteBuf rest = channel.readInbound();
    assertThat(rest.readableBytes()).isEqualTo(3);
    assertThat(rest.readByte()).isEqualTo((byte) 42);
    rest.release();
    assertThat(channel.pipeline().get(RtmpHandshakeHandler.class)).isNull();
    channel.finishAndReleaseAll();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, 6, 8, 0x16, 'G', 0xFF})
  void answersNothingToAnotherVersion(int version) {
    EmbeddedChannel channel = channel();
    byte[] bytes = new byte[2_000];
    bytes[0] = (byte) version;
    assertThatThrownBy(() -> channel.writeInbound(Unpooled.wrappedBuffer(bytes)))
        .isInstanceOf(XliveException.class);
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[100]));
    assertThat((Object) channel.readOutbound()).isNull();
    channel.finishAndReleaseAll();
  }

  private static EmbeddedChannel channel() {
    return new EmbeddedChannel(new RtmpHandshakeHandler(new Random(7)));
  }

  private static byte[] answer(EmbeddedChannel channel, byte[] c0c1) {
    channel.writeInbound(Unpooled.wrappedBuffer(c0c1));
    ByteBuf out = channel.readOutbound();
    byte[] answer = new byte[out.readableBytes()];
    out.readBytes(answer);
    out.release();
    channel.finishAndReleaseAll();
    return answer;
  }
}
