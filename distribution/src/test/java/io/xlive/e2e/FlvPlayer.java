package io.xlive.e2e;

import io.xlive.mediakit.flv.FlvReader;
import io.xlive.mediakit.flv.FlvTag;
import io.xlive.spi.media.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Plays FLV and keeps all of it. Has a virtual thread over HTTP; over a WebSocket it is called by
 * the client's.
 */
final class FlvPlayer implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  private FlvPlayer() {}

  /** Begins as soon as the stream is there. */
  static FlvPlayer overHttp(URI address) {
    FlvPlayer player = new FlvPlayer();
    Thread.ofVirtual().start(() -> player.read(address));
    return player;
  }

  /** Begins now; the stream has to be there. */
  static FlvPlayer overWebSocket(URI address) {
    FlvPlayer player = new FlvPlayer();
    URI socket = URI.create("ws" + address.toString().substring("http".length()));
    player.client.newWebSocketBuilder().buildAsync(socket, player.new Listener()).join();
    return player;
  }

  private void read(URI address) {
    try {
      HttpRequest request = HttpRequest.newBuilder(address).build();
      HttpResponse<InputStream> answer = ask(request);
      while (answer.statusCode() == 404) {
        answer.body().close();
        TimeUnit.MILLISECONDS.sleep(20);
        answer = ask(request);
      }
      try (InputStream body = answer.body()) {
        byte[] buffer = new byte[1 << 16];
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
          keep(buffer, count);
        }
      }
      ended.complete(Integer.toString(answer.statusCode()));
    } catch (IOException | InterruptedException e) {
      ended.completeExceptionally(e);
    }
  }

  private HttpResponse<InputStream> ask(HttpRequest request)
      throws IOException, InterruptedException {
    return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  private void keep(byte[] bytes, int count) {
    synchronized (taken) {
      taken.write(bytes, 0, count);
    }
  }

  /** What it has by now. */
  List<FlvTag> tags() {
    Bytes all;
    synchronized (taken) {
      all = Bytes.copyOf(taken.toByteArray());
    }
    List<FlvTag> tags = new ArrayList<>();
    if (all.length() >= 13) {
      FlvReader reader = new FlvReader(all);
      for (Optional<FlvTag> tag = reader.next(); tag.isPresent(); tag = reader.next()) {
        tags.add(tag.get());
      }
    }
    return tags;
  }

  /** Waits for the end and tells the status, or the WebSocket's code and reason. */
  String end(Duration within) {
    return ended.orTimeout(within.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  /** All of it in a file. */
  Path write(Path file) {
    try {
      synchronized (taken) {
        return Files.write(file, taken.toByteArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  private final class Listener implements WebSocket.Listener {
    @Override
    public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] copy = new byte[data.remaining()];
      data.get(copy);
      keep(copy, copy.length);
      socket.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      ended.complete(status + " " + reason);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket socket, Throwable failure) {
      ended.completeExceptionally(failure);
    }
  }
}
