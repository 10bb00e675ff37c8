package io.riskmesh.config;

import io.riskmesh.config.yaml.ConfigProblems;
import io.riskmesh.config.yaml.NearestWord;
import io.riskmesh.config.yaml.ValueOrigin;
import io.riskmesh.config.yaml.YamlReader;
import io.riskmesh.config.yaml.YamlTree;
import io.riskmesh.config.yaml.YamlTree.Items;
import io.riskmesh.config.yaml.YamlTree.Section;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Applies {@code --set a.b.c=value} to the tree that the key belongs to. */
final class ConfigOverrides {
  /** Sections whose keys may contain dots, so that the rest of the path is a single key. */
  private static final Set<String> OPEN =
      Set.of("source.options", "training.params", "catalog.seed", "spark.conf");

  private final Optional<Section> job;
  private final Optional<Section> env;
  private final ValueOrigin origin;
  private final ConfigProblems problems;

  /**
   * Creates the overrides of two trees.
   *
   * @param job root of the job file, if it could be read
   * @param env root of the environment file, if it could be read
   * @param origin origin of every overridden value: the command line
   * @param problems collects invalid assignments
   */
  ConfigOverrides(
      Optional<Section> job, Optional<Section> env, ValueOrigin origin, ConfigProblems problems) {
    this.job = job;
    this.env = env;
    this.origin = origin;
    this.problems = problems;
  }

  void apply(List<String> assignments) {
    assignments.forEach(this::apply);
  }

  private void apply(String assignment) {
    int equals = assignment.indexOf('=');
    String path = equals < 0 ? assignment : assignment.substring(0, equals).strip();
    if (equals < 0 || path.isEmpty() || path.startsWith(".") || path.endsWith(".")) {
      // Without a key the text may be a secret, so it is not shown.
      String key = equals < 0 || path.isEmpty() ? "" : " " + path;
      problems.add("--set%s: must be key=value".formatted(key));
      return;
    }
    String section = path.replaceFirst("\\..*", "");
    Optional<Section> root = EnvConfig.SECTIONS.contains(section) ? env : job;
    YamlReader.read(assignment.substring(equals + 1), origin, path, problems)
        .ifPresent(value -> root.ifPresent(tree -> put(tree, "", path, value, path)));
  }

  private void put(YamlTree tree, String above, String rest, YamlTree value, String path) {
    if (tree instanceof Section section) {
      put(section, above, rest, value, path);
    } else if (tree instanceof Items list) {
      put(list, above, rest, value, path);
    } else {
      problems.add(origin, path, "%s is a single value, not a section".formatted(above));
    }
  }

  private void put(Section section, String above, String rest, YamlTree value, String path) {
    int dot = OPEN.contains(above) ? -1 : rest.indexOf('.');
    if (dot < 0) {
      section.fields().put(rest, value);
      return;
    }
    String key = rest.substring(0, dot);
    YamlTree below = section.fields().get(key);
    if (below == null || below.isNull()) {
      below = new Section(new LinkedHashMap<>(), origin);
      section.fields().put(key, below);
    }
    put(below, above.isEmpty() ? key : above + "." + key, rest.substring(dot + 1), value, path);
  }

  private void put(Items list, String above, String rest, YamlTree value, String path) {
    Map<String, Integer> names = names(list);
    Optional<String> name =
        names.keySet().stream()
            .filter(known -> rest.equals(known) || rest.startsWith(known + "."))
            .max(Comparator.comparingInt(String::length));
    if (name.isEmpty()) {
      String word = rest.replaceFirst("\\..*", "");
      problems.add(
          origin,
          path,
          "%s has no %s%s".formatted(above, word, NearestWord.hint(word, names.keySet())));
      return;
    }
    int index = names.get(name.get());
    if (rest.equals(name.get())) {
      list.items().set(index, value);
    } else {
      String below = rest.substring(name.get().length() + 1);
      put(list.items().get(index), above + "." + name.get(), below, value, path);
    }
  }

  /** Maps the items by position and by name, if any; a name takes precedence over a position. */
  private static Map<String, Integer> names(Items list) {
    Map<String, Integer> names = new LinkedHashMap<>();
    IntStream.range(0, list.items().size())
        .forEach(i -> list.items().get(i).name().ifPresent(name -> names.putIfAbsent(name, i)));
    IntStream.range(0, list.items().size()).forEach(i -> names.putIfAbsent(Integer.toString(i), i));
    return names;
  }
}
