package io.xlive.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds and reads the configuration file, and takes the {@code XLIVE_*} variables beside it. */
final class ConfigLoader {
  private static final int MOST_BYTES = 3 << 20;

  private final Path home;
  private final Path workingFolder;
  private final Path systemFolder;
  private final Map<String, String> environment;
  private final Map<String, String> aliases;

  /**
   * @param workingFolder against which a relative name is resolved
   * @param systemFolder {@code /etc/xlive}
   */
  ConfigLoader(
      Path home,
      Path workingFolder,
      Path systemFolder,
      Map<String, String> environment,
      Map<String, String> aliases) {
    this.home = home;
    this.workingFolder = workingFolder;
    this.systemFolder = systemFolder;
    this.environment = environment;
    this.aliases = aliases;
  }

  /**
   * The file to read: the chosen one, {@code $XLIVE_CONFIG}, {@code ./conf.yaml}, {@code
   * ./config/conf.yaml}, {@code HOME/conf/conf.yaml}, {@code /etc/xlive/conf.yaml}; the first two
   * count even when they do not exist, so that a typing error is not answered with defaults.
   */
  Optional<Path> find(Optional<Path> chosen) {
    Optional<Path> named =
        chosen.or(
            () ->
                Optional.ofNullable(environment.get("XLIVE_CONFIG"))
                    .filter(s -> !s.isBlank())
                    .map(Path::of));
    if (named.isPresent()) {
      return named.map(workingFolder::resolve);
    }
    return List.of(
            workingFolder.resolve("conf.yaml"),
            workingFolder.resolve("config/conf.yaml"),
            home.resolve("conf/conf.yaml"),
            systemFolder.resolve("conf.yaml"))
        .stream()
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Reads; what is wrong is kept for the binding, which reports everything at once. */
  ConfigSource load(Optional<Path> chosen) {
    List<ConfigProblem> problems = new ArrayList<>();
    Optional<Path> file = find(chosen);
    FlatConfig flat = file.map(f -> read(f, problems)).orElseGet(FlatConfig::empty);
    Map<String, String> ours = new HashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("XLIVE_")) {
            ours.put(name, value);
          }
        });
    return new ConfigSource(file, home, flat, ours, aliases, problems);
  }

  private FlatConfig read(Path file, List<ConfigProblem> problems) {
    String name = shown(file);
    ConfigPlace top = ConfigPlace.line(name, 1);
    Optional<ConfigNode> root;
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        problems.add(ConfigProblem.of(top, "", "is larger than 3 MiB"));
        return FlatConfig.empty();
      }
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      root = YamlReader.file(name, text.startsWith("\uFEFF") ? text.substring(1) : text, problems);
    } catch (CharacterCodingException e) {
      problems.add(ConfigProblem.of(top, "", "is not UTF-8 text"));
      return FlatConfig.empty();
    } catch (IOException e) {
      String reason = Files.exists(file) ? "cannot be read" : "does not exist";
      problems.add(ConfigProblem.of(top, "", reason));
      return FlatConfig.empty();
    }
    if (root.isEmpty() || root.get() instanceof ConfigNode.Absent) {
      return FlatConfig.empty();
    }
    if (root.get() instanceof ConfigNode.Mapping mapping) {
      return FlatConfig.of(mapping, "", problems);
    }
    problems.add(ConfigProblem.of(root.get().place(), "", "is not a list of keys with values"));
    return FlatConfig.empty();
  }

  private String shown(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path from = workingFolder.toAbsolutePath().normalize();
    return absolute.startsWith(from) ? from.relativize(absolute).toString() : absolute.toString();
  }
}
