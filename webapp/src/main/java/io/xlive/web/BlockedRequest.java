package io.xlive.web;

import io.xlive.hls.Goal;
import io.xlive.hls.HlsStream;
import io.xlive.hls.Waiting;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A request that is answered when its stream has gone on (RFC 8216bis 6.2.5.2). While it waits it
 * costs no thread; the container tells when it waited too long.
 */
final class BlockedRequest implements AsyncListener {
  private final AsyncContext context;
  private final Runnable late;
  private volatile Optional<Waiting> waiting = Optional.empty();

  private BlockedRequest(AsyncContext context, Runnable late) {
    this.context = context;
    this.late = late;
  }

  /**
   * Lets a request wait.
   *
   * @param answer writes the answer; runs once, by the executor, when the goal is not ahead any
   *     more
   * @param late writes the answer to a request that waited too long
   * @throws io.xlive.spi.XliveException when too many wait; the request is as it was then
   */
  static void await(
      HttpServletRequest request,
      HttpServletResponse response,
      HlsStream stream,
      Goal goal,
      Executor executor,
      Runnable answer,
      Runnable late) {
    AsyncContext context = request.startAsync(request, response);
    BlockedRequest blocked = new BlockedRequest(context, late);
    context.setTimeout(stream.longestWait().toMillis());
    context.addListener(blocked);
    try {
      Waiting waiting = stream.await(goal, () -> executor.execute(() -> blocked.complete(answer)));
      blocked.waiting = Optional.of(waiting);
    } catch (io.xlive.spi.XliveException tooMany) {
      blocked.complete(
          () -> {
            throw tooMany;
          });
    }
  }

  private void complete(Runnable answer) {
    try {
      answer.run();
    } finally {
      context.complete();
    }
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    if (waiting.map(Waiting::cancel).orElse(true)) {
      complete(late);
    }
  }

  @Override
  public void onError(AsyncEvent event) {
    waiting.ifPresent(Waiting::cancel);
  }

  @Override
  public void onComplete(AsyncEvent event) {
    // Also when the player went away while it waited.
    waiting.ifPresent(Waiting::cancel);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // It is started once.
  }
}
