package io.xlive.host;

import io.xlive.kernel.HttpConfig;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Refuses requests of either HTTP version before the web application sees them: too many header
 * fields, too long a path. How many bytes both have together the parsers have bounded before.
 */
final class RequestLimits extends Handler.Wrapper {
  private final int fields;
  private final int path;

  RequestLimits(HttpConfig config, Handler next) {
    super(next);
    this.fields = config.maxHeaderFields();
    this.path = (int) config.maxPathSize().bytes();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
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
    return super.handle(request, response, callback);
  }

  private static boolean refused(
      Request request, Response response, Callback callback, int status, String detail) {
    request.setAttribute(ProblemErrorHandler.DETAIL, detail);
    Response.writeError(request, response, callback, status);
    return true;
  }
}
