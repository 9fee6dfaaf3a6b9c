package io.xlive.plugin.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ResourceLeakDetector;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.HostileInput;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Seeded mutants: whatever comes, the answer is a categorised failure or messages, and no buffer is
 * lost. The allocator counts what is held; Netty's own detector, a hundred times slower, watches
 * the first ones.
 */
class RtmpFuzzTest {
  private static final int MUTANTS = 200_000;
  private static final int WATCHED = 2_000;
  private static final RtmpLimits LIMITS = ConfigDefaults.of(RtmpLimits.class);
  private static final ResourceLeakDetector.Level BEFORE = ResourceLeakDetector.getLevel();

  private int mutants;

  @BeforeEach
  void watchLeaks() {
    ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
  }

  @AfterEach
  void asBefore() {
    ResourceLeakDetector.setLevel(BEFORE);
  }

  @Test
  void survivesMutatedChunks() {
    PooledByteBufAllocator allocator = new PooledByteBufAllocator(false);
    Random random = new Random(7);
    hostile(Bytes.copyOf(RtmpChunkDecoderTest.session()))
        .mutants(
            MUTANTS,
            mutant -> {
              RtmpChunkDecoder decoder = new RtmpChunkDecoder(LIMITS);
              if (random.nextBoolean()) {
                decoder.connected();
              }
              run(new EmbeddedChannel(decoder), mutant, random, allocator);
            });
    assertNothingHeld(allocator);
  }

  @Test
  void survivesMutatedHandshakes() {
    PooledByteBufAllocator allocator = new PooledByteBufAllocator(false);
    Random random = new Random(8);
    hostile(
            handshake(Optional.empty()),
            handshake(Optional.of(HandshakeDigest.Schema.KEY_FIRST)),
            handshake(Optional.of(HandshakeDigest.Schema.DIGEST_FIRST)))
        .mutants(
            MUTANTS,
            mutant ->
                run(
                    new EmbeddedChannel(
                        new RtmpHandshakeHandler(random), new RtmpChunkDecoder(LIMITS)),
                    mutant,
                    random,
                    allocator));
    assertNothingHeld(allocator);
  }

  private static HostileInput hostile(Bytes... valid) {
    HostileInput hostile = HostileInput.from(valid);
    for (RtmpError error : RtmpError.values()) {
      hostile = hostile.allowing(error);
    }
    return hostile;
  }

  private static Bytes handshake(Optional<HandshakeDigest.Schema> schema) {
    return new BytesBuilder()
        .bytes(ClientHandshake.c0c1(schema, 5))
        .zeros(HandshakeDigest.SIZE + 20)
        .build();
  }

  /** In two pieces. */
  private void run(
      EmbeddedChannel channel, Bytes bytes, Random random, ByteBufAllocator allocator) {
    if (++mutants == WATCHED) {
      ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
    }
    int cut = random.nextInt(bytes.length() + 1);
    try {
      for (Bytes piece : new Bytes[] {bytes.slice(0, cut), bytes.from(cut)}) {
        channel.writeInbound(
            allocator.heapBuffer(Math.max(1, piece.length())).writeBytes(piece.asByteBuffer()));
      }
    } finally {
      for (Object out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
        ReferenceCountUtil.release(out);
      }
      channel.finishAndReleaseAll();
    }
  }

  private static void assertNothingHeld(PooledByteBufAllocator allocator) {
    assertThat(allocator.metric().heapArenas())
        .allSatisfy(arena -> assertThat(arena.numActiveAllocations()).isZero());
  }
}
