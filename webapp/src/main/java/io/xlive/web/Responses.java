package io.xlive.web;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Problem details from servlets and filters, in the same form as the API's. */
final class Responses {
  private static final Json JSON = new Json();

  private Responses() {}

  /**
   * Answers with a problem; the caller returns after it. Nothing is sent when the answer has begun
   * already.
   */
  static void problem(ServletResponse response, Problem problem) throws IOException {
    if (response.isCommitted() || !(response instanceof HttpServletResponse http)) {
      return;
    }
    byte[] body = JSON.write(problem).getBytes(StandardCharsets.UTF_8);
    http.resetBuffer();
    http.setStatus(problem.status());
    http.setContentType(Problem.MEDIA_TYPE);
    http.setContentLength(body.length);
    http.setHeader("X-Content-Type-Options", "nosniff");
    http.getOutputStream().write(body);
  }
}
