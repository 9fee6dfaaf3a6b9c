package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xlive.testkit.Pem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDeadlineTest {
  private static final String LATE_HEADER =
      "no complete header within 1000 ms (http.header-timeout)";
  private static final String LATE_BODY = "no complete body within 1000 ms (http.body-timeout)";
  private static final String HELLO = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ";
  private static final String ECHO = "POST /echo HTTP/1.1\r\nHost: x\r\n";

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads until the end of an answer, which must come while the connection stays open. */
  private static String answer(Socket socket, String end) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
      int read = in.read();
      assertThat(read).as("open after %s", bytes).isNotNegative();
      bytes.write(read);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static void refused(Trickle.End end, String detail) {
    assertThat(end.answer())
        .startsWith("HTTP/1.1 408 Request Timeout\r\n")
        .contains("\r\nContent-Type: application/problem+json\r\n", "\r\nConnection: close\r\n")
        .endsWith(
            "{\"type\":\"about:blank\",\"title\":\"Request Timeout\",\"status\":408,"
                + "\"code\":\"request_timeout\",\"detail\":\"%s\"}".formatted(detail));
    assertThat(end.millis()).isGreaterThan(700);
  }

  @Test
  void aHeaderThatTricklesIsRefused() throws Exception {
    try (Door door = Door.plain("header-timeout", "1s");
        Socket socket = door.socket()) {
      send(socket, HEAD);
      refused(Trickle.until(socket, "a"), LATE_HEADER);
    }
  }

  @Test
  void aHeaderThatTricklesInTimeIsRead() throws Exception {
    try (Door door = Door.plain("header-timeout", "5m");
        Socket socket = door.socket()) {
      socket.setTcpNoDelay(true);
      for (char c : HELLO.toCharArray()) {
        send(socket, String.valueOf(c));
      }
      assertThat(answer(socket, "hello")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void aConnectionThatSaysNothingIsClosedWithoutAnAnswer() throws Exception {
    try (Door door = Door.plain("header-timeout", "1s", "idle-timeout", "1h");
        Socket socket = door.socket()) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void theTimeOfALaterRequestRunsFromItsFirstByte() throws Exception {
    try (Door door = Door.plain("header-timeout", "1s", "idle-timeout", "1h");
        Socket socket = door.socket()) {
      send(socket, HELLO);
      answer(socket, "hello");
      stays(socket);
      send(socket, HELLO);
      answer(socket, "hello");
      refused(Trickle.until(socket, "GET"), LATE_HEADER);
    }
  }

  /** Longer than the header's second. */
  private static void stays(Socket socket) throws IOException {
    socket.setSoTimeout(2_500);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(10_000);
  }

  @Test
  void anAnswerMayTakeLongerThanAHeader() throws Exception {
    try (Door door = Door.plain("header-timeout", "1s", "body-timeout", "1s");
        Socket socket = door.socket()) {
      send(socket, HELLO.replace("/ ", "/later "));
      assertThat(answer(socket, "later")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void tlsIsNoWayAround(@TempDir Path folder) throws Exception {
    Pem pem = Pem.make(folder, "localhost", "-keyalg", "EC");
    try (Door door = Door.secure(pem, "header-timeout", "1s", "idle-timeout", "1h")) {
      try (Socket socket = new Socket("127.0.0.1", door.securePort())) {
        // The beginning of a TLS record of 16 KiB that never ends.
        socket.getOutputStream().write(new byte[] {22, 3, 1, 64, 0});
        Trickle.End end = Trickle.until(socket, new byte[] {1});
        assertThat(end.answer()).doesNotContain("HTTP");
        assertThat(end.millis()).isGreaterThan(700);
      }
      try (SSLSocket socket =
          (SSLSocket) pem.trust().getSocketFactory().createSocket("localhost", door.securePort())) {
        send(socket, HELLO);
        answer(socket, "secure");
        send(socket, HEAD);
        refused(Trickle.until(socket, "a"), LATE_HEADER);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 10000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"})
  void aBodyThatTricklesIsRefused(String form) throws Exception {
    try (Door door = Door.plain("body-timeout", "1s");
        Socket socket = door.socket()) {
      send(socket, ECHO + form);
      refused(Trickle.until(socket, form.startsWith("C") ? "a" : "1\r\na\r\n"), LATE_BODY);
    }
  }

  @Test
  void aBodyInTimeIsReadAndItsConnectionGoesOn() throws Exception {
    try (Door door = Door.plain("body-timeout", "1s");
        Socket socket = door.socket()) {
      send(socket, ECHO + "Content-Length: 4\r\n\r\nbody");
      assertThat(answer(socket, "body")).startsWith("HTTP/1.1 200 ");
      stays(socket);
      send(socket, ECHO + "Content-Length: 0\r\n\r\n" + HELLO);
      assertThat(answer(socket, "hello")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void anAnswerOfWhichTheClientTakesNothingIsGivenUp() throws Exception {
    try (Door door = Door.plain("idle-timeout", "1s");
        Socket socket = door.socket()) {
      send(socket, HELLO.replace("/ ", "/much "));
      door.closed();
      assertThat(remainder(socket)).isLessThan(Door.MUCH);
    }
  }

  private static long remainder(Socket socket) {
    long bytes = 0;
    try {
      InputStream in = socket.getInputStream();
      byte[] buffer = new byte[65536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
    } catch (IOException reset) {
      // What the kernel held is lost with it.
    }
    return bytes;
  }
}
