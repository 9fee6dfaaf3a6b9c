package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.testkit.ConfigDefaults;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtmpChunkDecoderTest {
  private static final RtmpLimits LIMITS = ConfigDefaults.of(RtmpLimits.class);

  @Test
  void readsTheSameMessagesWhereverTheBytesAreCut() {
    byte[] session = session();
    List<RtmpMessage> whole = decode(session, session.length);
    assertThat(whole).hasSize(10);
    for (int cut = 0; cut <= session.length; cut++) {
      EmbeddedChannel channel = channel();
      channel.writeInbound(Unpooled.copiedBuffer(session, 0, cut));
      channel.writeInbound(Unpooled.copiedBuffer(session, cut, session.length - cut));
      assertThat(messages(channel)).as("cut at %d", cut).isEqualTo(whole);
    }
    assertThat(decode(session, 1)).isEqualTo(whole);
    assertThat(decode(session, 7)).isEqualTo(whole);
  }

  /**
   * Every header form, interleaved messages, all id forms, changed chunk size, a zero-length
   * message.
   */
  static byte[] session() {
    return new ChunkText()
        .full(3, 1000, 200, 20, 1)
        .payload(0, 128)
        .full(4, 1005, 4, 8, 1)
        .payload(9, 4)
        .same(3)
        .payload(128, 72)
        .noStream(4, 20, 5, 8)
        .payload(1, 5)
        .deltaOnly(4, 23)
        .payload(2, 5)
        .same(4)
        .payload(3, 5)
        .full(100, 7, 1, 9, 1)
        .payload(5, 1)
        .full(65_599, 8, 1, 9, 1)
        .payload(6, 1)
        .full(2, 0, 4, 1, 0)
        .u32(10)
        .full(6, 0xFFFFFF, 25, 9, 1)
        .u32(0x01000000)
        .payload(0, 10)
        .same(6)
        .u32(0x01000000)
        .payload(10, 10)
        .same(6)
        .u32(0x01000000)
        .payload(20, 5)
        .full(5, 0, 0, 18, 1)
        .build();
  }

  @Test
  void addsDeltasAndReusesTheLastOneForFormat3() {
    List<RtmpMessage> messages = decode(session(), 4096);
    assertThat(messages)
        .filteredOn(message -> message.type() == MessageType.AUDIO)
        .extracting(RtmpMessage::timestamp)
        .containsExactly(1005, 1025, 1048, 1071);
  }

  @Test
  void takesTheTimestampOfFormat0AsDeltaOfAFormat3MessageBehindIt() {
    List<RtmpMessage> messages =
        decode(
            new ChunkText().full(4, 40, 1, 8, 1).payload(1, 1).same(4).payload(2, 1).build(), 99);
    assertThat(messages).extracting(RtmpMessage::timestamp).containsExactly(40, 80);
  }

  @Test
  void wrapsTimestampsAt32Bits() {
    byte[] bytes =
        new ChunkText()
            .full(4, 0xFFFFFF, 1, 8, 1)
            .u32(0xFFFF_FFF0L)
            .payload(1, 1)
            .deltaOnly(4, 0x20)
            .payload(1, 1)
            .build();
    assertThat(decode(bytes, 99)).extracting(RtmpMessage::timestamp).containsExactly(-16, 16);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesExtendedTimestampsRepeatedOrNotOnFormat3(boolean repeated) {
    ChunkText text =
        new ChunkText().full(6, 0xFFFFFF, 130, 9, 1).u32(20_000_000).payload(0, 128).same(6);
    if (repeated) {
      text.u32(20_000_000);
    }
    byte[] bytes = text.payload(128, 2).full(4, 5, 1, 8, 1).payload(0, 1).build();
    for (int step : new int[] {1, 2, 3, 4096}) {
      List<RtmpMessage> messages = decode(bytes, step);
      assertThat(messages).hasSize(2);
      assertThat(messages.getFirst().timestamp()).isEqualTo(20_000_000);
      assertThat(messages.getFirst().payload().u8(129)).isEqualTo(129);
    }
  }

  @Test
  void forgetsAnAbortedMessage() {
    byte[] bytes =
        new ChunkText()
            .full(6, 1, 300, 9, 1)
            .payload(0, 128)
            .full(2, 0, 4, 2, 0)
            .u32(6)
            .full(6, 2, 1, 9, 1)
            .payload(7, 1)
            .build();
    assertThat(decode(bytes, 4096))
        .filteredOn(message -> message.type() == MessageType.VIDEO)
        .extracting(RtmpMessage::timestamp)
        .containsExactly(2);
  }

  @Test
  void anAbortedMessageLeavesNothingBehind() {
    byte[] bytes =
        new ChunkText()
            .full(6, 1, 300, 9, 1)
            .payload(9, 128)
            .full(2, 0, 4, 2, 0)
            .u32(6)
            .full(6, 2, 3, 9, 1)
            .payload(7, 3)
            .build();
    assertThat(video(decode(bytes, 4096))).extracting(Bytes::toHex).containsExactly("070809");
  }

  @Test
  void smallMediaMessagesLieInOneArray() {
    ChunkText text = new ChunkText();
    for (int i = 0; i < 20; i++) {
      text.full(6, i, 100, 9, 1).payload(i, 100);
      text.full(4, i, 50, 8, 1).payload(i, 50);
    }
    List<Bytes> pictures = video(decode(text.build(), 512));
    assertThat(pictures).hasSize(20);
    for (int i = 0; i < 20; i++) {
      byte[] sent = new ChunkText().payload(i, 100).build();
      assertThat(pictures.get(i)).isEqualTo(Bytes.copyOf(sent));
    }
    assertThat(Bytes.enclosing(pictures.get(18), pictures.get(19)).map(Bytes::length))
        .contains(200);
  }

  @Test
  void messagesThatInterleaveKeepApart() {
    byte[] bytes =
        new ChunkText()
            .full(6, 1, 130, 9, 1)
            .payload(0, 128)
            .full(7, 2, 129, 9, 1)
            .payload(50, 128)
            .same(6)
            .payload(128, 2)
            .same(7)
            .payload(50 + 128, 1)
            .build();
    byte[] first = new ChunkText().payload(0, 130).build();
    byte[] second = new ChunkText().payload(50, 129).build();
    assertThat(video(decode(bytes, 100)))
        .containsExactly(Bytes.copyOf(first), Bytes.copyOf(second));
  }

  private static List<Bytes> video(List<RtmpMessage> messages) {
    return messages.stream()
        .filter(message -> message.type() == MessageType.VIDEO)
        .map(RtmpMessage::payload)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"9,4194304", "8,1048576", "20,262144", "18,262144", "4,64", "1,64"})
  void boundsEveryTypeAtTheHeader(int type, int limit) {
    assertThat(failure(new ChunkText().full(6, 0, limit - 1, type, 1).build())).isNull();
    assertThat(failure(new ChunkText().full(6, 0, limit, type, 1).build())).isNull();
    assertThat(failure(new ChunkText().full(6, 0, limit + 1, type, 1).build()))
        .contains("allowed are " + limit);
  }

  @Test
  void boundsUnfinishedMessagesBeforeConnectMoreTightly() {
    EmbeddedChannel channel = new EmbeddedChannel(new RtmpChunkDecoder(LIMITS));
    channel.writeInbound(
        Unpooled.wrappedBuffer(new ChunkText().full(6, 0, 65_536, 20, 1).payload(0, 128).build()));
    assertThatThrownBy(
            () ->
                channel.writeInbound(
                    Unpooled.wrappedBuffer(new ChunkText().full(7, 0, 1, 20, 1).build())))
        .hasMessageContaining("rtmp.limits.unfinished-before-connect");
    channel.finishAndReleaseAll();
  }

  @Test
  void boundsUnfinishedMessagesInAll() {
    ChunkText text = new ChunkText();
    text.full(6, 0, 4 << 20, 9, 1).payload(0, 128);
    text.full(7, 0, 4 << 20, 9, 1).payload(0, 128);
    byte[] atLimit = text.build();
    assertThat(failure(atLimit)).isNull();
    byte[] above = new ChunkText().bytes(Bytes.copyOf(atLimit)).full(8, 0, 1, 8, 1).build();
    assertThat(failure(above)).contains("rtmp.limits.unfinished)");
  }

  @Test
  void boundsChunkStreams() {
    ChunkText text = new ChunkText();
    for (int i = 0; i < 64; i++) {
      text.full(64 + i, 0, 1, 8, 1).payload(0, 1);
    }
    byte[] atLimit = text.build();
    assertThat(failure(atLimit)).isNull();
    assertThat(failure(new ChunkText().bytes(Bytes.copyOf(atLimit)).full(200, 0, 1, 8, 1).build()))
        .contains("rtmp.limits.chunk-streams");
  }

  @Test
  void refusesHeadersThatContradictTheirPast() {
    assertThat(failure(new ChunkText().same(5).build())).contains("format 3");
    assertThat(failure(new ChunkText().deltaOnly(5, 1).build())).contains("format 2");
    assertThat(
            failure(
                new ChunkText()
                    .full(5, 0, 200, 9, 1)
                    .payload(0, 128)
                    .full(5, 0, 200, 9, 1)
                    .build()))
        .contains("a new header inside a message");
    assertThat(failure(new ChunkText().noStream(5, 0, 1, 9).payload(0, 1).build())).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0,true",
    "-1,true",
    "-2147483648,true",
    "1,false",
    "65536,false",
    "2147483647,false"
  })
  void refusesChunkSizesBelowOne(int size, boolean refused) {
    String failure = failure(new ChunkText().full(2, 0, 4, 1, 0).u32(size).build());
    assertThat(failure != null).isEqualTo(refused);
  }

  @Test
  void saysWhereAStreamBrokeAndThrowsTheRestAway() {
    EmbeddedChannel channel = channel();
    assertThatThrownBy(
            () ->
                channel.writeInbound(
                    Unpooled.wrappedBuffer(
                        new ChunkText().full(4, 0, 1, 8, 1).payload(0, 1).same(9).build())))
        .isInstanceOf(XliveException.class)
        .hasMessageContaining("(at byte 13)");
    assertThat(messages(channel)).hasSize(1);
    channel.writeInbound(Unpooled.wrappedBuffer(session()));
    assertThat(messages(channel)).isEmpty();
  }

  @Test
  void readsWhatTheWriterWrites() {
    for (int size : new int[] {1, 2, 127, 128, 129, 60_000}) {
      for (int timestamp : new int[] {0, 0xFFFFFE, 0xFFFFFF, 0x1000000, -1}) {
        io.netty.buffer.ByteBuf out = Unpooled.buffer();
        RtmpMessage message =
            new RtmpMessage(
                9,
                1,
                timestamp,
                io.xlive.spi.media.Bytes.copyOf(new ChunkText().payload(0, 300).build()));
        RtmpChunkWriter writer = new RtmpChunkWriter(size);
        writer.write(
            message.type(),
            message.streamId(),
            message.timestamp(),
            message.payload().slice(0, 11),
            message.payload().from(11),
            out);
        EmbeddedChannel channel = channel();
        channel.writeInbound(
            Unpooled.wrappedBuffer(new ChunkText().full(2, 0, 4, 1, 0).u32(size).build()), out);
        assertThat(messages(channel)).last().isEqualTo(message);
      }
    }
  }

  private static EmbeddedChannel channel() {
    RtmpChunkDecoder decoder = new RtmpChunkDecoder(LIMITS);
    decoder.connected();
    return new EmbeddedChannel(decoder);
  }

  private static List<RtmpMessage> decode(byte[] bytes, int step) {
    EmbeddedChannel channel = channel();
    for (int at = 0; at < bytes.length; at += step) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(step, bytes.length - at)));
    }
    return messages(channel);
  }

  private static List<RtmpMessage> messages(EmbeddedChannel channel) {
    List<RtmpMessage> messages = new ArrayList<>();
    for (Object next = channel.readInbound(); next != null; next = channel.readInbound()) {
      messages.add((RtmpMessage) next);
    }
    return messages;
  }

  private static String failure(byte[] bytes) {
    EmbeddedChannel channel = channel();
    try {
      channel.writeInbound(Unpooled.wrappedBuffer(bytes));
      return null;
    } catch (XliveException e) {
      return e.getMessage();
    } finally {
      channel.finishAndReleaseAll();
    }
  }
}
