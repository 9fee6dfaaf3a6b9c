package io.xlive.web;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * The short way into an answer that has begun, which the server's own container offers in an
 * attribute of the servlet context: past what a container does for every write. Used by one thread
 * at a time.
 */
@FunctionalInterface
interface HostBody {
  /** The attribute, made by the host. */
  String ATTRIBUTE = "io.xlive.body";

  /**
   * Writes all of it.
   *
   * @return false when the body cannot be written like this: then nothing was taken; not complete
   *     before the player has taken it; failed when the connection broke
   */
  CompletableFuture<Boolean> write(ByteBuffer bytes);

  /** Empty in other containers, and where a connection carries several answers. */
  @SuppressWarnings("unchecked") // the one place where the type is agreed upon by name
  static Optional<HostBody> of(HttpServletRequest request) {
    if (!(request.getServletContext().getAttribute(ATTRIBUTE) instanceof Function<?, ?> offered)) {
      return Optional.empty();
    }
    return ((Function<
                HttpServletRequest, Optional<Function<ByteBuffer, CompletableFuture<Boolean>>>>)
            offered)
        .apply(request)
        .map(body -> body::apply);
  }
}
