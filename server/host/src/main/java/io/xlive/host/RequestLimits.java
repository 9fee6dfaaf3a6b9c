package io.xlive.host;

import io.xlive.kernel.HttpConfig;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses requests of either HTTP version before the web application sees them: too many header
 * fields, too long a path, too long a body, a body that does not come in time. How many bytes line
 * and header have together the parsers have bounded before.
 */
final class RequestLimits extends Handler.Wrapper {
  /** Methods that may have a body without saying so in a header, in HTTP/2. */
  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH", "DELETE");

  /** Bytes of a body, whoever takes or ignores it. */
  static final long MOST_BODY = 1 << 20;

  private final int fields;
  private final int path;
  private final long bodyMillis;

  RequestLimits(HttpConfig config, Handler next) {
    super(next);
    this.fields = config.maxHeaderFields();
    this.path = (int) config.maxPathSize().bytes();
    this.bodyMillis = config.bodyTimeout().toMillis();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    TimedEndPoint connection = TimedEndPoint.of(request);
    if (!connection.begun()) {
      connection.close();
      callback.failed(new EofException("the header came too late (http.header-timeout)"));
      return true;
    }
    // Told before the connection reads on.
    Request.addCompletionListener(request, failure -> connection.ended());
    if (request.getHeaders().size() > fields) {
      return refused(
          request,
          response,
          callback,
          HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431,
          "more than " + fields + " header fields (http.max-header-fields)");
    }
    String sent = request.getHttpURI().getPath();
    if (sent != null && sent.length() > path) {
      return refused(
          request,
          response,
          callback,
          HttpStatus.URI_TOO_LONG_414,
          "a path of more than " + path + " bytes (http.max-path-size)");
    }
    if (request.getLength() > MOST_BODY) {
      return refused(
          request,
          response,
          callback,
          HttpStatus.PAYLOAD_TOO_LARGE_413,
          "a body of more than " + MOST_BODY + " bytes");
    }
    Request known = new KnownRequest(request, connection.kept());
    return super.handle(
        hasBody(request)
            ? new BoundedBody(new TimedBody(known, response, bodyMillis), MOST_BODY)
            : known,
        response,
        callback);
  }

  /** Names what is kept of its connection. */
  private static final class KnownRequest extends Request.Wrapper {
    private final AtomicReference<Object> kept;

    KnownRequest(Request request, AtomicReference<Object> kept) {
      super(request);
      this.kept = kept;
    }

    @Override
    public Object getAttribute(String name) {
      return name.equals(JettyHost.CONNECTION) ? kept : super.getAttribute(name);
    }
  }

  private static boolean hasBody(Request request) {
    return request.getLength() > 0
        || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING)
        || request.getLength() < 0 && WITH_BODY.contains(request.getMethod());
  }

  private static boolean refused(
      Request request, Response response, Callback callback, int status, String detail) {
    request.setAttribute(ProblemErrorHandler.DETAIL, detail);
    Response.writeError(request, response, callback, status);
    return true;
  }
}
