package io.riskmesh.config;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.SchemaWalk.Place;
import io.riskmesh.config.yaml.ConfigNode;
import io.riskmesh.config.yaml.ConfigProblems;
import io.riskmesh.config.yaml.NodeReading;
import io.riskmesh.config.yaml.ValueOrigin;
import io.riskmesh.config.yaml.YamlTree;
import io.riskmesh.config.yaml.YamlTree.Items;
import io.riskmesh.config.yaml.YamlTree.Section;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A valid file with its schema and its reader. All samples together have every key of every kind;
 * {@link SchemaKeysTest} checks that.
 *
 * @param file in the test's resources
 * @param set what the sample changes of it
 */
record SchemaSample(
    SchemaFile schema,
    String file,
    List<String> set,
    Function<ConfigNode, Map<String, Object>> reader) {
  static final String PARAMS = "training.params";

  /** The files as they are read, by name. */
  private static final Map<String, YamlTree> FILES = new ConcurrentHashMap<>();

  private static final Path FOLDER = Path.of("src/test/resources/io/riskmesh/config");

  static List<SchemaSample> all() {
    return List.of(
        job(),
        job("source={path: in/rows.csv, format: csv, options: {sep: \";\"}}"),
        job("source={featureGroup: {name: credit-raw, asOf: 2026-03-01}, eventTime: booked}"),
        job(
            "split={strategy: stratified, ratios: 70/20/10, seed: 7, outOfTime: {from: 2026-01-01}}"),
        job(
            "split={strategy: group, group: [house], ratios: 70/20/10, seed: 7, outOfTime: {from: 2026-01-01}}"),
        job("label={column: bad, positive: 1, window: 365d}"),
        job("split.outOfTime={from: 2026-01-01, embargo: 90d}"),
        job("split={strategy: time, ratios: 70/20/10}"),
        job("split={strategy: time, validationFrom: 2026-01-01, testFrom: 2026-02-01}"),
        job("split={strategy: column, column: p, train: [1], validation: [2.5], test: [c]}"),
        job("evaluation.grades=[{name: good, below: 0.1}, {name: bad}]"),
        job("evaluation.grades={count: 7, best: 0.005, worst: 0.3}"),
        job("evaluation.folds=5"),
        job("quality.rules=[{check: freshness, maxAge: 36h}]"),
        job(
            "training={model: scorecard, points: {score: 500, odds: 20, doubling: 40}, params: {max_depth: 1}}",
            "features.burden.of=amount / 2"),
        environment(),
        environment("catalog={type: embedded, warehouse: ../w, seed: {a.b: c.csv}}"),
        environment("catalog={type: glue, id: \"123456789012\", access: lakeformation}"),
        environment("tracking.mlflow={uri: \"http://localhost:5000\", model: credit-risk}"),
        environment("catalog={type: hive}"),
        environment("catalog={type: athena, id: \"123456789012\", workgroup: w, timeout: 1h}"),
        environment(
            "registry={type: sagemaker, group: g, image: i, approval: verdict, realtime: [ml.m5.large], transform: [ml.m5.xlarge]}"));
  }

  /** A value of a sample. */
  record Probe(SchemaSample sample, Place place) {
    @Override
    public String toString() {
      return sample + " " + place.path();
    }
  }

  /**
   * One value for every part of the schemas, except for the booster's parameters, which the reader
   * does not check.
   */
  static List<Probe> probes() {
    Set<JsonNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    List<Probe> probes = new ArrayList<>();
    for (SchemaSample sample : all()) {
      for (Place place : SchemaWalk.places(sample.schema(), sample.tree())) {
        if (place.above() != null && !place.path().startsWith(PARAMS) && seen.add(place.part())) {
          probes.add(new Probe(sample, place));
        }
      }
    }
    return probes;
  }

  static SchemaSample job(String... set) {
    return new SchemaSample(
        SchemaFile.JOB, "sample-job.yaml", List.of(set), node -> node.read(JobReader::read).yaml());
  }

  static SchemaSample environment(String... set) {
    return new SchemaSample(
        SchemaFile.ENVIRONMENT,
        "sample-environment.yaml",
        List.of(set),
        node -> node.read(EnvConfig::read).yaml());
  }

  /** The file with other values, {@code a.b=c}. */
  Section tree(String... more) {
    Section tree = (Section) copy(FILES.computeIfAbsent(file, name -> SchemaFile.tree(yaml())));
    Optional<Section> both = Optional.of(tree);
    ConfigProblems problems = new ConfigProblems();
    ConfigOverrides overrides =
        new ConfigOverrides(
            both, both, ValueOrigin.commandLine(UnaryOperator.identity()), problems);
    overrides.apply(set);
    overrides.apply(List.of(more));
    problems.throwIfAny();
    return tree;
  }

  private static YamlTree copy(YamlTree tree) {
    if (tree instanceof Section section) {
      Map<String, YamlTree> fields = new LinkedHashMap<>();
      section.fields().forEach((key, value) -> fields.put(key, copy(value)));
      return new Section(fields, section.origin());
    }
    return tree instanceof Items list
        ? new Items(
            list.items().stream()
                .map(SchemaSample::copy)
                .collect(Collectors.toCollection(ArrayList::new)),
            list.origin())
        : tree;
  }

  private String yaml() {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the reader refuses, one line each; none when it takes the file. */
  List<String> problems(Section tree, Map<String, String> variables) {
    ConfigProblems problems = new ConfigProblems();
    reader.apply(root(tree, variables, problems));
    try {
      problems.throwIfAny();
      return List.of();
    } catch (RunException e) {
      return e.getMessage().lines().skip(1).toList();
    }
  }

  /** What the reader makes of it, with every default. */
  Map<String, Object> effective(Section tree) {
    ConfigProblems problems = new ConfigProblems();
    Map<String, Object> read = reader.apply(root(tree, Map.of(), problems));
    problems.throwIfAny();
    return read;
  }

  private static ConfigNode root(
      Section tree, Map<String, String> variables, ConfigProblems problems) {
    return ConfigNode.root(tree, new NodeReading(problems, variables));
  }

  @Override
  public String toString() {
    return file + " " + set;
  }
}
