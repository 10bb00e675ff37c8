package io.riskmesh.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.config.EvaluationConfig;
import io.riskmesh.config.MetricName;
import io.riskmesh.config.SplitPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Refusing from 0.375 on gives one false positive and one false negative. */
  private static final Sample SIX =
      Sample.of(new double[] {0.125, 0.25, 0.25, 0.5, 0.75, 0.875}, 0, 1, 0, 0, 1, 1);

  @Test
  void modelQualityHasSageMakersShape() throws IOException {
    JsonNode file = JSON.readTree(EvaluationFiles.evaluation(evaluation(SIX)));
    JsonNode metrics = file.get("binary_classification_metrics");

    assertThat(file).hasSize(1);
    assertThat(metrics.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "confusion_matrix",
            "recall",
            "precision",
            "accuracy",
            "true_positive_rate",
            "true_negative_rate",
            "false_positive_rate",
            "false_negative_rate",
            "auc",
            "f0_5",
            "f1",
            "f2",
            "receiver_operating_characteristic_curve",
            "precision_recall_curve");
    assertThat(metrics.get("recall").get("standard_deviation").isTextual()).isTrue();
    assertThat(metrics.get("recall").get("standard_deviation").asText()).isEqualTo("NaN");
    JsonNode roc = metrics.get("receiver_operating_characteristic_curve");
    assertThat(roc.get("false_positive_rates")).hasSameSizeAs(roc.get("true_positive_rates"));
    JsonNode pr = metrics.get("precision_recall_curve");
    assertThat(pr.get("precisions")).hasSize(5).hasSameSizeAs(pr.get("recalls"));
  }

  @Test
  void confusionMatrixIsActualThenPredicted() throws IOException {
    JsonNode metrics =
        JSON.readTree(EvaluationFiles.evaluation(evaluation(SIX)))
            .get("binary_classification_metrics");
    JsonNode matrix = metrics.get("confusion_matrix");

    assertThat(matrix.toString()).isEqualTo("{\"0\":{\"0\":2,\"1\":1},\"1\":{\"0\":1,\"1\":2}}");
    assertThat(value(metrics, "precision")).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(value(metrics, "accuracy")).isCloseTo(4 / 6.0, within(1e-15));
    assertThat(value(metrics, "false_negative_rate")).isCloseTo(1 / 3.0, within(1e-15));
    assertThat(value(metrics, "f2")).isCloseTo(2 / 3.0, within(1e-15));
  }

  @Test
  void aucHasDeLongsDeviation() throws IOException {
    JsonNode auc =
        JSON.readTree(EvaluationFiles.evaluation(evaluation(SIX)))
            .get("binary_classification_metrics")
            .get("auc");

    assertThat(auc.get("standard_deviation").asDouble())
        .isCloseTo(Auc.of(SIX.curve()).error(), within(1e-12));
  }

  @Test
  void nothingIsNaNWithoutBeingSaid() throws IOException {
    Sample perfect = Sample.of(new double[] {0.1, 0.9}, 0, 1);
    Evaluation noOne =
        Evaluator.of(
            Map.of(
                SplitPart.TRAIN, perfect.curve(),
                SplitPart.VALIDATION, Sample.of(new double[] {0.1, 0.9}, 1, 0).curve(),
                SplitPart.TEST, perfect.curve()),
            Map.of(SplitPart.VALIDATION, perfect.margins(), SplitPart.TEST, perfect.margins()),
            new EvaluationConfig(5, 1),
            1);
    byte[] bytes = EvaluationFiles.evaluation(noOne);
    JsonNode metrics = JSON.readTree(bytes).get("binary_classification_metrics");

    assertThat(value(metrics, "precision")).isZero();
    assertThat(metrics.get("auc").get("standard_deviation").asText()).isEqualTo("NaN");
    assertThat(new String(EvaluationFiles.metrics(noOne), StandardCharsets.UTF_8))
        .doesNotContain("NaN")
        .doesNotContain("Infinity");
  }

  @Test
  void metricsAreFlatByName() throws IOException {
    Evaluation evaluation = evaluation(Sample.random(1, 200, 0.3, 0, false));
    JsonNode file = JSON.readTree(EvaluationFiles.metrics(evaluation));

    assertThat(file.fieldNames())
        .toIterable()
        .containsExactly("metrics", "parts", "decision", "recalibration");
    JsonNode calibrator = file.get("recalibration").get("calibrator");
    assertThat(calibrator.fieldNames()).toIterable().containsExactly("slope", "intercept");
    JsonNode auc = file.get("metrics").get("auc");
    assertThat(auc.fieldNames()).toIterable().containsExactly("value", "low", "high", "interval");
    assertThat(auc.get("value").asDouble()).isEqualTo(evaluation.metric(MetricName.AUC).value());
    assertThat(file.get("parts").get("train").get("brier").isDouble()).isTrue();
    assertThat(file.get("decision").get("falseNegativeCost").asDouble()).isEqualTo(1);
  }

  @Test
  void sameEvaluationGivesTheSameBytes() {
    Sample sample = Sample.random(1, 200, 0.3, 0, true);

    assertThat(EvaluationFiles.evaluation(evaluation(sample)))
        .isEqualTo(EvaluationFiles.evaluation(evaluation(sample)));
    assertThat(EvaluationFiles.metrics(evaluation(sample)))
        .isEqualTo(EvaluationFiles.metrics(evaluation(sample)));
  }

  private static double value(JsonNode metrics, String name) {
    return metrics.get(name).get("value").asDouble();
  }

  private static Evaluation evaluation(Sample sample) {
    ScoreCurve decided = Sample.of(new double[] {0.25, 0.5}, 0, 1).curve();
    return Evaluator.of(
        Map.of(
            SplitPart.TRAIN,
            decided,
            SplitPart.VALIDATION,
            decided,
            SplitPart.TEST,
            sample.curve()),
        Map.of(SplitPart.VALIDATION, sample.margins(), SplitPart.TEST, sample.margins()),
        new EvaluationConfig(1, 1),
        1);
  }
}
