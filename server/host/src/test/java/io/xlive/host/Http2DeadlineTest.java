package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The deadlines in HTTP/2, over frames made by hand (RFC 9113). */
class Http2DeadlineTest {
  private static final int FRAME_HEADER = 9;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int CONTINUATION = 9;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;

  private static final byte[] PINGED = frame(PING, 0, 0, new byte[8]);

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(FRAME_HEADER + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** Method and scheme indexed, path and authority literal (RFC 7541). */
  private static byte[] fields(boolean post, String path) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(post ? 0x83 : 0x82);
    block.write(0x86);
    block.write(0x04);
    block.write(path.length());
    block.writeBytes(path.getBytes(StandardCharsets.ISO_8859_1));
    block.writeBytes(new byte[] {0x01, 1, 'x'});
    return block.toByteArray();
  }

  private static Socket open(Door door) throws IOException {
    Socket socket = door.socket();
    socket
        .getOutputStream()
        .write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().write(frame(SETTINGS, 0, 0, new byte[0]));
    return socket;
  }

  /** Reads frames up to one of this type on the stream and gives its payload. */
  private static byte[] await(Socket socket, int type, int stream) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    while (true) {
      int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
      int of = in.readUnsignedByte();
      in.readUnsignedByte();
      int on = in.readInt();
      byte[] payload = in.readNBytes(length);
      if (of == type && on == stream) {
        return payload;
      }
    }
  }

  @Test
  void aConnectionWithoutARequestIsClosed() throws Exception {
    try (Door door = Door.plain("header-timeout", "1s", "idle-timeout", "1h");
        Socket socket = open(door)) {
      assertThat(Trickle.until(socket, PINGED).millis()).isGreaterThan(700);
    }
  }

  @Test
  void aHeaderThatTricklesIsGivenUp() throws Exception {
    try (Door door = Door.plain("header-timeout", "1s", "idle-timeout", "1h");
        Socket socket = open(door)) {
      socket.getOutputStream().write(frame(HEADERS, END_STREAM, 1, fields(false, "/")));
      Trickle.End end =
          Trickle.until(socket, frame(CONTINUATION, 0, 1, new byte[] {0x40, 1, 'a', 1, 'b'}));
      assertThat(end.millis()).isGreaterThan(700);
    }
  }

  @Test
  void afterAnAnswerTheIdleTimeIsAdded() throws Exception {
    try (Door door = Door.plain("header-timeout", "1s", "idle-timeout", "2s");
        Socket socket = open(door)) {
      socket
          .getOutputStream()
          .write(frame(HEADERS, END_STREAM | END_HEADERS, 1, fields(false, "/later")));
      // Longer than the two together may a request take while somebody works on it.
      assertThat(await(socket, DATA, 1)).asString(StandardCharsets.UTF_8).isEqualTo("later");
      socket
          .getOutputStream()
          .write(frame(HEADERS, END_STREAM | END_HEADERS, 3, fields(false, "/")));
      assertThat(await(socket, DATA, 3)).asString(StandardCharsets.UTF_8).isEqualTo("hello");
      assertThat(Trickle.until(socket, PINGED).millis()).isGreaterThan(2_500);
    }
  }

  @Test
  void aBodyThatTricklesIsGivenUpAndTheConnectionGoesOn() throws Exception {
    try (Door door =
            Door.plain("body-timeout", "1s", "idle-timeout", "1h", "header-timeout", "1h");
        Socket socket = open(door)) {
      socket.getOutputStream().write(frame(HEADERS, END_HEADERS, 1, fields(true, "/echo")));
      socket.getOutputStream().write(frame(DATA, 0, 1, new byte[] {'a'}));
      await(socket, RST_STREAM, 1);
      socket
          .getOutputStream()
          .write(frame(HEADERS, END_STREAM | END_HEADERS, 3, fields(false, "/")));
      assertThat(await(socket, DATA, 3)).asString(StandardCharsets.UTF_8).isEqualTo("hello");
    }
  }

  @Test
  void anAnswerOfWhichTheClientTakesNothingIsGivenUp() throws Exception {
    try (Door door = Door.plain("idle-timeout", "1s", "header-timeout", "1h");
        Socket socket = open(door)) {
      // The client never opens the window beyond the first 64 KiB, but keeps the connection alive.
      socket
          .getOutputStream()
          .write(frame(HEADERS, END_STREAM | END_HEADERS, 1, fields(false, "/much")));
      socket.setSoTimeout(100);
      long pings = 0;
      while (pings < 600) {
        try {
          await(socket, RST_STREAM, 1);
          return;
        } catch (SocketTimeoutException quiet) {
          socket.getOutputStream().write(PINGED);
          pings++;
        }
      }
      throw new AssertionError("the answer was not given up");
    }
  }
}
