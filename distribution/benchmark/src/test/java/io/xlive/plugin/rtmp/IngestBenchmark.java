package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.xlive.benchmark.ShippedCodecs;
import io.xlive.spi.XliveException;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.TrackKind;
import io.xlive.testkit.ConfigDefaults;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Stops 1 and 2 of a video frame: chunks to a message, the message to a frame. A picture of 10,000
 * bytes in chunks of 4,096, as an encoder sends it at 2.4 Mb/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class IngestBenchmark {
  private static final int SIZE = 10_000;
  private static final String CONFIG =
      "17 00 000000 01 64001f ff e1 001a 6764001facd9405005bb011000000300100000030320f183196001"
          + " 0005 68ebecb22c";

  private EmbeddedChannel channel;
  private ByteBuf wire;
  private FlvDepacketizer depacketizer;
  private RtmpMessage picture;

  @Setup
  public void prepare() {
    byte[] body = new byte[5 + SIZE];
    body[0] = 0x27;
    body[1] = 1;
    body[7] = (byte) ((SIZE - 4) >> 8);
    body[8] = (byte) (SIZE - 4);
    body[9] = 0x41;
    for (int i = 10; i < body.length; i++) {
      body[i] = (byte) (i * 31 | 1);
    }
    picture = new RtmpMessage(MessageType.VIDEO, 1, 40, Bytes.copyOf(body));
    RtmpChunkDecoder decoder = new RtmpChunkDecoder(ConfigDefaults.of(RtmpLimits.class));
    decoder.connected();
    channel = new EmbeddedChannel(decoder);
    wire = ByteBufAllocator.DEFAULT.directBuffer();
    RtmpChunkWriter writer = new RtmpChunkWriter(4096);
    writer.write(new RtmpMessage(MessageType.SET_CHUNK_SIZE, 0, 0, Bytes.ofHex("00001000")), wire);
    channel.writeInbound(wire.copy());
    channel.releaseInbound();
    wire.clear();
    writer.write(picture, wire);
    depacketizer = new FlvDepacketizer(ShippedCodecs.load(), new NoProblems());
    depacketizer.read(
        new RtmpMessage(MessageType.VIDEO, 1, 0, Bytes.ofHex(CONFIG.replace(" ", ""))),
        0,
        frame -> {});
  }

  @TearDown
  public void release() {
    wire.release();
    channel.finishAndReleaseAll();
  }

  /** From the bytes of a socket to a message. */
  @Benchmark
  public Object chunkDecode() {
    channel.writeInbound(wire.retainedDuplicate());
    return channel.readInbound();
  }

  /** From a message to a frame. */
  @Benchmark
  public void depacketise(Blackhole sink) {
    depacketizer.read(picture, 0, sink::consume);
  }

  /** A benchmark of broken media would say nothing. */
  private static final class NoProblems implements MediaProblems {
    @Override
    public void invalid(TrackKind kind, String reason) {
      throw new IllegalStateException(reason);
    }

    @Override
    public void early(TrackKind kind) {
      throw new IllegalStateException("early");
    }

    @Override
    public void unsupported(TrackKind kind) {
      throw new IllegalStateException("unsupported");
    }

    @Override
    public void refused(XliveException refusal) {
      throw refusal;
    }
  }
}
