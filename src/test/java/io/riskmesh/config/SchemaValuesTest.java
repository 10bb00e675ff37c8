package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.SchemaSample.Probe;
import io.riskmesh.config.yaml.YamlTree.Scalar;
import io.riskmesh.config.yaml.YamlTree.Section;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reader and schema accept the same values: types, ranges, nulls and variables. */
class SchemaValuesTest {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "1",
          "-1",
          "2",
          "0.5",
          "1.5",
          "-0.5",
          "1000",
          "text",
          "''",
          "' '",
          "'0.5'",
          "a.b",
          "2026-03-01",
          "2026-13",
          "2026-13-01",
          "36h",
          "0h",
          "PT1H",
          "60/20/20",
          "60/20",
          "none",
          "auto",
          "learn",
          "[]",
          "{}",
          "[text]",
          "[1, 2]",
          "[a, a]",
          "[null]",
          "[[]]",
          "{x: 1}");

  /** What a schema cannot say: how two values relate, which days and time patterns exist. */
  private static final Pattern READER_ALONE =
      Pattern.compile(
          String.join(
              "|",
              ".*=2026-13-01",
              "source\\.times\\.month\\.format=.*",
              "features\\.\\w+\\.clip\\.0=(0\\.999|1)",
              "features\\.\\w+\\.name=.*",
              "evaluation\\.grades\\.(count|best|worst)=.*",
              "evaluation(\\.(groups|segments))?=.*",
              "evaluation\\.groups\\.1\\.reference=.*",
              "evaluation\\.(groups|segments)\\.\\d\\.(bands.*|column=.*|tenths=true)",
              "evaluation\\.grades\\.good\\.below=null",
              "features\\.rate\\.of=\\[a, a]",
              "screening\\.(known|keep).*",
              "features\\.season\\.cyclic=true",
              "features\\.burden\\.of=.*",
              "interactions.*",
              "split\\.(validationFrom|testFrom)=.*",
              "split\\.(validation|test)(\\.0=1|=\\[1, 2])",
              "score\\.bands\\.low\\.below=null",
              "score\\.table=null",
              "score\\.audit\\.maxShare=\\{x: 1}",
              "signOff\\.approve.*",
              "tracking\\.timeout=PT1H",
              "tune\\.ranges\\.\\w+.*=.*"));

  static List<Probe> probes() {
    return SchemaSample.probes();
  }

  @ParameterizedTest
  @MethodSource("probes")
  void refuseTheSameValues(Probe probe) {
    SchemaSample sample = probe.sample();
    List<String> values = new ArrayList<>(VALUES);
    values.addAll(bounds(sample.schema(), probe.place().part()));
    for (String value : values) {
      String set = probe.place().path() + "=" + value;
      Section tree = sample.tree(set);
      List<String> refused = refused(probe, tree);
      List<String> read = sample.problems(tree, Map.of());
      boolean readerAlone = refused.isEmpty() && READER_ALONE.matcher(set).matches();
      assertThat(read.isEmpty() || readerAlone)
          .as("%s: the reader says %s, the schema %s", set, read, refused)
          .isEqualTo(refused.isEmpty());
    }
  }

  private static List<String> refused(Probe probe, Section tree) {
    String path = probe.place().path();
    int dot = path.indexOf('.');
    return dot < 0
        ? probe.sample().schema().problems(tree)
        : probe.sample().schema().problems(tree, path.substring(0, dot));
  }

  /** At each limit of a number, and next to it. */
  private static List<String> bounds(SchemaFile schema, JsonNode part) {
    List<String> bounds = new ArrayList<>();
    for (String word : List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")) {
      schema
          .word(part, word)
          .map(JsonNode::decimalValue)
          .ifPresent(
              bound -> {
                for (String step : List.of("0", "-1", "1", "-0.001", "0.001")) {
                  BigDecimal beside = bound.add(new BigDecimal(step));
                  bounds.add(beside.stripTrailingZeros().toPlainString());
                }
              });
    }
    return bounds;
  }

  /** Both take a variable where the reader fills it in. */
  @ParameterizedTest
  @MethodSource("probes")
  void acceptVariablesInTheSamePlaces(Probe probe) {
    if (probe.place().tree() instanceof Scalar scalar) {
      SchemaSample sample = probe.sample();
      Section tree = sample.tree(probe.place().path() + "=${env:V}");
      assertThat(refused(probe, tree).isEmpty())
          .isEqualTo(sample.problems(tree, Map.of("V", scalar.text())).isEmpty());
    }
  }
}
