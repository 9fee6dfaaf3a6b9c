package io.xlive.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChunkedBodyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** An answer that Jetty has begun with {@code one}. */
  private record Answer(
      AsyncContext context, Function<ByteBuffer, CompletableFuture<Boolean>> body) {}

  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  /** Begins answers. */
  private final class Beginning extends HttpServlet {
    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      AsyncContext context = request.startAsync();
      context.setTimeout(0);
      response.getOutputStream().write("one".getBytes(StandardCharsets.US_ASCII));
      response.flushBuffer();
      answers.add(new Answer(context, ChunkedBody.of(request).orElseThrow()));
    }
  }

  @BeforeEach
  void start() throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    ServletHolder servlet = new ServletHolder(new Beginning());
    servlet.setAsyncSupported(true);
    context.addServlet(servlet, "/");
    server.setHandler(context);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Socket ask(String fields) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    socket
        .getOutputStream()
        .write(
            ("GET / HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private Answer answer() throws InterruptedException {
    Answer answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(answer).isNotNull();
    return answer;
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String until(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = in.read();
      assertThat(next).isNotNegative();
      text.append((char) next);
    }
    return text.toString();
  }

  @Test
  void chunksStandBetweenThoseOfJettyAndTheConnectionGoesOn() throws Exception {
    try (Socket socket = ask("")) {
      Answer answer = answer();
      assertThat(answer.body().apply(bytes("two")).get()).isTrue();
      assertThat(answer.body().apply(bytes("")).get()).as("ends nothing").isTrue();
      assertThat(answer.body().apply(bytes("eleven eleven")).get()).isTrue();
      answer.context().getResponse().getOutputStream().write('!');
      answer.context().complete();
      String text = until(socket.getInputStream(), "\r\n0\r\n\r\n");
      assertThat(text)
          .containsIgnoringCase("Transfer-Encoding: chunked")
          .endsWith("\r\n\r\n3\r\none\r\n3\r\ntwo\r\nd\r\neleven eleven\r\n1\r\n!\r\n0\r\n\r\n");
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
      answer().context().complete();
      assertThat(until(socket.getInputStream(), "\r\n0\r\n\r\n")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aBodyThatEndsWithTheConnectionIsLeftToJetty() throws Exception {
    try (Socket socket = ask("Connection: close\r\n")) {
      Answer answer = answer();
      ByteBuffer two = bytes("two");
      assertThat(answer.body().apply(two).get()).isFalse();
      assertThat(two.remaining()).isEqualTo(3);
      answer.context().complete();
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .endsWith("\r\n\r\none");
    }
  }

  @Test
  void whatTheClientDoesNotTakeWaitsAndLosesNothing() throws Exception {
    try (Socket socket = ask("")) {
      Answer answer = answer();
      until(socket.getInputStream(), "one");
      byte[] large = new byte[1 << 20];
      int written = 0;
      CompletableFuture<Boolean> last = answer.body().apply(ByteBuffer.wrap(large));
      for (written++; last.isDone(); written++) {
        last = answer.body().apply(ByteBuffer.wrap(large));
      }
      for (int i = 0; i < written; i++) {
        assertThat(until(socket.getInputStream(), "100000\r\n")).isEqualTo("\r\n100000\r\n");
        socket.getInputStream().skipNBytes(large.length);
      }
      assertThat(last.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      answer.context().complete();
      assertThat(until(socket.getInputStream(), "0\r\n\r\n")).isEqualTo("\r\n0\r\n\r\n");
    }
  }

  @Test
  void aClientThatIsGoneFailsTheWrite() throws Exception {
    Socket socket = ask("");
    Answer answer = answer();
    socket.close();
    List<ByteBuffer> more = List.of(ByteBuffer.allocate(1 << 20), ByteBuffer.allocate(1 << 20));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                more.stream()
                    .map(bytes -> answer.body().apply(bytes.duplicate()))
                    .anyMatch(CompletableFuture::isCompletedExceptionally));
    answer.context().complete();
  }
}
