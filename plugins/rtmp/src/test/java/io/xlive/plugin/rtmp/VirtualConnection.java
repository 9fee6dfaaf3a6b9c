package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.xlive.mediakit.amf.Amf0Reader;
import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.media.Bytes;
import io.xlive.testkit.ConfigDefaults;
import io.xlive.testkit.FakePluginContext;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.helpers.NOPLogger;

/**
 * One connection of the server without a socket, in a time that only a test moves. All on the
 * test's thread.
 */
final class VirtualConnection implements AutoCloseable {
  private static final long STEP = Duration.ofMillis(10).toNanos();

  final FakePluginContext context = new FakePluginContext(Path.of("target"));
  final AtomicLong nanos = new AtomicLong(1);
  final Wire wire = new Wire();
  private final RtmpChunkWriter writer = new RtmpChunkWriter(128);
  private final EmbeddedChannel decoder =
      new EmbeddedChannel(new RtmpChunkDecoder(ConfigDefaults.of(RtmpLimits.class)));
  private final List<RtmpMessage> answers = new ArrayList<>();
  private double transaction = 1;

  VirtualConnection(Map<String, String> changes) {
    RtmpConfig config = ConfigDefaults.of(RtmpConfig.class, changes);
    RtmpEnvironment environment =
        new RtmpEnvironment(
            config,
            context,
            new RtmpMeters(context.meters()),
            new ConnectionLimits(config.limits()),
            new QuietLog(NOPLogger.NOP_LOGGER, nanos::get),
            nanos::get);
    AcceptGate gate =
        new AcceptGate(
            new DescriptorReserve(0, () -> 0, () -> 0, nanos::get),
            NOPLogger.NOP_LOGGER,
            nanos::get);
    Admission admission = new Admission(environment, new RtmpSessions(), gate, () -> 1);
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", 50_000);
    wire.freezeTime();
    admission.serve(wire, "rtmp", address, false, admission.admit(address));
  }

  /** What the kernel would be. */
  static final class Wire extends EmbeddedChannel {
    private boolean stalled;

    /** From now on the socket takes nothing, or everything again. */
    void stalled(boolean nothing) {
      stalled = nothing;
    }

    /** Bytes that wait for the socket, as Netty counts them. */
    long pending() {
      return unsafe().outboundBuffer().totalPendingWriteBytes();
    }

    /** The socket takes so many bytes of what waits. */
    void takes(int bytes) {
      unsafe().outboundBuffer().progress(bytes);
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
      if (!stalled) {
        super.doWrite(in);
      }
    }
  }

  boolean open() {
    return wire.isOpen();
  }

  /** How often a connection was closed for a reason. */
  double closedFor(String reason) {
    return context.meters().value("xlive_rtmp_refused_total", Map.of("reason", reason)).orElse(0);
  }

  VirtualConnection pass(Duration time) {
    for (long left = time.toNanos(); left > 0; left -= STEP) {
      long step = Math.min(STEP, left);
      nanos.addAndGet(step);
      wire.advanceTimeBy(step, java.util.concurrent.TimeUnit.NANOSECONDS);
      wire.runScheduledPendingTasks();
    }
    return this;
  }

  void send(byte[] bytes) {
    wire.writeInbound(Unpooled.wrappedBuffer(bytes));
  }

  VirtualConnection handshake() {
    send(ClientHandshake.c0c1(Optional.empty(), 1));
    ByteBuf answer = wire.readOutbound();
    byte[] s0s1s2 = new byte[answer.readableBytes()];
    answer.readBytes(s0s1s2).release();
    send(ClientHandshake.c2(s0s1s2));
    return this;
  }

  VirtualConnection connect() {
    call("connect", RtmpClient.connectObject("live", Map.of()));
    return this;
  }

  static VirtualConnection connected(Map<String, String> changes) {
    return new VirtualConnection(changes).handshake().connect();
  }

  void call(String name, AmfValue... arguments) {
    command(0, name, transaction++, arguments);
  }

  /** Ids are given in order, from 1 on. */
  void createStream() {
    call("createStream", AmfValue.NULL);
  }

  void publish(int stream, String name) {
    command(stream, "publish", 0, AmfValue.NULL, AmfValue.of(name), AmfValue.of("live"));
  }

  void play(int stream, String name) {
    command(stream, "play", 0, AmfValue.NULL, AmfValue.of(name), AmfValue.of(-2));
  }

  void deleteStream(int stream) {
    command(0, "deleteStream", 0, AmfValue.NULL, AmfValue.of(stream));
  }

  private void command(int stream, String name, double id, AmfValue... arguments) {
    List<AmfValue> all = new ArrayList<>(List.of(AmfValue.of(name), AmfValue.of(id)));
    all.addAll(List.of(arguments));
    message(MessageType.COMMAND_AMF0, stream, Amf0Writer.encode(all.toArray(new AmfValue[0])));
  }

  void message(int type, int stream, Bytes payload) {
    send(bytes(type, stream, payload));
  }

  /** A message as it is on the wire. */
  byte[] bytes(int type, int stream, Bytes payload) {
    ByteBuf out = Unpooled.buffer();
    writer.write(new RtmpMessage(type, stream, 0, payload), out);
    byte[] bytes = new byte[out.readableBytes()];
    out.readBytes(bytes).release();
    return bytes;
  }

  /** All that the server said since the handshake. */
  List<RtmpMessage> answers() {
    for (ByteBuf out = wire.readOutbound(); out != null; out = wire.readOutbound()) {
      decoder.writeInbound(out);
    }
    for (RtmpMessage next = decoder.readInbound(); next != null; next = decoder.readInbound()) {
      answers.add(next);
    }
    return List.copyOf(answers);
  }

  /** How many status messages have a code. */
  long statuses(String code) {
    return answers().stream()
        .filter(message -> message.type() == MessageType.COMMAND_AMF0)
        .map(message -> Amf0Reader.readAll(message.payload()).getLast())
        .filter(
            status ->
                status instanceof AmfValue.Keyed keyed
                    && keyed.text("code").orElse("").equals(code))
        .count();
  }

  @Override
  public void close() {
    wire.finishAndReleaseAll();
    decoder.finishAndReleaseAll();
  }
}
