package io.xlive.kernel;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.Set;
import java.util.function.Supplier;

/** A store that fails is unavailable, never a "no": what is new is denied, what runs stays. */
final class GuardedIdentityStore implements IdentityStore {
  private final IdentityStore store;
  private final CallbackGuard guard;

  GuardedIdentityStore(IdentityStore store, CallbackGuard guard) {
    this.store = store;
    this.guard = guard;
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    return call(() -> store.validate(credential));
  }

  @Override
  public Set<String> getCallerGroups(CredentialValidationResult validationResult) {
    return call(() -> store.getCallerGroups(validationResult));
  }

  @Override
  public int priority() {
    return call(store::priority);
  }

  @Override
  public Set<ValidationType> validationTypes() {
    return call(store::validationTypes);
  }

  private <T> T call(Supplier<T> action) {
    if (guard.disabled()) {
      throw new XliveException(SpiError.AUTH_UNAVAILABLE, "the auth provider's plugin is disabled");
    }
    guard.enter();
    try {
      return action.get();
    } catch (XliveException expected) {
      throw expected; // says that what is behind it does not answer: no reason to disable it
    } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError failure) {
      guard.failed("auth provider", failure);
      throw new XliveException(SpiError.AUTH_UNAVAILABLE, "an auth provider failed", failure);
    } finally {
      guard.leave();
    }
  }
}
