package io.xlive.browser;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A tab with a player page. Any thread. */
final class BrowserPage implements AutoCloseable {
  private final DevTools tools;
  private final Runnable onClose;
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final Set<String> protocols = new ConcurrentSkipListSet<>();

  BrowserPage(HttpClient http, URI socket, URI page, Runnable onClose) {
    this.onClose = onClose;
    this.tools = new DevTools(http, socket, this::event);
    tools.send("Runtime.enable", "{}");
    tools.send("Network.enable", "{}");
    tools.send("Page.enable", "{}");
    tools.send("Page.navigate", "{\"url\":" + DevTools.quote(page.toString()) + "}");
  }

  /** The value of an expression, as text; a promise is waited for. */
  String evaluate(String expression) {
    Map<String, Object> answer =
        tools.send(
            "Runtime.evaluate",
            "{\"awaitPromise\":true,\"returnByValue\":true,\"expression\":"
                + DevTools.quote(expression)
                + "}");
    if (answer.containsKey("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer + "\n" + log());
    }
    return DevTools.text(DevTools.object(answer, "result"), "value");
  }

  /** How the player is doing; a page that is not loaded yet has played nothing. */
  PlayerStatus status() {
    String json = evaluate("typeof playerStatus === 'function' ? playerStatus() : '{}'");
    return PlayerStatus.of(DevTools.parse(json));
  }

  /**
   * Something that the player told its page at a time.
   *
   * @param kind of its text track, or event
   * @param label of its text track
   * @param type of its cue or event
   * @param key of what it says
   * @param start in seconds of the player's time
   * @param playing where it was when it told an event, in the same seconds
   * @param text what it says
   */
  record Told(
      String kind,
      String label,
      String type,
      String key,
      double start,
      double playing,
      String text) {
    private static final Pattern WORD = Pattern.compile("n[0-9]+(?![0-9])");

    /** The word of {@code TalkingPush} in the text; empty when there is none. */
    String word() {
      Matcher found = WORD.matcher(text);
      return found.find() ? found.group() : "";
    }
  }

  /** What the player told so far, captions and events. */
  List<Told> told() {
    Map<String, Object> json =
        DevTools.parse(evaluate("typeof playerTold === 'function' ? playerTold() : '{}'"));
    if (!(json.get("all") instanceof List<?> all)) {
      return List.of();
    }
    return all.stream()
        .map(one -> DevTools.object(Map.of("one", one), "one"))
        .map(
            one ->
                new Told(
                    DevTools.text(one, "kind"),
                    DevTools.text(one, "label"),
                    DevTools.text(one, "type"),
                    DevTools.text(one, "key"),
                    seconds(one, "start"),
                    seconds(one, "playing"),
                    DevTools.text(one, "text")))
        .toList();
  }

  private static double seconds(Map<String, Object> one, String name) {
    return one.get(name) instanceof Number number ? number.doubleValue() : -1;
  }

  /** What the page and the browser complained about. */
  String log() {
    return String.join("\n", log);
  }

  /** The protocols of all responses other than of the page itself, as the browser names them. */
  Set<String> protocols() {
    return Set.copyOf(protocols);
  }

  @Override
  public void close() {
    tools.close();
    onClose.run();
  }

  private void event(String method, Map<String, Object> event) {
    switch (method) {
      case "Network.responseReceived" -> {
        Map<String, Object> response = DevTools.object(event, "response");
        if (DevTools.text(response, "url").startsWith("https:")) {
          protocols.add(DevTools.text(response, "protocol"));
        }
        if (response.get("status") instanceof Number status && status.intValue() >= 400) {
          log.add(status + " " + DevTools.text(response, "url"));
        }
      }
      case "Runtime.exceptionThrown" -> log.add(DevTools.text(event, "exceptionDetails"));
      case "Runtime.consoleAPICalled" -> log.add(DevTools.text(event, "args"));
      default -> {}
    }
  }
}
