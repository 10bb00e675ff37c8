package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.DayReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features that refer to the source and to other features. */
class LinkedFeaturesTest {
  private static final String SOURCE =
      """
      name: small
      source: {path: rows.csv, eventTime: applied, times: {month: {format: yyyyMM}, t: {unit: millis}}}
      label: {column: bad, positive: 1}
      """;

  @TempDir Path folder;

  private static String job(String... features) {
    StringBuilder job = new StringBuilder(SOURCE).append("features:\n");
    for (String feature : features) {
      job.append("  - {").append(feature).append("}\n");
    }
    return job.toString();
  }

  private JobConfig load(String... features) {
    return new Loading(folder).load(job(features), Loading.ENV).job();
  }

  private List<String> problems(String set, String... features) {
    return new Loading(folder).problems(job(features), Loading.ENV, set);
  }

  @Test
  void anAgeCountsToTheEventTimeUnlessTheJobNamesAnotherColumn() {
    JobConfig job =
        load(
            "name: born, kind: date, as: age, unit: years",
            "name: month, kind: date, as: age, until: t",
            "name: season, kind: date, column: applied, as: month, cyclic: true");
    DateFeature age = (DateFeature) job.features().get(0);
    assertThat(age.columns()).containsExactly("born", "applied");
    assertThat(age.format("born")).isEqualTo(DayReading.ISO);
    DateFeature tenure = (DateFeature) job.features().get(1);
    assertThat(tenure.times()).containsExactly("month", "t");
    assertThat(tenure.format("month")).isEqualTo("yyyyMM");
    assertThat(tenure.format("t")).isEqualTo("millis");
    assertThat(job.features().get(2).outputs()).containsExactly("season.sin", "season.cos");
    assertThat(job.keyColumns()).containsExactly("born", "applied", "month", "t");
  }

  @Test
  void theFormatOfADateMustBeOneThatARecordCanBeReadBy() {
    assertThat(
            problems(
                "source.times={month: {format: MMM yyyy}}", "name: month, kind: date, as: month"))
        .singleElement()
        .asString()
        .endsWith(
            "features.month: source.times reads the column month by the pattern MMM yyyy, but a date feature needs one of yyyy, MM, dd, HH, mm and ss, such as yyyyMM or dd.MM.yyyy");
  }

  @Test
  void anInvalidFormatIsReportedOnce() {
    assertThat(problems("source.times={month: {}}", "name: month, kind: date, as: month"))
        .singleElement()
        .asString()
        .contains("source.times.month: needs either format");
  }

  @Test
  void anExpressionDependsOnTheColumnsOfWhatItRefersTo() {
    JobConfig job =
        load(
            "name: income, kind: numeric, column: net",
            "name: rate, kind: expression, of: debt / feature(income)",
            "name: twice, kind: expression, of: feature(rate) * 2");
    assertThat(job.features().get(2).columns()).isEmpty();
    assertThat(job.features().get(2).sources()).containsExactly("debt", "net");
    assertThat(job.maskedFeatures()).isEmpty();
    assertThat(job.readers("net")).containsExactly("income");
  }

  @Test
  void anExpressionSurvivesBeingPrintedAndReadBack() {
    EffectiveConfig settings =
        new Loading(folder)
            .load(
                job(
                    "name: born, kind: date, as: age, clip: [0.1, 0.9]",
                    "name: day, kind: date, column: applied, as: day_of_year, cyclic: true, missingIndicator: true",
                    "name: odd, kind: expression, of: \"`a-b` = 'it''s #1: {x}' or not c >= -1e-3\""),
                Loading.ENV);
    EffectiveConfig again = new Loading(folder).load(settings.jobYaml(), settings.envYaml());
    assertThat(again.job()).isEqualTo(settings.job());
    assertThat(again.digest()).isEqualTo(settings.digest());
  }

  @Test
  void valuesOfMaskedColumnsArePublishedOnlyOnRequest() {
    String[] features = {
      "name: income, kind: numeric, column: net",
      "name: rich, kind: expression, of: feature(income) = 5000",
      "name: high, kind: expression, of: feature(income) > 5000"
    };
    assertThat(problems("privacy.mask=[net]", features))
        .singleElement()
        .asString()
        .endsWith(
            "features.rich: privacy.mask hides the column net, but features.json would contain the values that the formula compares with: set publishDomain: true or remove the feature");
    features[1] += ", publishDomain: true";
    JobConfig masked =
        new Loading(folder).load(job(features), Loading.ENV, "privacy.mask=[net]").job();
    assertThat(masked.maskedFeatures()).containsExactlyInAnyOrder("income", "rich", "high");
  }

  @Test
  void expressionsOfExpressionsHaveALimit() {
    List<String> features = new ArrayList<>(List.of("name: f0, kind: numeric"));
    for (int i = 1; i < 12; i++) {
      features.add(
          "name: f%d, kind: expression, of: feature(f%d) * feature(f%d)"
              .formatted(i, i - 1, i - 1));
    }
    List<String> problems = problems("training.rounds=7", features.toArray(String[]::new));
    assertThat(problems.get(0))
        .contains("features.f5.of: is too large with the features that it refers to: 1,");
    assertThat(problems).hasSize(7);
  }

  @Test
  void aFeatureOfSeveralNumbersIsNoNumber() {
    assertThat(
            problems(
                "training.rounds=7",
                "name: season, kind: date, column: applied, as: month, cyclic: true",
                "name: twice, kind: expression, of: feature(season) * 2"))
        .singleElement()
        .asString()
        .endsWith("features.twice.of: feature(season) is not one number");
  }
}
