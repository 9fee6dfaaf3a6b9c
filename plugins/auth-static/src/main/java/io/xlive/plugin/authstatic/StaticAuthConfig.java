package io.xlive.plugin.authstatic;

import io.xlive.spi.ConfigKey;
import java.util.List;
import java.util.Optional;

/** Section {@code auth.static} of the configuration. */
public record StaticAuthConfig(
    @ConfigKey(doc = "users, each with a name, what it may show, and its grants", reloadable = true)
        List<User> users) {
  public StaticAuthConfig {
    users = List.copyOf(users);
  }

  /** One user. */
  public record User(
      @ConfigKey(doc = "name, unique") String name,
      @ConfigKey(
              doc = "password, plain or as {pbkdf2}ROUNDS:SALT:HASH with HMAC-SHA-256 and base64",
              secret = true)
          Optional<String> password,
      @ConfigKey(doc = "stream keys for ?key= of a publish URL", secret = true)
          List<String> streamKeys,
      @ConfigKey(doc = "bearer token", secret = true) Optional<String> token,
      @ConfigKey(doc = "what it may: permission or permission:pattern, as in publish:live/*")
          List<String> grants) {
    public User {
      streamKeys = List.copyOf(streamKeys);
      grants = List.copyOf(grants);
    }

    /** Never a secret. */
    @Override
    public String toString() {
      return "User[" + name + ", " + grants + "]";
    }
  }
}
