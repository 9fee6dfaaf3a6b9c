package io.xlive.host;

import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A request whose body ends in a failure with status 413 when it is longer than allowed, for bodies
 * that do not say their length beforehand. The chunk that goes beyond is still given out, as one
 * that is not the last: who counts for himself can answer for himself, and nobody takes it for the
 * whole.
 */
final class BoundedBody extends Request.Wrapper {
  private final long most;
  private long seen;

  /**
   * @param most bytes
   */
  BoundedBody(Request request, long most) {
    super(request);
    this.most = most;
  }

  @Override
  public Content.Chunk read() {
    if (seen > most) {
      return Content.Chunk.from(
          new HttpException.RuntimeException(HttpStatus.PAYLOAD_TOO_LARGE_413), true);
    }
    Content.Chunk chunk = super.read();
    if (chunk == null || Content.Chunk.isFailure(chunk)) {
      return chunk;
    }
    seen += chunk.remaining();
    return seen > most && chunk.isLast()
        ? Content.Chunk.asChunk(chunk.getByteBuffer(), false, chunk)
        : chunk;
  }
}
