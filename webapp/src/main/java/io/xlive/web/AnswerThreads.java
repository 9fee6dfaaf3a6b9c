package io.xlive.web;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has a virtual thread for each answer that is written later than it was asked for, and one thread
 * that watches deadlines and does nothing else.
 */
final class AnswerThreads implements AutoCloseable {
  private final ExecutorService answers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("hls answer ", 0).factory());
  private final ScheduledThreadPoolExecutor deadlines =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("hls deadlines").factory());

  AnswerThreads() {
    // Most requests are answered long before: their timers are not kept until then.
    deadlines.setRemoveOnCancelPolicy(true);
  }

  /** Runs something that may block. */
  void execute(Runnable answer) {
    answers.execute(answer);
  }

  /** Runs something that may block, later; to be cancelled when it is not needed any more. */
  Future<?> schedule(Runnable answer, long delay, TimeUnit unit) {
    return deadlines.schedule(() -> execute(answer), delay, unit);
  }

  @Override
  public void close() {
    deadlines.shutdownNow();
    answers.shutdown();
  }
}
