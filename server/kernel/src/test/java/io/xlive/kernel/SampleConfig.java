package io.xlive.kernel;

import io.xlive.spi.ByteSize;
import io.xlive.spi.ConfigKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One key of every type. */
record SampleConfig(
    @ConfigKey(doc = "Whether", def = "true") boolean enable,
    @ConfigKey(doc = "Port", def = "1935", min = "1", max = "65535") int port,
    @ConfigKey(doc = "Large number", def = "5000000000", min = "-1") long most,
    @ConfigKey(doc = "Name", def = "xlive, the server") String name,
    @ConfigKey(doc = "Password", secret = true) String password,
    @ConfigKey(doc = "Grace", def = "10s", min = "100ms", max = "1h", reloadable = true)
        Duration grace,
    @ConfigKey(doc = "Room", def = "4MiB", min = "1KiB", max = "1GiB") ByteSize room,
    @ConfigKey(doc = "Folder", def = "data/parts") Path folder,
    @ConfigKey(doc = "Mode", def = "low-latency") Mode mode,
    @ConfigKey(doc = "Perhaps a number", min = "1", max = "9") Optional<Integer> perhaps,
    @ConfigKey(doc = "Perhaps a path") Optional<Path> certificate,
    @ConfigKey(doc = "Words", def = "one, two") List<String> words,
    @ConfigKey(doc = "Numbers", min = "1", max = "9") List<Integer> numbers,
    @ConfigKey(doc = "Users") List<User> users,
    @ConfigKey(doc = "Encryption") Tls tls) {

  enum Mode {
    LOW_LATENCY,
    BALANCED
  }

  record User(
      @ConfigKey(doc = "Log-in name") String name,
      @ConfigKey(doc = "Secret", secret = true) String password,
      @ConfigKey(doc = "Level", min = "1", max = "3") int level) {
    User {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("a user needs a name");
      }
    }
  }

  record Tls(@ConfigKey(doc = "TLS port", def = "1936", min = "1", max = "65535") int port) {}
}
