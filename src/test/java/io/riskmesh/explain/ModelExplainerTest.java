package io.riskmesh.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.evaluate.SampledRow;
import io.riskmesh.explain.Explanation.EffectGroup;
import io.riskmesh.explain.Explanation.FeatureImpact;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.model.DeclaredFeature;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.junit.jupiter.api.Test;

/**
 * A model of three declared features: {@code debt} with an indicator for missing, {@code home} with
 * three categories, and {@code idle}, which is constant.
 */
class ModelExplainerTest {
  private static final int ROWS = 3_000;
  private static final int WIDTH = 6;
  private static final FeatureSummary FEATURES =
      new FeatureSummary(
          "digest",
          List.of("debt", "debt.missing", "home=own", "home=rent", "home=free", "idle"),
          List.of(
              new DeclaredFeature("debt", true, 2),
              new DeclaredFeature("home", false, 3),
              new DeclaredFeature("idle", true, 1)));

  private final float[] inputs = new float[ROWS * WIDTH];
  private final float[] labels = new float[ROWS];
  private final float[] weights = new float[ROWS];
  private final Booster booster;
  private final float[][] margins;
  private final float[][] contributions;

  ModelExplainerTest() throws XGBoostError {
    Random random = new Random(7);
    for (int row = 0; row < ROWS; row++) {
      boolean missing = random.nextInt(10) == 0;
      float debt = random.nextFloat();
      int home = random.nextInt(3);
      int at = row * WIDTH;
      inputs[at] = missing ? Float.NaN : debt;
      inputs[at + 1] = missing ? 1 : 0;
      inputs[at + 2 + home] = 1;
      double risk = (missing ? 0.5 : debt) * 0.6 + (home == 1 ? 0.3 : 0);
      labels[row] = random.nextDouble() < risk ? 1 : 0;
      weights[row] = 1 + row % 3;
    }
    DMatrix matrix = new DMatrix(inputs, ROWS, WIDTH, Float.NaN);
    matrix.setLabel(labels);
    booster =
        XGBoost.train(
            matrix,
            new HashMap<>(
                Map.of("objective", "binary:logistic", "max_depth", 3, "eta", 0.3, "nthread", 1)),
            30,
            new HashMap<>(),
            null,
            null);
    margins = booster.predict(matrix, true);
    contributions = booster.predictContrib(matrix, 0);
  }

