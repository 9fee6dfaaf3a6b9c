package io.xlive.host;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request whose body has to be there in time, however steadily it trickles. Too late, HTTP/1.1
 * answers 408 if no answer has begun, and closes; HTTP/2 resets the stream.
 */
final class TimedBody extends Request.Wrapper {
  private static final Logger LOG = LoggerFactory.getLogger(TimedBody.class);

  private final Response response;
  private final String rule;
  private final Scheduler.Task timer;

  TimedBody(Request request, Response response, long millis) {
    super(request);
    this.response = response;
    this.rule = "no complete body within " + millis + " ms (http.body-timeout)";
    this.timer =
        request.getComponents().getScheduler().schedule(this::late, millis, TimeUnit.MILLISECONDS);
    Request.addCompletionListener(request, failure -> timer.cancel());
  }

  @Override
  public Content.Chunk read() {
    Content.Chunk chunk = super.read();
    if (chunk != null && chunk.isLast()) {
      timer.cancel();
    }
    return chunk;
  }

  private void late() {
    TimedEndPoint point = TimedEndPoint.of(this);
    LOG.debug("ended a request from {}: {}", point.getRemoteSocketAddress(), rule);
    if (getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2) {
      getWrapped().fail(new TimeoutException(rule));
    } else if (response.isCommitted()) {
      point.close();
    } else {
      RequestDeadline.refuse(point, getConnectionMetaData().getConnection().getEndPoint(), rule);
    }
  }
}
