package io.riskmesh.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.riskmesh.runs.RunComparison.Setting;
import io.riskmesh.runs.RunComparison.Tests;
import io.riskmesh.split.SplitSummary;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
  private static final String YAML =
      """
      # job
      name: a
      training: {rounds: 10, params: {eta: 0.1}}
      features:
      - {name: x, impute: mean}
      """;

  private static final String ENVIRONMENT = "artifacts: {uri: s3://a}";

  @Test
  void sameRuleAndRowsAreTheSameTest() {
    Manifest first = run(split("hash", 42, true, "aa"), 0.80, "x");
    assertThat(RunComparison.of(first, run(split("hash", 42, true, "aa"), 0.82, "x")).tests())
        .isEqualTo(Tests.SAME_ROWS);
    assertThat(RunComparison.of(first, run(split("hash", 42, true, "bb"), 0.82, "x")).tests())
        .isEqualTo(Tests.SAME_RULE);
  }

  @Test
  void anotherRuleIsNoFairTest() {
    Manifest first = run(split("hash", 42, true, "aa"), 0.80, "x");
    RunComparison comparison =
        RunComparison.of(first, run(split("hash", 43, true, "bb"), 0.82, "x"));
    assertThat(comparison.tests()).isEqualTo(Tests.OTHER_RULE);
    assertThat(comparison.tests().isFair()).isFalse();
  }

  /** A stratified split moves rows as the table grows, so the same rule is not enough. */
  @Test
  void aRuleThatMovesRowsIsFairOnTheSameRowsOnly() {
    Manifest first = run(split("stratified", 42, false, "aa"), 0.80, "x");
    assertThat(RunComparison.of(first, run(split("stratified", 42, false, "bb"), 0.8, "x")).tests())
        .isEqualTo(Tests.OTHER_RULE);
    assertThat(RunComparison.of(first, run(split("stratified", 42, false, "aa"), 0.8, "x")).tests())
        .isEqualTo(Tests.SAME_ROWS);
  }

  @Test
  void tellsDifferencesOfMetricsAndInputs() {
    SplitSummary split = split("hash", 42, true, "aa");
    RunComparison comparison =
        RunComparison.of(run(split, 0.80, "x", "y"), run(split, 0.82, "y", "z"));
    assertThat(comparison.metrics()).hasSize(1);
    assertThat(comparison.metrics().get(0).difference()).isCloseTo(0.02, offset(1e-12));
    assertThat(comparison.inputs()).containsExactly("-x", "+z");
  }

  @Test
  void tellsSettingsByTheirKeys() {
    SplitSummary split = split("hash", 42, true, "aa");
    String other = YAML.replace("rounds: 10", "rounds: 20, seed: 1").replace("mean", "median");
    RunComparison comparison = RunComparison.of(configured(split, YAML), configured(split, other));
    assertThat(comparison.settings())
        .containsExactly(
            new Setting("features.x.impute", "mean", "median"),
            new Setting("training.rounds", "10", "20"),
            new Setting("training.seed", null, "1"));
  }

  private static SplitSummary split(String strategy, long seed, boolean stable, String test) {
    return ManifestBuilder.split(strategy, seed, stable, test);
  }

  private static Manifest run(SplitSummary split, double auc, String... inputs) {
    return of(split).auc(auc, null, null).inputs(List.of(inputs)).build();
  }

  private static Manifest configured(SplitSummary split, String yaml) {
    return of(split).config("0", yaml, ENVIRONMENT).build();
  }

  private static ManifestBuilder of(SplitSummary split) {
    return ManifestBuilder.of("r", "2026-01-01T00:00:00Z").split(split);
  }
}
