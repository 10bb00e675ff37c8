package io.riskmesh.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.CategoricalFeature.Missing;
import io.riskmesh.config.CategoricalFeature.Unknown;
import io.riskmesh.config.DerivedFeature.Op;
import io.riskmesh.config.NumberOptions.Impute;
import io.riskmesh.config.QualityRule.Allowed;
import io.riskmesh.config.QualityRule.DuplicateKeys;
import io.riskmesh.config.QualityRule.Freshness;
import io.riskmesh.config.QualityRule.Nulls;
import io.riskmesh.config.QualityRule.Range;
import io.riskmesh.config.SplitConfig.Ratios;
import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobConfigTest {
  private static final NumberOptions PLAIN =
      new NumberOptions(Impute.NONE, OptionalDouble.empty(), false, Optional.empty(), false);

  @TempDir Path folder;

  @Test
  void fillsInEveryDefault() {
    JobConfig expected =
        new JobConfig(
            "small",
            new SourceConfig(
                Optional.empty(),
                Optional.of(folder.resolve("rows.csv").toString()),
                Optional.of(SourceFormat.CSV),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty()),
            new LabelConfig("bad", "1"),
            new QualityConfig(500, List.of()),
            new PrivacyConfig(Set.of()),
            List.of(
                new NumericFeature("age", "age", PLAIN),
                new CategoricalFeature(
                    "purpose",
                    "purpose",
                    Optional.of(List.of("0", "1", "2")),
                    100,
                    Unknown.BUCKET,
                    Missing.NAN),
                new DerivedFeature("rate", Op.RATIO, "amount", "months", PLAIN)),
            List.of(),
            Optional.empty(),
            new SplitConfig.Hash(new Ratios(60, 20, 20), 42),
            new TrainingConfig(
                200,
                20,
                OptionalInt.empty(),
                OptionalInt.empty(),
                1,
                Map.of(),
                42,
                TrainingConfig.Engine.BARRIER,
                Duration.ofHours(1)),
            new EvaluationConfig(1, 1),
            List.of(),
            Optional.empty(),
            new ScoreConfig(
                new RiskBands(
                    List.of(
                        new Band("A", 0.05),
                        new Band("B", 0.10),
                        new Band("C", 0.20),
                        new Band("D", 0.40),
                        new Band("E", null))),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                AuditConfig.NONE),
            new DriftConfig(DriftConfig.Against.LATEST, 0.1, 0.2, 0.2, 0.05, 0.2, 100),
            AboutConfig.NONE,
            Optional.empty());

    assertThat(new Loading(folder).job()).isEqualTo(expected);
  }

  @Test
  void otherFeaturesKeepTheGroupsThatNameThemAlone() {
    JobConfig job =
        new Loading(folder).job("interactions=[[age, purpose], [purpose, rate], [age, rate]]");
    List<FeatureConfig> two = job.features().subList(0, 2);

    assertThat(job.interactions()).hasSize(3);
    assertThat(job.withFeatures(two).interactions()).containsExactly(List.of("age", "purpose"));
    assertThat(job.withFeatures(List.of()).interactions()).isEmpty();
  }

  @Test
  void mapsEveryKey() {
    String yaml =
        """
        name: All-Keys-1
        source:
          path: in/rows.txt
          format: csv
          options: {sep: ";", header: false, nullValue: "", maxColumns: 30}
          filter: amount > 100 AND state = 'x'
          asOf: 2026-03-01T04:00:00+02:00
          key: [Customer.Id, loan no]
          eventTime: booked
          weight: w
        label: {column: Bad, positive: true}
        quality:
          minRows: 10
          rules:
            - {check: nulls, column: A.B, maxShare: 0.25}
            - {check: range, column: age, min: 18, max: 1.2e2, maxShare: 1}
            - {check: allowed, column: state, values: [no, 1.0, true, A11, 010, 0.5], maxShare: 0}
            - {check: duplicate_keys, maxShare: 0.5}
            - {check: freshness, maxAge: 2d}
        privacy: {mask: [age, state]}
        features:
          - {name: Age, column: age, kind: numeric, impute: -1, missingIndicator: true,
             clip: [0, 0.99], log1p: true, monotone: decreasing}
          - {name: state, kind: categorical, encode: one_hot, domain: learn, maxCategories: 7, publishDomain: true,
             unknown: missing, missing: bucket}
          - {name: d, kind: derived, op: difference, of: [a, A], impute: mean,
             missingIndicator: true, clip: [0.1, 0.9], log1p: true}
          - {name: p, kind: derived, op: product, of: [a, a], impute: median}
        interactions: [[Age, state], [state, d]]
        split: {strategy: group, group: [household, A.B], ratios: 1/2/97, seed: -9223372036854775808}
        training:
          rounds: 7
          earlyStoppingRounds: 0
          workers: 3
          checkpointRounds: 25
          threadsPerWorker: 2
          params: {eta: 0.10, max_depth: 4, verbose: true}
          seed: 7
          engine: estimator
          timeout: PT90S
        evaluation: {cost: {falsePositive: 0.5, falseNegative: 5}}
        gates:
          brier: {max: 0.2}
          auc: {min: 0.7, max: 0.9}
        score:
          bands: [{name: low, below: 0.125}, {name: "2"}]
          keep: [branch, A.B]
        drift: {against: approved, newRows: 2, psi: 0.1, scorePsi: 0.3, nullShare: 0, level: 0.5, minRows: 10}
        """;
    JobConfig expected =
        new JobConfig(
            "All-Keys-1",
            new SourceConfig(
                Optional.empty(),
                Optional.of(folder.resolve("in/rows.txt").toString()),
                Optional.of(SourceFormat.CSV),
                Map.of("sep", ";", "header", "false", "nullValue", "", "maxColumns", "30"),
                Optional.of("amount > 100 AND state = 'x'"),
                Optional.empty(),
                Optional.of(Instant.parse("2026-03-01T02:00:00Z")),
                List.of("Customer.Id", "loan no"),
                Optional.of("booked"),
                Optional.of("w")),
            new LabelConfig("Bad", "true"),
            new QualityConfig(
                10,
                List.of(
                    new Nulls("A.B", 0.25),
                    new Range("age", OptionalDouble.of(18), OptionalDouble.of(120), 1),
                    new Allowed("state", List.of("no", "1.0", "true", "A11", "010", "0.5"), 0),
                    new DuplicateKeys(0.5),
                    new Freshness(Duration.ofDays(2)))),
            new PrivacyConfig(Set.of("age", "state")),
            List.of(
                new NumericFeature(
                    "Age",
                    "age",
                    new NumberOptions(
                        Impute.CONSTANT,
                        OptionalDouble.of(-1),
                        true,
                        Optional.of(new NumberOptions.ClipShares(0, 0.99)),
                        true,
                        NumberOptions.Codes.NONE,
                        Optional.of(MonotoneDirection.DECREASING))),
                new CategoricalFeature(
                    "state",
                    "state",
                    Optional.empty(),
                    7,
                    Unknown.MISSING,
                    Missing.BUCKET,
                    Optional.empty(),
                    true),
                new DerivedFeature(
                    "d",
                    Op.DIFFERENCE,
                    "a",
                    "A",
                    new NumberOptions(
                        Impute.MEAN,
                        OptionalDouble.empty(),
                        true,
                        Optional.of(new NumberOptions.ClipShares(0.1, 0.9)),
                        true)),
                new DerivedFeature(
                    "p",
                    Op.PRODUCT,
                    "a",
                    "a",
                    new NumberOptions(
                        Impute.MEDIAN, OptionalDouble.empty(), false, Optional.empty(), false))),
            List.of(List.of("Age", "state"), List.of("state", "d")),
            Optional.empty(),
            new SplitConfig.Group(
                List.of("household", "A.B"), new Ratios(1, 2, 97), Long.MIN_VALUE),
            new TrainingConfig(
                7,
                0,
                OptionalInt.of(25),
                OptionalInt.of(3),
                2,
                Map.of(
                    "eta", "0.10",
                    "max_depth", "4",
                    "verbose", "true"),
                7,
                TrainingConfig.Engine.ESTIMATOR,
                Duration.ofSeconds(90)),
            new EvaluationConfig(0.5, 5),
            List.of(
                new GateLimit("auc", OptionalDouble.of(0.7), OptionalDouble.of(0.9)),
                new GateLimit("brier", OptionalDouble.empty(), OptionalDouble.of(0.2))),
            Optional.empty(),
            new ScoreConfig(
                new RiskBands(List.of(new Band("low", 0.125), new Band("2", null))),
                List.of("branch", "A.B"),
                Optional.empty(),
                Optional.empty(),
                AuditConfig.NONE),
            new DriftConfig(DriftConfig.Against.APPROVED, 2, 0.1, 0.3, 0, 0.5, 10),
            AboutConfig.NONE,
            Optional.empty());

    assertThat(new Loading(folder).load(yaml, Loading.ENV).job()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "12, 12",
    "12@3, 12@3",
    "2026-03-01, 2026-03-01T00:00:00Z",
    "2026-03, 2026-03",
    "eom, eom"
  })
  void aSnapshotIsAnIdATimeOrAName(String written, String snapshot) {
    JobConfig job =
        new Loading(folder)
            .load(
                Loading.JOB.replace("path: rows.csv", "table: a.b, snapshot: " + written),
                "catalog: {type: embedded, warehouse: w}\nartifacts: {uri: out}")
            .job();
    assertThat(job.source().snapshot()).contains(snapshot);
  }

  @Test
  void mapsATable() {
    SourceConfig source =
        new Loading(folder)
            .load(
                Loading.JOB.replace("path: rows.csv", "table: rl_credit-card.T, snapshot: 12"),
                "catalog: {type: embedded, warehouse: w}\nartifacts: {uri: out}")
            .job()
            .source();

    assertThat(source.table()).contains("rl_credit-card.T");
    assertThat(source.path()).isEmpty();
    assertThat(source.format()).isEmpty();
    assertThat(source.snapshot()).contains("12");
  }

  @Test
  void mapsWhatTimeDecides() {
    String later =
        "split={strategy: group, group: [g], outOfTime: {from: 2026-01-01, embargo: 90d}}";
    JobConfig job = new Loading(folder).job("source.eventTime=t", "label.window=365d", later);

    assertThat(job.label().window()).contains(Duration.ofDays(365));
    SplitConfig group = new SplitConfig.Group(List.of("g"), new Ratios(60, 20, 20), 42);
    assertThat(job.split())
        .isEqualTo(
            new SplitConfig.OutOfTime(
                group, Instant.parse("2026-01-01T00:00:00Z"), Optional.of(Duration.ofDays(90))));
    assertThat(job.split().inTime()).isEqualTo(group);
    assertThat(job.split().reads()).containsExactly("g");
    assertThat(job.split().yaml().get("outOfTime"))
        .isEqualTo(Map.of("from", "2026-01-01T00:00:00Z", "embargo", "PT2160H"));
    assertThat(job.label().yaml()).containsEntry("window", "PT8760H");
  }

  @Test
  void mapsEverySplit() {
    Loading loading = new Loading(folder);

    assertThat(loading.job("split={strategy: stratified, ratios: 70/20/10, seed: 7}").split())
        .isEqualTo(new SplitConfig.Stratified(new Ratios(70, 20, 10), 7));
    assertThat(loading.job("source.eventTime=t", "split={strategy: time}").split())
        .isEqualTo(new SplitConfig.TimeRatios(new Ratios(60, 20, 20)));
    assertThat(
            loading
                .job(
                    "source.eventTime=t",
                    "split={strategy: time, validationFrom: 2026-01-01,"
                        + " testFrom: '2026-01-31T12:00:00'}")
                .split())
        .isEqualTo(
            new SplitConfig.Time(
                Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-31T12:00:00Z")));
    assertThat(
            loading
                .job(
                    "split={strategy: column, column: p, train: [1], validation: [b], test: [c, 2.0]}")
                .split())
        .isEqualTo(
            new SplitConfig.ByColumn(
                "p",
                Map.of(
                    SplitPart.TRAIN, List.of("1"),
                    SplitPart.VALIDATION, List.of("b"),
                    SplitPart.TEST, List.of("c", "2.0"))));
  }

  @Test
  void guessesTheFormatFromTheEnding() {
    Loading loading = new Loading(folder);

    assertThat(loading.job("source.path=a/b.CSV.gz").source().format()).contains(SourceFormat.CSV);
    assertThat(loading.job("source.path=s3://b/x.parquet/").source().format())
        .contains(SourceFormat.PARQUET);
    assertThat(loading.job("source.path=x.jsonl").source().format()).contains(SourceFormat.JSON);
    assertThat(loading.job("source.path=x.orc").source().format()).contains(SourceFormat.ORC);
    assertThat(loading.job("source.path=x", "source.format=orc").source().format())
        .contains(SourceFormat.ORC);
  }

  @Test
  void keyIsEveryFeatureColumnUnlessDeclared() {
    assertThat(new Loading(folder).job().keyColumns())
        .containsExactly("age", "purpose", "amount", "months");
    assertThat(new Loading(folder).job("source.key=[id]").keyColumns()).containsExactly("id");
  }
}
