package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.Python;
import io.riskmesh.config.MetricName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PairedComparisonTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double Z = 1.959963984540054;

  /** Compares with every pair counted by NumPy, and with SciPy's bootstrap. */
  @Test
  void agreesWithEveryPairCountedAndWithSciPy(@TempDir Path folder) throws IOException {
    Map<String, PairedScores> cases = new HashMap<>();
    cases.put("distinct", pairs(400, 0.3, 0, false));
    cases.put("ties", pairs(500, 0.2, 8, false));
    cases.put("rare", pairs(900, 0.03, 50, false));
    cases.put("weights", pairs(600, 0.4, 0, true));
    cases.put("weights and ties", pairs(500, 0.6, 20, true));
    Path file = folder.resolve("cases.json");
    Files.write(file, JSON.writeValueAsBytes(Map.of("cases", written(cases))));

    JsonNode reference = JSON.readTree(Python.run("reference_paired.py", "" + file));

    cases.forEach((name, pairs) -> compare(name, pairs, reference.get(name)));
  }

  private static void compare(String name, PairedScores pairs, JsonNode reference) {
    PairedComparison found = PairedComparison.of(pairs, 0.2, 0.2, 42);
    PairedDifference auc = found.difference(MetricName.AUC);
    JsonNode delong = reference.get("auc");
    assertThat(auc.own()).as(name).isCloseTo(delong.get(0).asDouble(), within(1e-9));
    assertThat(auc.other()).as(name).isCloseTo(delong.get(1).asDouble(), within(1e-9));
    assertThat((auc.high() - auc.low()) / 2 / Z)
        .as(name)
        .isCloseTo(delong.get(2).asDouble(), within(1e-9));
    for (MetricName metric : List.of(MetricName.LOG_LOSS, MetricName.BRIER)) {
      PairedDifference loss = found.difference(metric);
      JsonNode drawn = reference.get(metric.key());
      assertThat(loss.difference()).as(name).isCloseTo(drawn.get(0).asDouble(), within(1e-7));
      // Two bootstraps differ by chance: the ends of 1,000 resamples by a twelfth of the width.
      double width = drawn.get(2).asDouble() - drawn.get(1).asDouble();
      assertThat(loss.low()).as(name).isCloseTo(drawn.get(1).asDouble(), within(width / 8));
      assertThat(loss.high()).as(name).isCloseTo(drawn.get(2).asDouble(), within(width / 8));
    }
  }

  private static PairedScores pairs(int rows, double rate, int levels, boolean weighted) {
    boolean[] defaults = PairedModels.defaults(rows, rate, rows);
    Random random = new Random(rows);
    double[] weights = random.doubles(rows).map(x -> weighted ? 0.5 + 3 * x : 1).toArray();
    return new PairedScores(
        defaults,
        weights,
        rounded(PairedModels.scores(defaults, 1, 0.5, 1), levels),
        rounded(PairedModels.scores(defaults, 1, 0.7, 2), levels));
  }

  private static float[] rounded(float[] scores, int levels) {
    for (int i = 0; levels > 0 && i < scores.length; i++) {
      scores[i] = (Math.round(scores[i] * levels) + 0.5f) / (levels + 1);
    }
    return scores;
  }

  private static List<Map<String, Object>> written(Map<String, PairedScores> cases) {
    List<Map<String, Object>> written = new ArrayList<>();
    cases.forEach(
        (name, pairs) -> {
          List<Integer> labels = new ArrayList<>();
          List<Double> weights = new ArrayList<>();
          List<Double> own = new ArrayList<>();
          List<Double> other = new ArrayList<>();
          for (int i = 0; i < pairs.size(); i++) {
            labels.add(pairs.label(i));
            weights.add(pairs.weight(i));
            own.add((double) pairs.own()[i]);
            other.add((double) pairs.other()[i]);
          }
          written.add(
              Map.of("name", name, "label", labels, "weight", weights, "own", own, "other", other));
        });
    return written;
  }

  /** On ten rows: 3 defaults, 7 good borrowers; 21 pairs. */
  @Test
  void tenRowsByHand() {
    boolean[] defaults = new boolean[10];
    Arrays.fill(defaults, 0, 3, true);
    float[] own = {0.9f, 0.8f, 0.25f, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.85f};
    float[] other = {0.9f, 0.3f, 0.25f, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f};

    PairedComparison found =
        PairedComparison.of(PairedModels.pairs(defaults, own, other), 0.5, 0.65, 1);

    // Wins: 7 + 6 + 2 against 7 + 2.5 + 2.
    PairedDifference auc = found.difference(MetricName.AUC);
    assertThat(auc.own()).isCloseTo(15 / 21.0, within(1e-12));
    assertThat(auc.other()).isCloseTo(11.5 / 21.0, within(1e-12));
    assertThat(found.rows()).isEqualTo(10);
    assertThat(found.defaults()).isEqualTo(3);
    // From 0.5: rows 0, 1, 7, 8, 9; from 0.65: rows 0 and 9.
    SwapSet swaps = found.swaps();
    assertThat(swaps.share()).isCloseTo(0.3, within(1e-12));
    assertThat(swaps.refused().rows()).isEqualTo(3);
    assertThat(swaps.refused().rate()).isCloseTo(1 / 3.0, within(1e-12));
    // scipy: binomtest(1, 3).proportion_ci(method="wilson")
    assertThat(swaps.refused().low()).isCloseTo(0.0614919447, within(1e-9));
    assertThat(swaps.refused().high()).isCloseTo(0.7923403992, within(1e-9));
    assertThat(swaps.accepted().rows()).isZero();
    assertThat(swaps.accepted().rate()).isNull();
  }

  @Test
  void aModelIsNoWorseThanItself() {
    boolean[] defaults = PairedModels.defaults(500, 0.3, 1);
    float[] scores = PairedModels.scores(defaults, 1, 0.5, 1);

    PairedComparison found =
        PairedComparison.of(PairedModels.pairs(defaults, scores, scores), 0.3, 0.3, 1);

    assertThat(found.differences())
        .hasSize(3)
        .allSatisfy(
            difference -> {
              assertThat(difference.difference()).isZero();
              assertThat(difference.low()).isZero();
              assertThat(difference.high()).isZero();
            });
    assertThat(found.swaps().share()).isZero();
  }

  /** The interval of the difference covers the truth as often as it says. */
  @Test
  void theIntervalOfTheAucCoversNoDifference() {
    int covered = 0;
    for (int i = 0; i < 400; i++) {
      boolean[] defaults = PairedModels.defaults(300, 0.3, 1_000 + i);
      PairedDifference auc =
          PairedComparison.auc(
              PairedModels.pairs(
                  defaults,
                  PairedModels.scores(defaults, 1, 0.6, 2 * i + 10),
                  PairedModels.scores(defaults, 1, 0.6, 2 * i + 11)));
      covered += auc.low() <= 0 && auc.high() >= 0 ? 1 : 0;
    }
    assertThat(covered / 400.0).isBetween(0.91, 0.985);
  }

  @Test
  void rowsThatCannotTellSaySo() {
    float[] scores = {0.1f, 0.2f, 0.3f};
    assertThat(PairedModels.pairs(new boolean[0], new float[0], new float[0]).findObstacle().get())
        .isEqualTo("no test row is new to both models");
    assertThat(
            PairedModels.pairs(new boolean[] {true, false, false}, scores, scores)
                .findObstacle()
                .get())
        .isEqualTo("the 3 test rows that are new to both models have at most one default");
    assertThat(
            PairedModels.pairs(new boolean[] {true, true, false}, scores, scores)
                .findObstacle()
                .get())
        .endsWith("at most one good borrower");
  }
}
