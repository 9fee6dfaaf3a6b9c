package io.xlive.security;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An identity store behind a timeout and a bulkhead: each question runs on a virtual thread of its
 * own, and only so many at once. A question that timed out keeps its place in the bulkhead until
 * the store lets go of it, so a hanging store costs a bounded number of threads.
 */
final class GuardedStore {
  private static final Logger LOG = LoggerFactory.getLogger(GuardedStore.class);

  private final String name;
  private final IdentityStore store;
  private final Duration timeout;
  private final Semaphore places;
  private final Set<ValidationType> types;

  GuardedStore(String name, IdentityStore store, Duration timeout, int concurrency) {
    this.name = name;
    this.store = store;
    this.timeout = timeout;
    this.places = new Semaphore(concurrency);
    this.types = Set.copyOf(store.validationTypes());
  }

  boolean does(ValidationType type) {
    return types.contains(type);
  }

  CredentialValidationResult validate(Credential credential) {
    return ask(() -> store.validate(credential));
  }

  Set<String> groups(CredentialValidationResult result) {
    return ask(() -> store.getCallerGroups(result));
  }

  XliveException unavailable(String why) {
    return new XliveException(SpiError.AUTH_UNAVAILABLE, "auth provider " + name + " " + why);
  }

  private <T> T ask(Callable<T> question) {
    if (!places.tryAcquire()) {
      throw unavailable("is busy with as many callers as auth.provider-concurrency allows");
    }
    FutureTask<T> task = new FutureTask<>(question);
    Thread thread =
        Thread.ofVirtual()
            .name("auth-" + name)
            .start(
                () -> {
                  try {
                    task.run();
                  } finally {
                    places.release();
                  }
                });
    try {
      T answer = task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      if (answer == null) {
        throw unavailable("gave no answer");
      }
      return answer;
    } catch (TimeoutException e) {
      thread.interrupt();
      throw unavailable("did not answer within auth.provider-timeout");
    } catch (ExecutionException e) {
      LOG.warn("auth provider {} failed", name, e.getCause());
      throw unavailable("failed");
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw unavailable("was interrupted");
    }
  }
}
