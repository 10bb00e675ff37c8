package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.yaml.YamlTree.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The schemas accept every committed file, and refuse what the reader refuses. */
class SchemaFilesTest {
  private static final String COMMENT = "# yaml-language-server: $schema=";

  static List<SchemaFile> schemas() {
    return List.of(SchemaFile.JOB, SchemaFile.ENVIRONMENT);
  }

  static List<Path> committed() throws IOException {
    try (Stream<Path> conf = Files.list(Path.of("conf"));
        Stream<Path> env = Files.list(Path.of("conf/env"));
        Stream<Path> data = Files.walk(Path.of("test-data"), 2)) {
      return Stream.of(conf, env, data)
          .flatMap(files -> files)
          .filter(file -> file.toString().endsWith(".yaml"))
          .toList();
    }
  }

  static Stream<Path> files() throws IOException {
    Path packed = Path.of("src/test/resources/packed");
    return Stream.concat(
        committed().stream(),
        Stream.of(packed.resolve("job.yaml"), packed.resolve("env/env.yaml")));
  }

  private static SchemaFile schema(Path file) {
    return file.getParent().endsWith("env") ? SchemaFile.ENVIRONMENT : SchemaFile.JOB;
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void aSchemaIsWellFormedAndDescribesEveryKey(SchemaFile schema) {
    assertThat(schema.ownProblems()).isEmpty();
    for (JsonNode section : schema.root().findParents("additionalProperties")) {
      section.path("properties").properties().stream()
          .filter(key -> !key.getValue().has("const") && !key.getValue().has("enum"))
          .forEach(
              key ->
                  assertThat(schema.word(key.getValue(), "description"))
                      .as("%s: description of %s", schema.file(), key.getKey())
                      .isPresent());
    }
  }

  /** Which is why {@link SchemaValuesTest} may look at one section alone. */
  @ParameterizedTest
  @MethodSource("schemas")
  void aSchemaRelatesNoTwoSections(SchemaFile schema) {
    Set<String> words = new HashSet<>();
    schema.root().fieldNames().forEachRemaining(words::add);
    assertThat(words)
        .isSubsetOf(
            "$schema",
            "title",
            "description",
            "type",
            "properties",
            "required",
            "additionalProperties",
            "$defs");
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyCommittedFileIsValid(Path file) throws IOException {
    assertThat(schema(file).problems(Files.readString(file))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("committed")
  void anEditorFindsTheSchemaOfACommittedFile(Path file) throws IOException {
    String first = Files.readAllLines(file).get(0);

    assertThat(first).startsWith(COMMENT);
    assertThat(file.resolveSibling(first.substring(COMMENT.length())).normalize())
        .isEqualTo(schema(file).file());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "job | trainin={rounds: 7}",
        "job | spark={}",
        "job | name=a_b",
        "job | label.positive=null",
        "job | source={}",
        "job | source={table: a.b, path: c.csv}",
        "job | source.table=nodot",
        "job | source.key=id",
        "job | source.calendar=julian",
        "job | quality.rules=[{check: nul, column: a}]",
        "job | quality.rules=[{check: nulls, column: a, min: 1}]",
        "job | quality.rules=[{check: range, column: a}]",
        "job | quality.rules=[{check: nulls, column: a, maxShare: 1.01}]",
        "job | features=[]",
        "job | features.age.imput=mean",
        "job | features.age.domain=[1]",
        "job | features.age.kind=numerical",
        "job | features.age.log1p=yes",
        "job | features.home.special=[1]",
        "job | split={strategy: hsh}",
        "job | split={strategy: hash, group: [a]}",
        "job | split={strategy: group}",
        "job | training.rounds='200'",
        "job | training.rounds=3.5",
        "job | training.workers=all",
        "job | training.timeout=0h",
        "job | gates.aucc={min: 0.7}",
        "job | gates.auc={}",
        "job | gates.auc.min=70",
        "job | drift.minRows=9",
        "job | tune.trials=1",
        "job | tune.ranges.eta=[0.1]",
        "job | tune.ranges.eta={from: 0.1}",
        "job | tune.ranges.eta.scale=exp",
        "environment | training={}",
        "environment | artifacts={}",
        "environment | artifacts.url=x",
        "environment | catalog={type: glu}",
        "environment | catalog={type: embedded}",
        "environment | catalog={type: glue, warehouse: w}",
        "environment | catalog={type: glue, id: 12}",
        "environment | catalog={type: embedded, warehouse: w, seed: {t: x.csv}}",
        "environment | registry.group=g",
        "environment | aws.attempts=0",
        "environment | aws.endpoint=localhost",
        "environment | spark.master=4",
        "environment | spark.conf={hive.x: 1}",
      })
  void whatTheReaderRefusesIsNotValid(String file, String set) {
    SchemaSample sample = file.equals("job") ? SchemaSample.job() : SchemaSample.environment();
    Section tree = sample.tree(set);

    assertThat(sample.problems(tree, Map.of())).isNotEmpty();
    assertThat(sample.schema().problems(tree)).isNotEmpty();
  }
}
