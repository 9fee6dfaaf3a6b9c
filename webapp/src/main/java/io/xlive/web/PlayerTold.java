package io.xlive.web;

import io.xlive.hls.Cmcd;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/**
 * What a player tells of itself with a request (CTA-5004): by the query, or by four headers.
 *
 * @param cmcd what it says; empty when it says nothing, or nothing that can be read
 * @param malformed whether there is something that cannot be read
 */
record PlayerTold(Optional<Cmcd> cmcd, boolean malformed) {
  private static final String PARAMETER = "CMCD=";
  private static final List<String> HEADERS =
      List.of("CMCD-Object", "CMCD-Request", "CMCD-Session", "CMCD-Status");
  private static final PlayerTold NOTHING = new PlayerTold(Optional.empty(), false);

  static PlayerTold of(HttpServletRequest request, String query) {
    Optional<String> parameter = parameter(query);
    if (parameter.isPresent()) {
      return of(Cmcd.encoded(parameter.get()));
    }
    String headers = "";
    for (String name : HEADERS) {
      String value = request.getHeader(name);
      if (value != null) {
        headers = headers.isEmpty() ? value : headers + "," + value;
      }
    }
    return headers.isEmpty() ? NOTHING : of(Cmcd.read(headers));
  }

  private static PlayerTold of(Optional<Cmcd> read) {
    return new PlayerTold(read, read.isEmpty());
  }

  private static Optional<String> parameter(String query) {
    for (int at = query.indexOf(PARAMETER); at >= 0; at = query.indexOf(PARAMETER, at + 1)) {
      if (at == 0 || query.charAt(at - 1) == '&') {
        int end = query.indexOf('&', at);
        return Optional.of(
            query.substring(at + PARAMETER.length(), end < 0 ? query.length() : end));
      }
    }
    return Optional.empty();
  }
}
