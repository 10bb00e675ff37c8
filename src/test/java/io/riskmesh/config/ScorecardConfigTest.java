package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.BinnedFeature.Kind;
import io.riskmesh.config.BinnedFeature.Values;
import io.riskmesh.model.PointScale;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One key turns a job into a scorecard: its features have bins, and its log odds have points. */
class ScorecardConfigTest {
  private static final String CARD = "training.model=scorecard";
  private static final String JOB =
      """
      name: small
      source: {path: rows.csv, eventTime: applied, missingValues: ["", "0", NA]}
      label: {column: bad, positive: 1}
      features:
        - {name: age, kind: numeric, column: years, special: [96], missingValues: [X], impute: median, monotone: decreasing}
        - {name: purpose, kind: categorical, domain: [0, 1, 2], publishDomain: true}
        - {name: rate, kind: derived, op: ratio, of: [amount, months], monotone: increasing}
        - {name: tenure, kind: date, column: opened, as: age}
        - {name: season, kind: date, column: opened, as: month, cyclic: true}
        - {name: burden, kind: expression, of: "amount / fill(months, 1)"}
        - {name: pay, kind: bins, column: wage, maxBins: 4, trend: peak}
      """;

  @TempDir Path folder;

  private JobConfig load(String... set) {
    return new Loading(folder).load(JOB, Loading.ENV, set).job();
  }

  private BinnedFeature bins(JobConfig job, String name) {
    return job.modelFeatures().stream()
        .filter(feature -> feature.name().equals(name))
        .map(BinnedFeature.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aBoosterUsesTheFeaturesAsDeclaredAndHasNoPoints() {
    JobConfig job = load();
    assertThat(job.modelFeatures()).isEqualTo(job.features());
    assertThat(job.training().model()).isEqualTo(ModelConfig.BOOSTER);
    assertThat(job.training().yaml()).doesNotContainKeys("model", "points");
  }

  @Test
  void aScorecardHasPointsByDefaultAndABoosterOfDepthOneOnRequest() {
    assertThat(load(CARD).training().model().points()).contains(new PointScale(600, 50, 20));
    assertThat(load(CARD).training().yaml()).containsEntry("model", "scorecard");
    JobConfig stumps = load("training={points: {odds: 30}, params: {max_depth: 1}}");
    assertThat(stumps.training().model().points()).contains(new PointScale(600, 30, 20));
    assertThat(stumps.training().model().isScorecard()).isFalse();
  }

  @Test
  void thePrintedJobIsTheOneThatWasRead() {
    EffectiveConfig printed = new Loading(folder).load(JOB, Loading.ENV, CARD);
    EffectiveConfig again = new Loading(folder).load(printed.jobYaml(), Loading.ENV);
    assertThat(again.job()).isEqualTo(printed.job());
    assertThat(again.digest()).isEqualTo(printed.digest());
    assertThat(printed.digest()).isNotEqualTo(new Loading(folder).load(JOB, Loading.ENV).digest());
  }

  @Test
  void everyFeatureOfAScorecardIsAWeightOfEvidence() {
    JobConfig job = load(CARD);
    assertThat(job.modelFeatures()).extracting(FeatureConfig::name).hasSize(7);
    assertThat(job.modelFeatures())
        .allSatisfy(feature -> assertThat(((BinnedFeature) feature).kind()).isEqualTo(Kind.WOE));
    BinnedFeature age = bins(job, "age");
    assertThat(age.column()).isEqualTo("years");
    assertThat(age.special()).containsExactly("96");
    assertThat(age.missingValues()).contains(List.of("X"));
    assertThat(age.limits().trend()).isEqualTo(BinTrend.DECREASING);
    BinnedFeature purpose = bins(job, "purpose");
    assertThat(purpose.values()).isEqualTo(Values.CATEGORY);
    assertThat(purpose.publishDomain()).isTrue();
    // The job declares 0 as a value of this feature, so it is not missing there.
    assertThat(purpose.missingValues()).contains(List.of("", "NA"));
    assertThat(bins(job, "pay").limits())
        .isEqualTo(new BinnedFeature.Limits(4, 0.05, BinTrend.PEAK));
  }

  @Test
  void aNumberOfSeveralColumnsHasBins() {
    JobConfig job = load(CARD);
    BinnedFeature rate = bins(job, "rate");
    assertThat(rate.limits().trend()).isEqualTo(BinTrend.INCREASING);
    assertThat(rate.columns()).containsExactly("amount", "months");
    assertThat(rate.missingValues()).isEqualTo(Optional.empty());
    assertThat(bins(job, "tenure").times()).containsExactly("opened", "applied");
    assertThat(bins(job, "season").hasRanges()).isTrue();
    assertThat(bins(job, "burden").numbers()).containsExactlyInAnyOrder("amount", "months");
  }

  @Test
  void refusesWhatHasNoBins() {
    assertThat(
            new Loading(folder)
                .problems(JOB, Loading.ENV, CARD, "features.burden.of=amount / feature(age)"))
        .singleElement()
        .asString()
        .contains(
            "features.burden.of: refers to feature(age), which is bins in a scorecard; write the formula over columns, or leave the feature out");
    assertThat(new Loading(folder).problems(JOB, Loading.ENV, CARD, "privacy.mask=[years]"))
        .singleElement()
        .asString()
        .contains(
            "features.age: privacy.mask hides the column years, but features.json would contain the limits of the scorecard's bins: declare the feature as kind: woe with publishDomain: true, or remove it");
    assertThat(load("privacy.mask=[years]").maskedFeatures()).containsExactly("age");
  }
}
