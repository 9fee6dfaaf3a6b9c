package io.xlive.plugin.authstatic;

import io.xlive.spi.SpiError;
import io.xlive.spi.XliveException;
import io.xlive.spi.auth.Grant;
import io.xlive.spi.auth.StreamKeyCredential;
import io.xlive.spi.auth.TokenCredential;
import jakarta.security.enterprise.credential.Credential;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.IdentityStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Takes the users of the configuration file. A wrong key or password costs the same as a right one,
 * and so does a user that there is not: every candidate is compared. Any thread.
 */
final class StaticIdentityStore implements IdentityStore {
  private static final int MOST_CHARACTERS = 4096;
  private static final int PASSWORDS_AT_ONCE = 4;

  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Secret nobody;
  private final Semaphore hashing = new Semaphore(PASSWORDS_AT_ONCE);

  private record Account(
      Optional<Secret> password,
      List<Secret> streamKeys,
      Optional<Secret> token,
      CredentialValidationResult valid) {}

  /**
   * @throws XliveException naming every user that makes no sense
   */
  StaticIdentityStore(List<StaticAuthConfig.User> users) {
    List<String> wrong = new ArrayList<>();
    Set<String> shown = new HashSet<>();
    for (StaticAuthConfig.User user : users) {
      check(user, shown, wrong);
      if (wrong.isEmpty()) {
        accounts.put(user.name(), account(user));
      }
    }
    if (!wrong.isEmpty()) {
      throw new XliveException(
          SpiError.INVALID_CONFIGURATION, "auth.static.users: " + String.join("; ", wrong));
    }
    this.nobody =
        accounts.values().stream()
            .flatMap(account -> account.password().stream())
            .filter(Secret.Pbkdf2.class::isInstance)
            .findFirst()
            .orElse(Secret.Digest.of("nobody"));
  }

  @Override
  public CredentialValidationResult validate(Credential credential) {
    return switch (credential) {
      case StreamKeyCredential key -> anyOf(key.key(), Kind.STREAM_KEY);
      case TokenCredential token -> anyOf(token.token(), Kind.TOKEN);
      case UsernamePasswordCredential login -> login(login);
      default -> CredentialValidationResult.NOT_VALIDATED_RESULT;
    };
  }

  private enum Kind {
    STREAM_KEY,
    TOKEN
  }

  private CredentialValidationResult anyOf(String shown, Kind kind) {
    CredentialValidationResult result = CredentialValidationResult.INVALID_RESULT;
    boolean used = false;
    if (shown.length() > MOST_CHARACTERS) {
      return result;
    }
    for (Account account : accounts.values()) {
      List<Secret> secrets =
          switch (kind) {
            case STREAM_KEY -> account.streamKeys();
            case TOKEN -> account.token().map(List::of).orElse(List.of());
          };
      for (Secret secret : secrets) {
        used = true;
        if (secret.matches(shown)) {
          result = account.valid();
        }
      }
    }
    // A kind that nobody here has is left to other stores.
    return used ? result : CredentialValidationResult.NOT_VALIDATED_RESULT;
  }

  private CredentialValidationResult login(UsernamePasswordCredential login) {
    String password = login.getPasswordAsString();
    Optional<Account> known =
        Optional.ofNullable(accounts.get(login.getCaller()))
            .filter(account -> account.password().isPresent());
    Secret secret = known.flatMap(Account::password).orElse(nobody);
    boolean matches = password.length() <= MOST_CHARACTERS && matches(secret, password);
    if (!(secret instanceof Secret.Pbkdf2) && nobody instanceof Secret.Pbkdf2) {
      // A password that stands plainly must not answer faster than the others.
      matches(nobody, password.substring(0, Math.min(password.length(), MOST_CHARACTERS)));
    }
    if (known.isEmpty()) {
      return CredentialValidationResult.NOT_VALIDATED_RESULT;
    }
    return matches ? known.get().valid() : CredentialValidationResult.INVALID_RESULT;
  }

  /**
   * Hashing is dear on purpose, so only a few at once; the others wait within the server's timeout.
   */
  private boolean matches(Secret secret, String password) {
    try {
      hashing.acquire();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new XliveException(SpiError.AUTH_UNAVAILABLE, "too many passwords to check at once");
    }
    try {
      return secret.matches(password);
    } finally {
      hashing.release();
    }
  }

  private static Account account(StaticAuthConfig.User user) {
    return new Account(
        user.password().map(StaticIdentityStore::password),
        user.streamKeys().stream().<Secret>map(Secret.Digest::of).toList(),
        user.token().map(Secret.Digest::of),
        new CredentialValidationResult(user.name(), Set.copyOf(user.grants())));
  }

  private static Secret password(String text) {
    return text.startsWith(Secret.Pbkdf2.PREFIX)
        ? Secret.Pbkdf2.parse(text.substring(Secret.Pbkdf2.PREFIX.length()))
        : Secret.Digest.of(text);
  }

  private void check(StaticAuthConfig.User user, Set<String> shown, List<String> wrong) {
    String name = user.name();
    if (name.isBlank() || accounts.containsKey(name)) {
      wrong.add("the name '" + name + "' is empty or stands twice");
    }
    if (user.grants().isEmpty()) {
      wrong.add(name + " has no grants");
    }
    for (String grant : user.grants()) {
      if (Grant.parse(grant).isEmpty()) {
        wrong.add(name + ": '" + grant + "' is no grant such as publish:live/*");
      }
    }
    if (user.password().isEmpty() && user.streamKeys().isEmpty() && user.token().isEmpty()) {
      wrong.add(name + " has neither password nor stream-keys nor token");
    }
    List<String> secrets = new ArrayList<>(user.streamKeys());
    user.token().ifPresent(secrets::add);
    for (String secret : secrets) {
      if (secret.length() < 8 || !shown.add(secret)) {
        wrong.add(name + ": a stream key or token is shorter than 8 characters or stands twice");
      }
    }
    try {
      user.password().ifPresent(StaticIdentityStore::password);
    } catch (IllegalArgumentException e) {
      wrong.add(name + ": " + e.getMessage());
    }
  }
}
