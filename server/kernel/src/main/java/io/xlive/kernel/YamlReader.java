package io.xlive.kernel;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Reads YAML into {@link ConfigNode}s without ever building an object: no tags, at most 50 aliases,
 * 3 MiB, 20 levels, 100,000 nodes. All of it is checked before anything is interpreted.
 */
final class YamlReader {
  static final int MOST_CHARACTERS = 3 << 20;
  static final int MOST_ALIASES = 50;
  private static final int MOST_LEVELS = 20;
  private static final int MOST_NODES = 100_000;

  private final String name;
  private final List<ConfigProblem> problems;
  private final Optional<ConfigPlace> fixed;
  private int nodes;

  private YamlReader(String name, Optional<ConfigPlace> fixed, List<ConfigProblem> problems) {
    this.name = name;
    this.fixed = fixed;
    this.problems = problems;
  }

  /**
   * Reads a file's text; the places are lines of it. What is wrong is added to the problems and
   * makes the result empty.
   */
  static Optional<ConfigNode> file(String name, String text, List<ConfigProblem> problems) {
    return new YamlReader(name, Optional.empty(), problems).read(text);
  }

  /** Reads a value that stands at one place, such as a variable. */
  static Optional<ConfigNode> value(
      String key, String text, ConfigPlace place, List<ConfigProblem> problems) {
    return new YamlReader(key, Optional.of(place), problems).read(text);
  }

  private Optional<ConfigNode> read(String text) {
    if (text.length() > MOST_CHARACTERS) {
      problem(1, "is larger than 3 MiB");
      return Optional.empty();
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(MOST_LEVELS);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setAllowRecursiveKeys(false);
    Yaml yaml = new Yaml(options);
    try {
      if (!permitted(yaml, text)) {
        return Optional.empty();
      }
      Node root = yaml.compose(new StringReader(text));
      return root == null ? Optional.empty() : Optional.of(convert(root, 0));
    } catch (MarkedYAMLException e) {
      problem(line(e.getProblemMark()), "is not YAML: " + oneLine(e.getProblem()));
    } catch (YAMLException e) {
      problem(1, "is not YAML: " + oneLine(e.getMessage()));
    }
    return Optional.empty();
  }

  private boolean permitted(Yaml yaml, String text) {
    int before = problems.size();
    int aliases = 0;
    int documents = 0;
    for (Event event : yaml.parse(new StringReader(text))) {
      int line = line(event.getStartMark());
      if (event instanceof AliasEvent && ++aliases == MOST_ALIASES + 1) {
        problem(line, "has more than 50 aliases");
      } else if (event instanceof DocumentStartEvent && ++documents == 2) {
        problem(line, "has a second document; a configuration is one");
      } else if (tag(event).isPresent()) {
        problem(line, "tags are not allowed: " + oneLine(tag(event).get()));
      }
    }
    return problems.size() == before;
  }

  private static Optional<String> tag(Event event) {
    return switch (event) {
      case ScalarEvent scalar -> Optional.ofNullable(scalar.getTag());
      case CollectionStartEvent collection -> Optional.ofNullable(collection.getTag());
      default -> Optional.empty();
    };
  }

  private ConfigNode convert(Node node, int level) {
    ConfigPlace place = place(node);
    if (++nodes > MOST_NODES || level > MOST_LEVELS) {
      throw new YAMLException("more than 100,000 nodes or 20 levels");
    }
    return switch (node) {
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) && scalar.isPlain() ->
          new ConfigNode.Absent(place);
      case ScalarNode scalar -> new ConfigNode.Scalar(scalar.getValue(), place);
      case SequenceNode sequence -> {
        List<ConfigNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
          items.add(convert(item, level + 1));
        }
        yield new ConfigNode.Sequence(items, place);
      }
      case MappingNode mapping -> {
        List<ConfigNode.Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
          if (tuple.getKeyNode() instanceof ScalarNode key) {
            entries.add(
                new ConfigNode.Entry(
                    key.getValue(), place(key), convert(tuple.getValueNode(), level + 1)));
          } else {
            problem(line(tuple.getKeyNode().getStartMark()), "a key is a plain word");
          }
        }
        yield new ConfigNode.Mapping(entries, place);
      }
      default -> new ConfigNode.Absent(place);
    };
  }

  private ConfigPlace place(Node node) {
    return fixed.orElseGet(() -> ConfigPlace.line(name, line(node.getStartMark())));
  }

  private void problem(int line, String reason) {
    ConfigPlace place = fixed.orElseGet(() -> ConfigPlace.line(name, line));
    problems.add(ConfigProblem.of(place, fixed.isPresent() ? name : "", reason));
  }

  private static int line(@org.jspecify.annotations.Nullable Mark mark) {
    return mark == null ? 1 : mark.getLine() + 1;
  }

  private static String oneLine(@org.jspecify.annotations.Nullable String text) {
    String line = text == null ? "unreadable" : text.replaceAll("\\s+", " ").strip();
    return line.length() > 128 ? line.substring(0, 128) : line;
  }
}
