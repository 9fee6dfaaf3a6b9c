package io.xlive.benchmark;

import io.xlive.mediakit.amf.AmfValue;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** A publisher or player over RTMP. */
final class RtmpPeer implements Peer {
  private static final int HANDSHAKE = 1536;

  private final SocketChannel channel;
  private final ChunkReader reader = new ChunkReader(this::message);
  private final Deque<ByteBuffer> unsent = new ArrayDeque<>();
  private final boolean player;
  private boolean started;
  private String refusal = "";
  private int window = Integer.MAX_VALUE;
  private long acknowledged;
  private long received;
  private long arrival;
  private final Pictures pictures = new Pictures();

  private RtmpPeer(SocketChannel channel, boolean player) {
    this.channel = channel;
    this.player = player;
  }

  static RtmpPeer publisher(int port, String app, String name) throws IOException {
    return open(
        port, RtmpWire.request(app, "publish", AmfValue.of(name), AmfValue.of("live")), false);
  }

  static RtmpPeer player(int port, String app, String name) throws IOException {
    return open(port, RtmpWire.request(app, "play", AmfValue.of(name), AmfValue.of(-2000)), true);
  }

  private static RtmpPeer open(int port, byte[] request, boolean player) throws IOException {
    SocketChannel channel =
        SocketChannel.open(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
    channel.socket().setTcpNoDelay(true);
    RtmpPeer peer = new RtmpPeer(channel, player);
    try {
      ByteBuffer hello = ByteBuffer.allocate(1 + HANDSHAKE).put((byte) 3).rewind();
      channel.write(hello);
      ByteBuffer answer = ByteBuffer.allocate(1 + 2 * HANDSHAKE);
      while (answer.hasRemaining()) {
        if (channel.read(answer) < 0) {
          throw new EOFException("closed in the handshake");
        }
      }
      channel.write(answer.slice(1, HANDSHAKE));
      channel.write(ByteBuffer.wrap(request));
      ByteBuffer in = ByteBuffer.allocate(4096);
      while (!peer.started) {
        peer.receive(in);
        if (!peer.refusal.isEmpty()) {
          throw new IOException("refused: " + peer.refusal);
        }
      }
      channel.configureBlocking(false);
      return peer;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public void receive(ByteBuffer buffer) throws IOException {
    buffer.clear();
    int count = channel.read(buffer);
    if (count < 0) {
      throw new EOFException("the server closed a " + (player ? "player" : "publisher"));
    }
    arrival = System.nanoTime();
    received += count;
    reader.read(buffer.flip());
    if (received - acknowledged > window / 2) {
      acknowledged = received;
      send(ByteBuffer.wrap(RtmpWire.control(3, (int) received)));
    }
  }

  private void message(int type, int length, byte[] body) throws IOException {
    switch (type) {
      case Recording.VIDEO -> {
        started = true;
        if (player) {
          pictures.video(body, length, arrival);
        }
      }
      case 4 -> {
        ByteBuffer event = ByteBuffer.wrap(body);
        if (event.getShort() == 6) {
          send(ByteBuffer.wrap(RtmpWire.pong(event.getInt())));
        }
      }
      case 5 -> window = ByteBuffer.wrap(body).getInt();
      case 20 -> {
        String text =
            new String(body, 0, Math.min(length, body.length), StandardCharsets.ISO_8859_1);
        if (text.contains("NetStream.Publish.Start") || text.contains("NetStream.Play.Start")) {
          started = true;
        } else if (text.contains("error") || text.contains("NotFound")) {
          refusal = text.replaceAll("[^ -~]+", " ");
        }
      }
      default -> {}
    }
  }

  /** Sends now, or as soon as the socket takes it; what cannot be sent is copied. */
  void send(ByteBuffer out) throws IOException {
    if (unsent.isEmpty()) {
      channel.write(out);
    }
    if (out.hasRemaining()) {
      unsent.add(ByteBuffer.allocate(out.remaining()).put(out).flip());
    }
  }

  @Override
  public boolean flush() throws IOException {
    while (!unsent.isEmpty()) {
      channel.write(unsent.getFirst());
      if (unsent.getFirst().hasRemaining()) {
        return false;
      }
      unsent.removeFirst();
    }
    return true;
  }

  @Override
  public boolean idle() {
    return unsent.isEmpty();
  }

  @Override
  public long received() {
    return received;
  }

  @Override
  public Pictures pictures() {
    return pictures;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
