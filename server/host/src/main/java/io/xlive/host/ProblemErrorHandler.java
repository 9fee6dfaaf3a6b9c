package io.xlive.host;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Answers what the container refuses before the web application sees it (a bad request line, too
 * large headers) as RFC 9457 problem details, without a class name or a path.
 */
final class ProblemErrorHandler extends ErrorHandler {
  /**
   * Attribute of a request: one sentence about its refusal, without characters that JSON quotes.
   */
  static final String DETAIL = "io.xlive.refusal";

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus() < 400 ? 500 : response.getStatus();
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.write(
        true,
        ByteBuffer.wrap(
            problem(status, request.getAttribute(DETAIL) instanceof String detail ? detail : "")),
        callback);
    return true;
  }

  /** The body of a problem; {@code detail} may be empty. */
  static byte[] problem(int status, String detail) {
    // Jetty has the older name (RFC 9110 15.5.14); the web application has this one.
    String title =
        status == HttpStatus.PAYLOAD_TOO_LARGE_413
            ? "Content Too Large"
            : HttpStatus.getMessage(status);
    String body =
        "{\"type\":\"about:blank\",\"title\":\""
            + title
            + "\",\"status\":"
            + status
            + ",\"code\":\""
            + (status >= 500
                ? "internal"
                : title.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", "_"))
            + "\""
            + (detail.isEmpty() ? "" : ",\"detail\":\"" + detail + "\"")
            + "}";
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
