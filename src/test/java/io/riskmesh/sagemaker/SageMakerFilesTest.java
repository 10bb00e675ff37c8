package io.riskmesh.sagemaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import io.riskmesh.registry.PackageFiles;
import io.riskmesh.report.ReportInput;
import io.riskmesh.report.Samples;
import io.riskmesh.store.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The files for SageMaker, of a made-up run. */
class SageMakerFilesTest {
  private static JsonNode file(String path, String... set) {
    EffectiveConfig settings =
        EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), List.of(set));
    return JsonText.read(SageMakerFiles.of(described(settings.job())).get(path), JsonNode.class);
  }

  private static DescribedRun described(JobConfig job) {
    ReportInput sample = Samples.accepted();
    QualityReport quality =
        new QualityReport(
            1000,
            300,
            List.of(
                new ColumnSummary("duration", "INT", 100, "4", "72"),
                new ColumnSummary("purpose", "INT", 0, "0", "1"),
                new ColumnSummary("housing", "STRING", 0, null, null),
                new ColumnSummary("installment_rate", "DOUBLE", 0, "-1.0", "2.5"),
                new ColumnSummary("age", "INT", 10, null, null)),
            List.of());
    return new DescribedRun(
        job,
        "night-1",
        "2026-11-23T00:00:00Z",
        "s3://bucket/credit-risk/runs/night-1/model/model.tar.gz",
        sample.data().source(),
        quality,
        sample.split(),
        sample.features(),
        sample.training(),
        sample.evaluation(),
        sample.verdict(),
        sample.explanation(),
        SampleBaseline.of());
  }

  private static List<String> texts(JsonNode list, String field) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.path(field).asText()));
    return texts;
  }

  @Test
  void statisticsDescribeTheColumnsThatMayBeShown() {
    JsonNode statistics = file(PackageFiles.DATA_STATISTICS);

    assertThat(statistics.path("version").toString()).isEqualTo("0.0");
    assertThat(statistics.path("dataset").path("item_count").asLong()).isEqualTo(1000);
    JsonNode features = statistics.path("features");
    assertThat(texts(features, "name"))
        .as("neither the masked column nor the label")
        .containsExactly("duration", "purpose", "housing", "installment_rate");
    assertThat(texts(features, "inferred_type"))
        .containsExactly("Integral", "String", "String", "Fractional");
    assertThat(features.get(0).path("numerical_statistics"))
        .isEqualTo(
            json(
                """
                {"common": {"num_present": 900, "num_missing": 100},
                 "mean": 21.0, "sum": 18900.0, "std_dev": 12.5, "min": 4.0, "max": 72.0,
                 "distribution": {"kll": {"buckets": [
                   {"lower_bound": 4.0, "upper_bound": 12.0, "count": 400},
                   {"lower_bound": 12.0, "upper_bound": 24.0, "count": 300},
                   {"lower_bound": 24.0, "upper_bound": 72.0, "count": 200}]}}}
                """));
    assertThat(features.get(2).path("string_statistics"))
        .isEqualTo(
            json(
                """
                {"common": {"num_present": 1000, "num_missing": 0}, "distinct_count": 7,
                 "distribution": {"categorical": {"buckets": [{"value": "own", "count": 980}]}}}
                """));
    assertThat(features.get(3).path("numerical_statistics").path("distribution"))
        .isEqualTo(
            json(
                """
                {"kll": {"buckets": [
                  {"lower_bound": -1.0, "upper_bound": -1.0, "count": 500},
                  {"lower_bound": 2.5, "upper_bound": 2.5, "count": 500}]}}
                """));
  }

  private static JsonNode json(String text) {
    return JsonText.read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), JsonNode.class);
  }

  @Test
  void constraintsFollowFromTheStatistics() {
    JsonNode constraints = file(PackageFiles.DATA_CONSTRAINTS);

    JsonNode features = constraints.path("features");
    assertThat(texts(features, "completeness")).containsExactly("0.9", "1.0", "1.0", "1.0");
    assertThat(features.get(0).path("num_constraints").path("is_non_negative").asBoolean())
        .isTrue();
    assertThat(features.get(3).path("num_constraints").path("is_non_negative").asBoolean())
        .isFalse();
    assertThat(features.get(1).path("string_constraints").path("domains"))
        .isEqualTo(json("[\"0\", \"1\"]"));
    assertThat(features.get(2).has("string_constraints")).as("20 rows have rare values").isFalse();
    assertThat(constraints.path("monitoring_config").path("evaluate_constraints").asText())
        .isEqualTo("Enabled");
  }

  @Test
  void metricsMayBeAsBadAsTheirIntervals() {
    JsonNode limits =
        file(PackageFiles.MODEL_CONSTRAINTS).path("binary_classification_constraints");

    assertThat(limits.path("auc").path("threshold").asDouble())
        .isEqualTo(Samples.accepted().evaluation().metrics().get(0).low());
    assertThat(limits.path("auc").path("comparison_operator").asText())
        .isEqualTo("LessThanThreshold");
    assertThat(limits.path("false_positive_rate").path("comparison_operator").asText())
        .isEqualTo("GreaterThanThreshold");
    assertThat(limits.size()).isEqualTo(8);
    JsonNode weighted =
        file(PackageFiles.MODEL_CONSTRAINTS, "source.weight=loans")
            .path("binary_classification_constraints");
    assertThat(weighted.fieldNames()).toIterable().containsExactly("auc");
  }

  @Test
  void explainabilityIsByDeclaredFeature() {
    JsonNode label =
        file(PackageFiles.EXPLAINABILITY).path("explanations").path("kernel_shap").path("label0");

    ReportInput sample = Samples.accepted();
    assertThat(label.path("expected_value").asDouble()).isEqualTo(sample.explanation().mean());
    assertThat(label.path("global_shap_values").size())
        .isEqualTo(sample.explanation().features().size());
    sample
        .explanation()
        .features()
        .forEach(
            feature ->
                assertThat(label.path("global_shap_values").path(feature.feature()).asDouble())
                    .isCloseTo(feature.impact(), within(0.0)));
  }

  @Test
  void theCardSaysWhatTheJobSaysAndNoMore() {
    JsonNode silent = file(PackageFiles.MODEL_CARD);
    assertThat(silent.has("intended_uses")).isFalse();
    assertThat(silent.has("business_details")).isFalse();

    JsonNode card =
        file(
            PackageFiles.MODEL_CARD,
            "about={purpose: To grant, population: Adults, owner: Risk, limits: None yet, reviewBy: 2027-06-30}");
    assertThat(card.path("intended_uses"))
        .isEqualTo(json("{\"purpose_of_model\": \"To grant\", \"intended_uses\": \"Adults\"}"));
    assertThat(card.path("business_details").path("business_stakeholders").asText())
        .isEqualTo("Risk");
    JsonNode more = card.path("additional_information");
    assertThat(more.path("caveats_and_recommendations").asText()).isEqualTo("None yet");
    assertThat(more.path("custom_details").path("review by").asText()).isEqualTo("2027-06-30");
    JsonNode groups = card.path("evaluation_details").get(0).path("metric_groups");
    assertThat(texts(groups, "name")).contains("raw probability", "decision", "curves");
    assertThat(groups.get(0).path("metric_data").get(0).path("name").asText()).isEqualTo("auc");
  }
}
