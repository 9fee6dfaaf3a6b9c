package io.xlive.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.apache.tomcat.util.json.JSONParser;
import org.apache.tomcat.util.json.ParseException;

/**
 * One session of the Chrome DevTools Protocol: commands with their answers, and events. Answers and
 * events come on a thread of the WebSocket.
 */
final class DevTools implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, CompletableFuture<Map<String, Object>>> waiting =
      new ConcurrentHashMap<>();
  private final BiConsumer<String, Map<String, Object>> events;
  private final WebSocket socket;

  /**
   * Connects.
   *
   * @param events takes method and parameters of each event
   */
  DevTools(HttpClient http, URI address, BiConsumer<String, Map<String, Object>> events) {
    this.events = events;
    this.socket = http.newWebSocketBuilder().buildAsync(address, new Listener()).join();
  }

  /** Sends a command, whose parameters are a JSON object, and waits for its result. */
  Map<String, Object> send(String method, String parameters) {
    long number = numbers.incrementAndGet();
    CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
    waiting.put(number, answer);
    String text =
        "{\"id\":" + number + ",\"method\":\"" + method + "\",\"params\":" + parameters + "}";
    try {
      synchronized (this) { // a WebSocket takes one text at a time
        socket.sendText(text, true).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
      }
      return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(method + ": " + e.getMessage(), e);
    }
  }

  /** Text as a JSON string. */
  static String quote(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
              } else if (c < 0x20) {
                out.append("\\u%04x".formatted(c));
              } else {
                out.append((char) c);
              }
            });
    return out.append('"').toString();
  }

  /** A member that is an object; an empty one where there is none. */
  @SuppressWarnings("unchecked") // JSON objects have strings for keys
  static Map<String, Object> object(Map<String, Object> json, String name) {
    return json.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }

  /** A member as text; empty where there is none. */
  static String text(Map<String, Object> json, String name) {
    Object value = json.get(name);
    return value == null ? "" : value.toString();
  }

  static Map<String, Object> parse(String json) {
    try {
      return new JSONParser(json).parseObject();
    } catch (ParseException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  private void receive(String text) {
    Map<String, Object> message = parse(text);
    if (message.get("id") instanceof Number number) {
      CompletableFuture<Map<String, Object>> answer = waiting.remove(number.longValue());
      if (answer == null) {
        return;
      }
      if (message.containsKey("error")) {
        answer.completeExceptionally(new IllegalStateException(text));
      } else {
        answer.complete(object(message, "result"));
      }
    } else {
      events.accept(text(message, "method"), object(message, "params"));
    }
  }

  /** Puts messages together. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence piece, boolean last) {
      message.append(piece);
      if (last) {
        String text = message.toString();
        message.setLength(0);
        receive(text);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      IllegalStateException failure = new IllegalStateException("the browser is gone", error);
      waiting.values().forEach(answer -> answer.completeExceptionally(failure));
    }
  }
}