  private List<SampledRow> rows(DoubleUnaryOperator label) {
    List<SampledRow> rows = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      float[] own = new float[WIDTH];
      System.arraycopy(inputs, row * WIDTH, own, 0, WIDTH);
      rows.add(
          new SampledRow(
              row,
              (float) label.applyAsDouble(labels[row]),
              weights[row],
              margins[row][0],
              probability(row),
              own,
              new String[0]));
    }
    return rows;
  }

  private float probability(int row) {
    return (float) (1 / (1 + Math.exp(-margins[row][0])));
  }

  private Explanation explain(DoubleUnaryOperator label, Set<String> masked) throws XGBoostError {
    return new ModelExplainer(FEATURES, masked, 42)
        .explain(booster.toByteArray("ubj"), rows(label), 10 * ROWS, rows(label), 0.3);
  }

  private static FeatureImpact of(Explanation explanation, String feature) {
    return explanation.features().stream()
        .filter(f -> f.feature().equals(feature))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void impactIsTheMeanOfTheLibrarysContributions() throws XGBoostError {
    Explanation explanation = explain(label -> label, Set.of());

    double debt = 0;
    double home = 0;
    double weight = 0;
    for (int row = 0; row < ROWS; row++) {
      float[] found = contributions[row];
      debt += weights[row] * Math.abs(found[0] + found[1]);
      home += weights[row] * Math.abs(found[2] + found[3] + found[4]);
      weight += weights[row];
    }
    assertThat(of(explanation, "debt").impact()).isCloseTo(debt / weight, within(1e-4));
    assertThat(of(explanation, "home").impact()).isCloseTo(home / weight, within(1e-4));
    assertThat(explanation.mean()).isCloseTo(contributions[0][WIDTH], within(1e-4));
    assertThat(explanation.features()).extracting(FeatureImpact::feature).last().isEqualTo("idle");
    for (FeatureImpact impact : explanation.features()) {
      assertThat(impact.impact()).isBetween(impact.low(), impact.high());
    }
    double width = of(explanation, "debt").high() - of(explanation, "debt").low();
    assertThat(width).isBetween(0.01, 0.1);
  }

  @Test
  void referencesAreMeanContributionsOfTheGroups() throws XGBoostError {
    Explanation explanation = explain(label -> label, Set.of());

    double[] sums = new double[4];
    for (int row = 0; row < ROWS; row++) {
      double debt = weights[row] * (contributions[row][0] + contributions[row][1]);
      sums[0] += debt;
      sums[1] += weights[row];
      if (probability(row) < 0.3) {
        sums[2] += debt;
        sums[3] += weights[row];
      }
    }
    assertThat(explanation.references().train().get(0)).isCloseTo(sums[0] / sums[1], within(1e-4));
    assertThat(explanation.references().belowThreshold().get(0))
        .isCloseTo(sums[2] / sums[3], within(1e-4))
        .isLessThan(-0.3);
  }

  @Test
  void directionUseAndAgreementAreTold() throws XGBoostError {
    Explanation explanation = explain(label -> label, Set.of());

    assertThat(of(explanation, "debt").direction()).isGreaterThan(0.9);
    assertThat(of(explanation, "home").direction()).isNull();
    assertThat(of(explanation, "idle").direction()).isNull();
    assertThat(explanation.unused()).extracting(FeatureImpact::feature).containsExactly("idle");
    assertThat(of(explanation, "debt").agreement().confirms()).isTrue();
    assertThat(explanation.contradicting()).isEmpty();
  }

  /** The population has turned: who was riskier is now safer. */
  @Test
  void aFeatureThatPushesTheWrongWayIsTold() throws XGBoostError {
    Explanation explanation = explain(label -> 1 - label, Set.of());

    assertThat(explanation.contradicting())
        .extracting(FeatureImpact::feature)
        .containsExactlyInAnyOrder("debt", "home");
  }

  @Test
  void labelsWithoutRelationAreNeitherConfirmedNorContradicted() throws XGBoostError {
    Random random = new Random(3);
    Explanation explanation = explain(label -> random.nextInt(2), Set.of());

    assertThat(explanation.contradicting()).isEmpty();
    assertThat(of(explanation, "debt").agreement().confirms()).isFalse();
  }

  @Test
  void theEffectHasRangesAndCategories() throws XGBoostError {
    Explanation explanation = explain(label -> label, Set.of());

    List<EffectGroup> debt = of(explanation, "debt").effect();
    assertThat(debt).hasSize(11);
    assertThat(debt.get(10).name()).isEqualTo("debt.missing");
    assertThat(debt.subList(0, 10)).allMatch(group -> group.name() == null);
    for (int i = 1; i < 10; i++) {
      assertThat(debt.get(i).from()).isGreaterThan(debt.get(i - 1).to());
    }
    assertThat(debt.get(9).contribution()).isGreaterThan(debt.get(0).contribution() + 1);
    assertThat(debt.get(9).rate()).isGreaterThan(debt.get(0).rate() + 0.3);
    assertThat(debt.stream().mapToLong(EffectGroup::rows).sum()).isEqualTo(ROWS);

    List<EffectGroup> home = of(explanation, "home").effect();
    assertThat(home)
        .extracting(EffectGroup::name)
        .containsExactly("home=own", "home=rent", "home=free");
    assertThat(home.get(1).contribution()).isGreaterThan(home.get(0).contribution());
  }

  @Test
  void numbersOfAMaskedFeatureAreNotShown() throws XGBoostError {
    Explanation explanation = explain(label -> label, Set.of("debt"));

    assertThat(of(explanation, "debt").effect())
        .allMatch(group -> group.from() == null && group.to() == null);
  }

  @Test
  void aModelWithoutDeclaredFeaturesIsExplainedByInput() throws XGBoostError {
    Explanation explanation =
        new ModelExplainer(new FeatureSummary("digest", FEATURES.names(), null), Set.of(), 42)
            .explain(
                booster.toByteArray("ubj"), rows(label -> label), ROWS, rows(label -> label), 0);

    assertThat(explanation.features())
        .extracting(FeatureImpact::feature)
        .containsExactlyInAnyOrderElementsOf(FEATURES.names());
    assertThat(explanation.references().belowThreshold()).as("nobody is accepted").isNull();
  }
}
