package io.xlive.web;

import io.xlive.hls.Goal;
import io.xlive.hls.HlsStream;
import io.xlive.hls.Waiting;
import io.xlive.spi.XliveException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A request that is answered when its stream has gone on (RFC 8216bis 6.2.5.2). While it waits it
 * costs no thread. Its deadline is its own and not the container's: that one would go on while the
 * answer is written, and cut it off.
 */
final class BlockedRequest {
  private final AsyncContext context;
  private volatile Optional<Waiting> waiting = Optional.empty();
  private volatile Optional<Future<?>> deadline = Optional.empty();

  private BlockedRequest(AsyncContext context) {
    this.context = context;
  }

  /**
   * Lets a request wait.
   *
   * @param answer writes the answer; runs once when the goal is not ahead any more
   * @param late writes the answer to a request that waited too long, in place of {@code answer}
   * @throws XliveException when too many wait; the request is as it was then
   */
  static void await(
      HttpServletRequest request,
      HttpServletResponse response,
      HlsStream stream,
      Goal goal,
      AnswerThreads threads,
      Runnable answer,
      Runnable late) {
    AsyncContext context = request.startAsync(request, response);
    BlockedRequest blocked = new BlockedRequest(context);
    context.setTimeout(AnswerEnd.NO_TIMEOUT);
    context.addListener((AnswerEnd) blocked::forget);
    Waiting waiting;
    try {
      waiting = stream.await(goal, () -> threads.execute(() -> blocked.complete(answer)));
    } catch (XliveException tooMany) {
      blocked.complete(
          () -> {
            throw tooMany;
          });
      return;
    }
    blocked.waiting = Optional.of(waiting);
    blocked.deadline =
        Optional.of(
            threads.schedule(
                () -> {
                  if (waiting.cancel()) {
                    blocked.complete(late);
                  }
                },
                stream.longestWait().toNanos(),
                TimeUnit.NANOSECONDS));
  }

  private void complete(Runnable answer) {
    try {
      answer.run();
    } finally {
      context.complete();
    }
  }

  private void forget() {
    waiting.ifPresent(Waiting::cancel);
    deadline.ifPresent(timer -> timer.cancel(false));
  }
}
