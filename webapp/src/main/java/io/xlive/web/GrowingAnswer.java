package io.xlive.web;

import io.xlive.hls.SegmentReading;
import io.xlive.web.PlaybackGate.Audience;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The answer to a request for a segment that grows: each part is sent when it is finished (HTTP/1.1
 * chunks, RFC 9112 7.1). While it waits it costs no thread; each step runs on a thread of its own.
 * Only the first part has a deadline: a segment that has begun is completed by whatever ends it.
 */
final class GrowingAnswer {
  private final AsyncContext context;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final SegmentReading reading;
  private final Duration longestWait;
  private final Audience audience;
  private final AnswerThreads threads;
  private final Consumer<Step> guard;
  private final AtomicBoolean over = new AtomicBoolean();
  private volatile boolean begun;
  private volatile Optional<Future<?>> deadline = Optional.empty();

  /** Something that writes. */
  interface Step {
    void run() throws IOException;
  }

  private GrowingAnswer(
      AsyncContext context,
      HttpServletRequest request,
      HttpServletResponse response,
      SegmentReading reading,
      Duration longestWait,
      Audience audience,
      AnswerThreads threads,
      Consumer<Step> guard) {
    this.context = context;
    this.request = request;
    this.response = response;
    this.reading = reading;
    this.longestWait = longestWait;
    this.audience = audience;
    this.threads = threads;
    this.guard = guard;
  }

  /**
   * Begins to answer.
   *
   * @param reading closed when the answer is over
   * @param longestWait for the first part
   * @param guard runs a step and answers with a problem where that fails
   */
  static void begin(
      HttpServletRequest request,
      HttpServletResponse response,
      SegmentReading reading,
      Duration longestWait,
      Audience audience,
      AnswerThreads threads,
      Consumer<Step> guard) {
    AsyncContext context = request.startAsync(request, response);
    GrowingAnswer answer =
        new GrowingAnswer(
            context, request, response, reading, longestWait, audience, threads, guard);
    context.setTimeout(AnswerEnd.NO_TIMEOUT);
    context.addListener((AnswerEnd) answer::forget);
    answer.step();
  }

  private void step() {
    deadline.ifPresent(timer -> timer.cancel(false));
    AtomicBoolean more = new AtomicBoolean();
    guard.accept(() -> more.set(send()));
    if (!more.get()) {
      finish();
      return;
    }
    if (!begun) {
      deadline =
          Optional.of(threads.schedule(this::late, longestWait.toNanos(), TimeUnit.NANOSECONDS));
    }
    reading.await(() -> threads.execute(this::step));
  }

  /** Sends what is there; false when nothing follows. */
  private boolean send() throws IOException {
    SegmentReading.Step step = reading.next().orElseThrow(PlaybackAnswer::gone);
    if (!step.pieces().isEmpty()) {
      if (!begun) {
        begun = true;
        MediaAnswer.growing(response, step.contentType(), step.etag(), audience);
      }
      if (request.getMethod().equals("HEAD")) {
        return false;
      }
      MediaAnswer.pieces(response, step.pieces());
      response.flushBuffer();
    }
    return !step.last();
  }

  private void late() {
    if (reading.cancel()) {
      guard.accept(
          () -> {
            throw PlaybackAnswer.stalled();
          });
      finish();
    }
  }

  private void finish() {
    if (over.compareAndSet(false, true)) {
      reading.close();
      context.complete();
    }
  }

  private void forget() {
    over.set(true);
    reading.close();
    deadline.ifPresent(timer -> timer.cancel(false));
  }
}
