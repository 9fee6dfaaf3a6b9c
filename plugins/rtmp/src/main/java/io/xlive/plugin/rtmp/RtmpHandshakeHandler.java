package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.xlive.spi.XliveException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Event loop: the server's side of the handshake (RTMP 1.0 section 5.2), simple or with digests as
 * the client began. Leaves the pipeline when C2 is in, tells so with {@link #DONE}, and passes on
 * what came glued to it.
 */
final class RtmpHandshakeHandler extends ByteToMessageDecoder {
  /** User event: messages follow. */
  static final Object DONE = new Object();

  private static final int VERSION = 3;
  private static final int SERVER_VERSION = 0x04050001;
  private static final int SIZE = HandshakeDigest.SIZE;

  private final RandomGenerator random;
  private State state = State.C0;

  RtmpHandshakeHandler(RandomGenerator random) {
    this.random = random;
  }

  private enum State {
    C0,
    C1,
    C2,
    FAILED
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    switch (state) {
      case C0 -> version(ctx, in);
      case C1 -> {
        if (in.readableBytes() >= SIZE) {
          byte[] c1 = new byte[SIZE];
          in.readBytes(c1);
          ctx.writeAndFlush(answer(c1));
          state = State.C2;
        }
      }
      case C2 -> {
        if (in.readableBytes() >= SIZE) {
          // What C2 holds is not checked: half of the encoders do not echo S1.
          in.skipBytes(SIZE);
          ctx.fireUserEventTriggered(DONE);
          ctx.pipeline().remove(this);
        }
      }
      case FAILED -> in.skipBytes(in.readableBytes());
    }
  }

  private void version(ChannelHandlerContext ctx, ByteBuf in) {
    int version = in.readUnsignedByte();
    if (version == VERSION) {
      state = State.C1;
      return;
    }
    state = State.FAILED;
    in.skipBytes(in.readableBytes());
    ctx.fireExceptionCaught(
        switch (version) {
          case 6, 8, 9 ->
              new XliveException(
                  RtmpError.ENCRYPTED_HANDSHAKE,
                  "RTMPE (version " + version + ") is not served; use RTMPS");
          case 0x16 ->
              new XliveException(
                  RtmpError.NOT_RTMP,
                  "looks like TLS; RTMPS has a port of its own (rtmp.tls.port)");
          default -> new XliveException(RtmpError.NOT_RTMP, "first byte is " + version + ", not 3");
        });
  }

  private ByteBuf answer(byte[] c1) {
    byte[] s1 = new byte[SIZE];
    random.nextBytes(s1);
    int uptime = (int) (System.nanoTime() / 1_000_000);
    putInt(s1, 0, uptime);
    boolean claimsDigest = (c1[4] | c1[5] | c1[6] | c1[7]) != 0;
    Optional<HandshakeDigest.Found> found =
        claimsDigest ? HandshakeDigest.find(c1) : Optional.empty();
    byte[] s2;
    if (found.isPresent()) {
      putInt(s1, 4, SERVER_VERSION);
      HandshakeDigest.signServerBlock(s1, found.get().schema());
      s2 = new byte[SIZE];
      random.nextBytes(s2);
      HandshakeDigest.signServerAnswer(s2, found.get().digest());
    } else {
      putInt(s1, 4, 0);
      s2 = c1.clone();
      putInt(s2, 4, uptime);
    }
    return Unpooled.wrappedBuffer(new byte[] {VERSION}, s1, s2);
  }

  private static void putInt(byte[] block, int at, int value) {
    block[at] = (byte) (value >> 24);
    block[at + 1] = (byte) (value >> 16);
    block[at + 2] = (byte) (value >> 8);
    block[at + 3] = (byte) value;
  }
}
