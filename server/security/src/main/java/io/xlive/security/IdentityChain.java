package io.xlive.security;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import jakarta.security.enterprise.identitystore.IdentityStoreHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All identity stores, asked in order, the first that says valid wins; then the stores that only
 * provide groups add theirs. A store that fails or takes too long makes the answer "unavailable",
 * whatever the others would say: nobody comes in by way of a broken one, and nobody is called
 * invalid by it.
 */
public final class IdentityChain implements IdentityStoreHandler {
  private final AuthConfig config;
  private volatile List<GuardedStore> stores = List.of();

  /** Without stores; {@link #replace} brings them. */
  public IdentityChain(AuthConfig config) {
    this.config = config;
  }

  /**
   * Puts other stores in force, by name; calls under way end with the former ones.
   *
   * @throws XliveException when {@code auth.providers} names one that is not there
   */
  public void replace(Map<String, IdentityStore> byName) {
    List<GuardedStore> next = new ArrayList<>();
    Duration timeout = config.providerTimeout();
    if (config.providers().isEmpty()) {
      byName.entrySet().stream()
          .sorted(
              Comparator.comparingInt(
                      (Map.Entry<String, IdentityStore> e) -> e.getValue().priority())
                  .thenComparing(Map.Entry::getKey))
          .forEach(e -> next.add(guard(e.getKey(), e.getValue(), timeout)));
    } else {
      for (String name : config.providers()) {
        IdentityStore store = byName.get(name);
        if (store == null) {
          throw new XliveException(
              SpiError.INVALID_CONFIGURATION,
              "auth.providers names " + name + ", but the providers here are " + byName.keySet());
        }
        next.add(guard(name, store, timeout));
      }
    }
    stores = List.copyOf(next);
  }

  /**
   * Asks the stores; blocks. Invalid beats not validated.
   *
   * @throws XliveException with {@link SpiError#AUTH_UNAVAILABLE} when a store cannot say
   */
  @Override
  public CredentialValidationResult validate(Credential credential) {
    List<GuardedStore> all = stores;
    CredentialValidationResult answer = CredentialValidationResult.NOT_VALIDATED_RESULT;
    for (GuardedStore store : all) {
      if (!store.does(ValidationType.VALIDATE)) {
        continue;
      }
      CredentialValidationResult result = store.validate(credential);
      if (result.getStatus() == Status.VALID) {
        return new CredentialValidationResult(name(store, result), groups(all, store, result));
      } else if (result.getStatus() == Status.INVALID) {
        answer = CredentialValidationResult.INVALID_RESULT;
      }
    }
    return answer;
  }

  private GuardedStore guard(String name, IdentityStore store, Duration timeout) {
    return new GuardedStore(name, store, timeout, config.providerConcurrency());
  }

  private static String name(GuardedStore store, CredentialValidationResult result) {
    if (result.getCallerPrincipal() == null || result.getCallerPrincipal().getName() == null) {
      throw store.unavailable("names nobody");
    }
    return result.getCallerPrincipal().getName();
  }

  private static Set<String> groups(
      List<GuardedStore> all, GuardedStore validator, CredentialValidationResult result) {
    Set<String> groups = new HashSet<>();
    if (validator.does(ValidationType.PROVIDE_GROUPS)) {
      groups.addAll(result.getCallerGroups());
    }
    for (GuardedStore store : all) {
      if (store.does(ValidationType.PROVIDE_GROUPS) && !store.does(ValidationType.VALIDATE)) {
        groups.addAll(store.groups(result));
      }
    }
    return groups;
  }
}
