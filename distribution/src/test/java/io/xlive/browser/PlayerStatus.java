package io.xlive.browser;

import java.util.List;
import java.util.Map;

/**
 * How a player is doing.
 *
 * @param seconds of media played
 * @param frames decoded
 * @param dropped of them
 * @param width of the picture
 * @param stalls after it had begun to play
 * @param longestStall of them, in seconds
 * @param latency behind live in seconds, as the player measures it; negative when it does not
 * @param lowLatency whether it plays parts
 * @param fatal errors that it does not recover from
 * @param errors all others
 * @param clock latencies in milliseconds that the picture's clock told, one a frame
 */
record PlayerStatus(
    double seconds,
    long frames,
    long dropped,
    int width,
    int stalls,
    double longestStall,
    double latency,
    boolean lowLatency,
    List<String> fatal,
    List<String> errors,
    List<Double> clock) {

  static PlayerStatus of(Map<String, Object> json) {
    return new PlayerStatus(
        number(json, "seconds"),
        (long) number(json, "frames"),
        (long) number(json, "dropped"),
        (int) number(json, "width"),
        (int) number(json, "stalls"),
        number(json, "longestStall"),
        number(json, "latency"),
        "true".equals(DevTools.text(json, "lowLatency")),
        list(json, "fatal").stream().map(Object::toString).toList(),
        list(json, "errors").stream().map(Object::toString).toList(),
        list(json, "clock").stream().map(at -> ((Number) at).doubleValue()).toList());
  }

  private static double number(Map<String, Object> json, String name) {
    return json.get(name) instanceof Number number ? number.doubleValue() : 0;
  }

  private static List<?> list(Map<String, Object> json, String name) {
    return json.get(name) instanceof List<?> list ? list : List.of();
  }
}
