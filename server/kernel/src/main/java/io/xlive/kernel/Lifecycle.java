package io.xlive.kernel;

import io.xlive.spi.Service;
import io.xlive.spi.XliveException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts services in the order of their levels, one after the other, and stops them in reverse.
 * Each start and stop runs on a virtual thread of its own, so that one that hangs holds nothing up
 * for longer than its time. Safe for any thread.
 */
final class Lifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Lifecycle.class);

  private final Duration startTime;
  private final Duration stopTime;
  private final Deque<Step> started = new ArrayDeque<>();

  /**
   * @param startTime how long a start may take
   * @param stopTime how long a stop may take
   */
  Lifecycle(Duration startTime, Duration stopTime) {
    this.startTime = startTime;
    this.stopTime = stopTime;
  }

  /** A service with its place in the order. */
  record Step(StartLevel level, String name, Service service) {}

  /**
   * Starts all. When one fails, the others of its level are still tried, so that all their failures
   * are told at once; then what runs is stopped.
   *
   * @throws StartFailure with every failure
   */
  synchronized void start(List<Step> steps) {
    List<Step> ordered = new ArrayList<>(steps);
    ordered.sort(Comparator.comparing(Step::level)); // stable: within a level as given
    List<String> sentences = new ArrayList<>();
    List<Throwable> causes = new ArrayList<>();
    Optional<StartLevel> failed = Optional.empty();
    for (Step step : ordered) {
      if (failed.isPresent() && failed.get() != step.level()) {
        break;
      }
      try {
        startOne(step);
      } catch (StartFailure e) {
        failed = Optional.of(step.level());
        sentences.addAll(e.sentences());
        causes.addAll(List.of(e.getSuppressed()));
      }
    }
    if (failed.isPresent()) {
      stop();
      throw new StartFailure(sentences, causes);
    }
  }

  /**
   * Starts one more service, behind all that run.
   *
   * @throws StartFailure with one sentence
   */
  synchronized void startOne(Step step) {
    Optional<Throwable> failure = run("start of " + step.name(), startTime, step.service()::start);
    if (failure.isEmpty()) {
      started.push(step);
      return;
    }
    throw new StartFailure(List.of(sentence(step.name(), failure.get())), List.of(failure.get()));
  }

  /** Stops everything that runs, the last started first. */
  synchronized void stop() {
    while (!started.isEmpty()) {
      stop(started.pop());
    }
  }

  /** Stops one service that runs; nothing when it does not. */
  synchronized void stopOne(Service service) {
    started.stream()
        .filter(step -> step.service().equals(service))
        .findFirst()
        .ifPresent(
            step -> {
              started.remove(step);
              stop(step);
            });
  }

  private void stop(Step step) {
    run("stop of " + step.name(), stopTime, step.service()::stop)
        .ifPresent(
            failure ->
                LOG.warn(
                    "{} did not stop cleanly: {}", step.name(), sentence(step.name(), failure)));
  }

  private static Optional<Throwable> run(String what, Duration most, Runnable action) {
    FutureTask<Boolean> task = new FutureTask<>(action, Boolean.TRUE);
    Thread thread = Thread.ofVirtual().name(what).start(task);
    try {
      task.get(most.toMillis(), TimeUnit.MILLISECONDS);
      return Optional.empty();
    } catch (ExecutionException e) {
      return Optional.of(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      thread.interrupt();
      return Optional.of(new TimeoutException("took longer than " + most.toSeconds() + " s"));
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return Optional.of(new CancellationException("was interrupted"));
    }
  }

  private static String sentence(String name, Throwable failure) {
    if (failure instanceof XliveException expected) {
      return String.valueOf(expected.getMessage());
    }
    String message =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return name + ": " + message;
  }
}
