package io.riskmesh.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.riskmesh.config.Part;
import io.riskmesh.runs.Comparison.Setting;
import io.riskmesh.runs.Comparison.Tests;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.store.Json;
import io.riskmesh.store.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final String YAML =
      """
      # job
      name: a
      training: {rounds: 10, params: {eta: 0.1}}
      features:
      - {name: x, impute: mean}
      ---
      # environment
      artifacts: {uri: s3://a}
      """;

  @Test
  void sameRuleAndRowsAreTheSameTest() {
    Manifest first = run(split("hash", 42, true, "aa"), 0.80, "x");
    assertThat(Comparison.of(first, run(split("hash", 42, true, "aa"), 0.82, "x")).tests())
        .isEqualTo(Tests.SAME_ROWS);
    assertThat(Comparison.of(first, run(split("hash", 42, true, "bb"), 0.82, "x")).tests())
        .isEqualTo(Tests.SAME_RULE);
  }

  @Test
  void anotherRuleIsNoFairTest() {
    Manifest first = run(split("hash", 42, true, "aa"), 0.80, "x");
    Comparison comparison = Comparison.of(first, run(split("hash", 43, true, "bb"), 0.82, "x"));
    assertThat(comparison.tests()).isEqualTo(Tests.OTHER_RULE);
    assertThat(comparison.tests().isFair()).isFalse();
  }

  /** A stratified split moves rows as the table grows: its rule alone says nothing. */
  @Test
  void aRuleThatMovesRowsIsFairOnTheSameRowsOnly() {
    Manifest first = run(split("stratified", 42, false, "aa"), 0.80, "x");
    assertThat(Comparison.of(first, run(split("stratified", 42, false, "bb"), 0.8, "x")).tests())
        .isEqualTo(Tests.OTHER_RULE);
    assertThat(Comparison.of(first, run(split("stratified", 42, false, "aa"), 0.8, "x")).tests())
        .isEqualTo(Tests.SAME_ROWS);
  }

  @Test
  void tellsDifferencesOfMetricsAndInputs() {
    SplitSummary split = split("hash", 42, true, "aa");
    Comparison comparison = Comparison.of(run(split, 0.80, "x", "y"), run(split, 0.82, "y", "z"));
    assertThat(comparison.metrics()).hasSize(1);
    assertThat(comparison.metrics().get(0).difference()).isCloseTo(0.02, offset(1e-12));
    assertThat(comparison.inputs()).containsExactly("-x", "+z");
  }

  @Test
  void tellsSettingsByTheirKeys() {
    SplitSummary split = split("hash", 42, true, "aa");
    String other = YAML.replace("rounds: 10", "rounds: 20, seed: 1").replace("mean", "median");
    Comparison comparison = Comparison.of(configured(split, YAML), configured(split, other));
    assertThat(comparison.settings())
        .containsExactly(
            new Setting("features.x.impute", "mean", "median"),
            new Setting("training.rounds", "10", "20"),
            new Setting("training.seed", null, "1"));
  }

  private static SplitSummary split(String strategy, long seed, boolean stable, String test) {
    PartSummary part = new PartSummary(10, 3, test);
    return new SplitSummary(
        strategy, List.of("id"), seed, List.of("cut"), stable, 0, Map.of(Part.TEST, part));
  }

  private static Manifest run(SplitSummary split, double auc, String... inputs) {
    return manifest(split, auc, List.of(inputs), "");
  }

  private static Manifest configured(SplitSummary split, String yaml) {
    return manifest(split, 0.8, List.of(), yaml);
  }

  private static Manifest manifest(
      SplitSummary split, double auc, List<String> inputs, String yaml) {
    return new Manifest(
        "r",
        "job",
        "accepted",
        "2026-01-01T00:00:00Z",
        "2026-01-01T00:00:00Z",
        Map.of(),
        Json.tree(Map.of()),
        Json.tree(Map.of()),
        Json.tree(split),
        Json.tree(Map.of("digest", "f".repeat(64), "names", inputs)),
        Json.tree(Map.of()),
        Json.tree(List.of(Map.of("name", "auc", "value", auc))),
        Json.tree(List.of()),
        Map.of(),
        new Manifest.Configuration("0", yaml),
        List.of(),
        new Manifest.Data(true, null, List.of()));
  }
}
