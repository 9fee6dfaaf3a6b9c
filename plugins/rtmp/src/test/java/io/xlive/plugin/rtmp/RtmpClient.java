package io.xlive.plugin.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.xlive.mediakit.amf.Amf0Reader;
import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.spi.media.Bytes;
import io.xlive.testkit.ConfigDefaults;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** A blocking RTMP client for tests; reading gives up after ten seconds. */
final class RtmpClient implements AutoCloseable {
  private final Socket socket;
  private final EmbeddedChannel decoder;
  private final RtmpChunkWriter writer = new RtmpChunkWriter(128);
  private final List<RtmpMessage> unread = new ArrayList<>();
  private double transaction = 1;

  private RtmpClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    RtmpChunkDecoder chunks = new RtmpChunkDecoder(ConfigDefaults.of(RtmpLimits.class));
    chunks.connected();
    decoder = new EmbeddedChannel(chunks);
  }

  /** Connected to the socket, nothing sent. */
  static RtmpClient raw(Socket socket) throws IOException {
    return new RtmpClient(socket);
  }

  /** Through with the handshake. */
  static RtmpClient open(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress("127.0.0.1", server.getPort()));
    return raw(socket).handshake();
  }

  RtmpClient handshake() throws IOException {
    socket.getOutputStream().write(ClientHandshake.c0c1(Optional.empty(), 1));
    byte[] answer = new byte[1 + 2 * HandshakeDigest.SIZE];
    new DataInputStream(socket.getInputStream()).readFully(answer);
    socket.getOutputStream().write(ClientHandshake.c2(answer));
    return this;
  }

  Socket socket() {
    return socket;
  }

  /** Connect that succeeds. */
  RtmpClient connect(String app) throws IOException {
    return connect(app, Map.of());
  }

  RtmpClient connect(String app, Map<String, AmfValue> more) throws IOException {
    call("connect", connectObject(app, more));
    List<AmfValue> answer = command("_result");
    if (!(answer.get(3) instanceof AmfValue.Keyed status)
        || !status.text("code").orElse("").equals("NetConnection.Connect.Success")) {
      throw new IOException("connect failed: " + answer);
    }
    return this;
  }

  static AmfValue connectObject(String app, Map<String, AmfValue> more) {
    AmfValue.Builder object =
        AmfValue.ObjectValue.builder()
            .put("app", app)
            .put("flashVer", "test/1")
            .put("tcUrl", "rtmp://localhost/" + app);
    more.forEach(object::put);
    return object.object();
  }

  int createStream() throws IOException {
    call("createStream", AmfValue.NULL);
    return command("_result").get(3) instanceof AmfValue.Number(double id) ? (int) id : -1;
  }

  /** Publish; returns the status code. */
  String publish(int streamId, String name) throws IOException {
    send(streamId, "publish", AmfValue.of(name), AmfValue.of("live"));
    return status();
  }

  /** Play; returns the code of the first status. */
  String play(int streamId, String name) throws IOException {
    send(streamId, "play", AmfValue.of(name), AmfValue.of(-2));
    return status();
  }

  /** A call that wants an answer. */
  void call(String name, AmfValue... arguments) throws IOException {
    command(0, name, transaction++, arguments);
  }

  /** A command on a message stream, behind a null object. */
  void send(int streamId, String name, AmfValue... arguments) throws IOException {
    AmfValue[] all = new AmfValue[arguments.length + 1];
    all[0] = AmfValue.NULL;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    command(streamId, name, 0, all);
  }

  private void command(int streamId, String name, double id, AmfValue... arguments)
      throws IOException {
    AmfValue[] all = new AmfValue[arguments.length + 2];
    all[0] = AmfValue.of(name);
    all[1] = AmfValue.of(id);
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    message(MessageType.COMMAND_AMF0, streamId, 0, Amf0Writer.encode(all));
  }

  void message(int type, int streamId, int timestamp, Bytes payload) throws IOException {
    ByteBuf out = Unpooled.buffer();
    writer.write(new RtmpMessage(type, streamId, timestamp, payload), out);
    socket.getOutputStream().write(out.array(), 0, out.readableBytes());
  }

  /** The next command of a name; others are passed over. */
  List<AmfValue> command(String name) throws IOException {
    RtmpMessage message =
        next(
            m ->
                m.type() == MessageType.COMMAND_AMF0
                    && Amf0Reader.readAll(m.payload()).getFirst().equals(AmfValue.of(name)));
    return Amf0Reader.readAll(message.payload());
  }

  /** The code of the next onStatus. */
  String status() throws IOException {
    return ((AmfValue.Keyed) command("onStatus").get(3)).text("code").orElse("");
  }

  /** The description of the next onStatus. */
  AmfValue.Keyed fullStatus() throws IOException {
    return (AmfValue.Keyed) command("onStatus").get(3);
  }

  /** The next message of a kind; others are passed over. */
  RtmpMessage next(Predicate<RtmpMessage> wanted) throws IOException {
    while (true) {
      while (!unread.isEmpty()) {
        RtmpMessage message = unread.removeFirst();
        if (wanted.test(message)) {
          return message;
        }
      }
      read();
    }
  }

  /** The next media message. */
  RtmpMessage media() throws IOException {
    return next(m -> m.type() == MessageType.AUDIO || m.type() == MessageType.VIDEO);
  }

  private void read() throws IOException {
    byte[] buffer = new byte[65_536];
    InputStream in = socket.getInputStream();
    int count = in.read(buffer);
    if (count < 0) {
      throw new EOFException("the server closed");
    }
    decoder.writeInbound(Unpooled.copiedBuffer(buffer, 0, count));
    for (Object next = decoder.readInbound(); next != null; next = decoder.readInbound()) {
      unread.add((RtmpMessage) next);
    }
  }

  /** Whether the server closes within ten seconds; what it sends before is thrown away. */
  boolean closed() throws IOException {
    try {
      while (true) {
        read();
      }
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException gone) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    decoder.finishAndReleaseAll();
  }
}
