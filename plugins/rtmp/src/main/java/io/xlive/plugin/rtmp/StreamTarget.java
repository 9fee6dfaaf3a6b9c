package io.xlive.plugin.rtmp;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.StreamKeyCredential;
import io.xlive.spi.auth.TokenCredential;
import io.xlive.spi.media.StreamPath;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a publish or play aims at: application and stream name, each with an optional query,
 * percent-decoded once.
 *
 * @param path the stream
 * @param credential what the queries showed; that of the stream name wins over that of the
 *     application, that over tcUrl's
 * @param parameters what else stood in the queries
 */
record StreamTarget(
    StreamPath path, Optional<Credential> credential, Map<String, String> parameters) {
  private static final int MOST_PARAMETERS = 32;
  private static final int LONGEST_QUERY = 4_096;
  private static final Set<String> SECRETS = Set.of("key", "token", "user", "pass", "password");
  private static final Set<String> IGNORED = Set.of("vhost");

  /**
   * Puts together what the peer said.
   *
   * @throws XliveException with {@link SpiError#INVALID_NAME} when it is no stream's name
   */
  static StreamTarget of(String app, String tcUrl, String streamName) {
    Map<String, String> query = new LinkedHashMap<>();
    add(query, queryOf(tcUrl));
    add(query, queryOf(app));
    add(query, queryOf(streamName));
    String path = trimmed(withoutQuery(app)) + "/" + trimmed(withoutQuery(streamName));
    StreamPath checked =
        decode(path)
            .flatMap(StreamPath::parse)
            .orElseThrow(
                () ->
                    new XliveException(
                        SpiError.INVALID_NAME,
                        "application and stream name must be 2 to 5 levels in all, each 1..128 of"
                            + " A-Z a-z 0-9 . _ ~ -, and none of the server's own names"));
    Optional<Credential> credential = credential(query);
    query.keySet().removeAll(SECRETS);
    query.keySet().removeAll(IGNORED);
    return new StreamTarget(checked, credential, query);
  }

  /** The text before a question mark. */
  static String withoutQuery(String text) {
    int mark = text.indexOf('?');
    return mark < 0 ? text : text.substring(0, mark);
  }

  private static String queryOf(String text) {
    int mark = text.indexOf('?');
    return mark < 0 ? "" : text.substring(mark + 1);
  }

  private static String trimmed(String path) {
    int from = 0;
    int to = path.length();
    while (from < to && path.charAt(from) == '/') {
      from++;
    }
    while (to > from && path.charAt(to - 1) == '/') {
      to--;
    }
    return path.substring(from, to);
  }

  private static void add(Map<String, String> query, String text) {
    if (text.length() > LONGEST_QUERY) {
      throw new XliveException(
          SpiError.INVALID_NAME, "a query has more than " + LONGEST_QUERY + " characters");
    }
    // Some encoders append "/name" to a tcUrl or an app that ends with a query; librtmp separates
    // by another question mark.
    for (String pair : text.split("[&?]")) {
      int equals = pair.indexOf('=');
      if (equals > 0 && query.size() < MOST_PARAMETERS) {
        Optional<String> name = decode(pair.substring(0, equals));
        Optional<String> value = decode(pair.substring(equals + 1));
        if (name.isPresent() && value.isPresent()) {
          query.put(name.get(), value.get());
        }
      }
    }
  }

  private static Optional<Credential> credential(Map<String, String> query) {
    String token = query.get("token");
    if (token != null) {
      return Optional.of(new TokenCredential(token));
    }
    String key = query.get("key");
    if (key != null) {
      return Optional.of(new StreamKeyCredential(key));
    }
    String user = query.get("user");
    String pass = query.getOrDefault("pass", query.get("password"));
    if (user != null && pass != null) {
      return Optional.of(new UsernamePasswordCredential(user, pass));
    }
    return Optional.empty();
  }

  private static Optional<String> decode(String text) {
    try {
      // A plus is a plus here: keys and tokens are base64 more often than forms.
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
