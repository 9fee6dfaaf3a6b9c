package io.xlive.e2e;

import io.xlive.mediakit.amf.Amf0Writer;
import io.xlive.mediakit.amf.AmfValue;
import io.xlive.mediakit.flv.FlvTag;
import io.xlive.spi.media.Bytes;
import io.xlive.spi.media.BytesBuilder;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A publisher that sends FLV tags as they are, for what ffmpeg cannot send: other codecs in the
 * middle, hundreds of connections. A virtual thread reads what the server says.
 */
final class RtmpPublisher implements AutoCloseable {
  private static final int HANDSHAKE = 1536;
  private static final int CHUNK = 65_536;
  private static final int SET_CHUNK_SIZE = 1;
  private static final int COMMAND = 20;
  private static final int LIMIT_MILLIS = 20_000;
  private static final Pattern STATUS = Pattern.compile("NetStream\\.Publish\\.[A-Za-z]+");

  private final Socket socket;
  private final String name;

  private RtmpPublisher(Socket socket, String name) {
    this.socket = socket;
    this.name = name;
  }

  /**
   * Connects and publishes.
   *
   * @param stream one level and the name, as in {@code live/one}
   * @throws AssertionError with the server's status code when it refuses
   */
  static RtmpPublisher open(XliveServer server, String stream) {
    return open(server.rtmpPort(), stream);
  }

  /** The same to a port of this machine. */
  static RtmpPublisher open(int port, String stream) {
    String app = stream.substring(0, stream.indexOf('/'));
    String name = stream.substring(stream.indexOf('/') + 1);
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(LIMIT_MILLIS);
      RtmpPublisher publisher = new RtmpPublisher(socket, name);
      publisher.shakeHands();
      publisher.request(app);
      publisher.awaitStart();
      Thread.ofVirtual().start(publisher::drain);
      return publisher;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a tag as a message. */
  void send(FlvTag tag) {
    try {
      write(4, tag.type(), 1, tag.timestamp(), tag.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says that the stream is finished. */
  void finish() {
    try {
      command(0, AmfValue.of("FCUnpublish"), AmfValue.of(4), AmfValue.NULL, AmfValue.of(name));
      command(0, AmfValue.of("deleteStream"), AmfValue.of(5), AmfValue.NULL, AmfValue.of(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void shakeHands() throws IOException {
    byte[] hello = new byte[1 + HANDSHAKE];
    hello[0] = 3;
    socket.getOutputStream().write(hello);
    byte[] answer = new byte[1 + 2 * HANDSHAKE];
    new DataInputStream(socket.getInputStream()).readFully(answer);
    socket.getOutputStream().write(answer, 1, HANDSHAKE);
  }

  private void request(String app) throws IOException {
    write(2, SET_CHUNK_SIZE, 0, 0, new BytesBuilder().u32(CHUNK).build());
    AmfValue object =
        AmfValue.ObjectValue.builder()
            .put("app", app)
            .put("tcUrl", "rtmp://127.0.0.1/" + app)
            .object();
    command(0, AmfValue.of("connect"), AmfValue.of(1), object);
    command(0, AmfValue.of("createStream"), AmfValue.of(2), AmfValue.NULL);
    command(
        1,
        AmfValue.of("publish"),
        AmfValue.of(3),
        AmfValue.NULL,
        AmfValue.of(name),
        AmfValue.of("live"));
  }

  private void awaitStart() throws IOException {
    StringBuilder heard = new StringBuilder();
    Matcher status = STATUS.matcher(heard);
    byte[] buffer = new byte[4096];
    while (!status.reset(heard).find()) {
      int count = socket.getInputStream().read(buffer);
      if (count < 0) {
        throw new EOFException("closed before the answer to publish: " + heard);
      }
      heard.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
    }
    if (!status.group().equals("NetStream.Publish.Start")) {
      throw new AssertionError(status.group());
    }
  }

  private void command(int streamId, AmfValue... values) throws IOException {
    write(3, COMMAND, streamId, 0, Amf0Writer.encode(values));
  }

  /** A message as chunks: RTMP 1.0 section 5.3.1, one header of format 0, then format 3. */
  private void write(int chunkStream, int type, int streamId, long time, Bytes body)
      throws IOException {
    boolean extended = time >= 0xFF_FFFF;
    BytesBuilder out = new BytesBuilder(body.length() + 32);
    out.u8(chunkStream).u24(extended ? 0xFF_FFFF : (int) time).u24(body.length()).u8(type);
    out.u32(Integer.reverseBytes(streamId));
    for (int at = 0; at == 0 || at < body.length(); at += CHUNK) {
      if (at > 0) {
        out.u8(0xC0 | chunkStream);
      }
      if (extended) {
        out.u32((int) time);
      }
      out.bytes(body.slice(at, Math.min(CHUNK, body.length() - at)));
    }
    socket.getOutputStream().write(out.build().toArray());
  }

  private void drain() {
    byte[] buffer = new byte[4096];
    try (InputStream in = socket.getInputStream()) {
      while (in.read(buffer) >= 0) {
        // Nobody asks.
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
