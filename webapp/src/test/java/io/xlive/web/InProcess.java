package io.xlive.web;

import jakarta.servlet.ServletConnection;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Asks a servlet without a socket and without a container, so that a test can make a million
 * requests in its own time. What the servlet must not need is not there. One thread.
 */
final class InProcess {
  private final HlsServlet servlet;

  InProcess(HlsServlet servlet) {
    this.servlet = servlet;
  }

  /**
   * An answer; the body of media is not kept.
   *
   * @param direct whether some of it came from memory outside of the heap
   */
  record Answer(int status, String body, boolean direct) {}

  /**
   * A GET.
   *
   * @param uri with its query
   * @param address numeric, of the client
   * @param headers of the request
   */
  Answer get(URI uri, String address, Map<String, String> headers) {
    Sink sink = new Sink(uri.getPath().endsWith(".m3u8") || uri.getPath().endsWith(".mpd"));
    HttpServletResponse response = response(sink);
    servlet.service(request(uri, address, headers), response);
    return new Answer(sink.status, sink.kept.toString(StandardCharsets.UTF_8), sink.direct);
  }

  private static HttpServletRequest request(URI uri, String address, Map<String, String> headers) {
    ServletConnection connection =
        fake(ServletConnection.class, (proxy, method, arguments) -> address + "#1");
    return fake(
        HttpServletRequest.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "getMethod" -> "GET";
              case "getRequestURI" -> uri.getRawPath();
              case "getQueryString" -> uri.getRawQuery();
              case "getContextPath" -> "";
              case "getHeader" -> headers.get((String) arguments[0]);
              case "getRemoteAddr" -> address;
              case "getRemotePort" -> 40_000;
              case "getServletConnection" -> connection;
              case "isSecure" -> false;
              case "getAttribute" -> null;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static HttpServletResponse response(Sink sink) {
    return fake(
        HttpServletResponse.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "setStatus" -> {
                sink.status = (int) arguments[0];
                yield null;
              }
              case "getOutputStream" -> sink;
              case "isCommitted" -> false;
              case "setHeader",
                  "setContentType",
                  "setContentLength",
                  "setContentLengthLong",
                  "resetBuffer" ->
                  null;
              default -> throw new UnsupportedOperationException(method.getName());
            });
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(InProcess.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static final class Sink extends ServletOutputStream {
    private final boolean keep;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int status = 200;
    private boolean direct;

    Sink(boolean keep) {
      this.keep = keep;
    }

    @Override
    public void write(ByteBuffer bytes) {
      direct |= bytes.isDirect();
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      write(copy, 0, copy.length);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      if (keep || status != 200) {
        kept.write(bytes, from, length);
      }
    }

    @Override
    public void write(int one) {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException();
    }
  }
}
