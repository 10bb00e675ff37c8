package io.riskmesh.report;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.AboutConfig;
import io.riskmesh.config.LabelConfig;
import io.riskmesh.config.MetricName;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.ChampionComparison;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.PairedComparison;
import io.riskmesh.evaluate.PairedDifference;
import io.riskmesh.evaluate.ReferenceResult;
import io.riskmesh.evaluate.SwapSet;
import io.riskmesh.explain.PointTable;
import io.riskmesh.features.BinTable;
import io.riskmesh.features.BinTable.BinRow;
import io.riskmesh.features.BinTables;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.gate.MetricLimit;
import io.riskmesh.gate.Verdict;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import io.riskmesh.split.SplitBoundaries;
import io.riskmesh.split.SplitBoundaries.Scale;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.train.TrainSummary;
import io.riskmesh.train.TrainSummary.Round;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Made-up runs on a table like the default job's. */
public final class Samples {
  static final String RUN = "2026-11-23T04-10-20Z-7f3a9c";
  static final String DIGEST = "9b0f6f3c1de94f52c7f0a8be2a4fb9a7e1c2d3b4a5968778695a4b3c2d1e0f12";

  private static final List<String> COLUMNS =
      List.of(
          "status",
          "duration",
          "credit_history",
          "purpose",
          "amount",
          "savings",
          "employment_duration",
          "installment_rate",
          "personal_status_sex",
          "other_debtors",
          "present_residence",
          "property",
          "age",
          "other_installment_plans",
          "housing",
          "number_credits",
          "job",
          "people_liable",
          "telephone",
          "foreign_worker",
          "credit_risk");

  private Samples() {}

  /** Returns a run that meets its limits. */
  public static ReportInput accepted() {
    Evaluation evaluation = SampleEvaluation.of(1);
    return run(evaluation, verdict(evaluation, 0.70, 0.25, 0.10));
  }

  /** Returns the accepted run with a champion that it was compared with, and an unusable anchor. */
  static ReportInput compared() {
    ReportInput run = accepted();
    return new ReportInput(
        run.run(),
        run.job(),
        run.verdict(),
        run.evaluation(),
        run.explanation(),
        run.data(),
        run.split(),
        run.features(),
        run.screening(),
        run.training(),
        run.stages(),
        run.config(),
        Optional.of(
            new ChampionComparison("latest", champion(), unusable("its manifest is damaged"))),
        BinTables.NONE);
  }

  /** Returns the accepted run with a feature that has bins. */
  static ReportInput binned() {
    ReportInput run = accepted();
    BinTable table =
        new BinTable(
            "duration",
            "woe",
            "duration",
            "increasing",
            0.21,
            List.of(
                new BinRow("below 16", null, 16.0, List.of(), 431, 0.431, 89, 0.2065, 0.497, 0.097),
                new BinRow(
                    "from 16", 16.0, null, List.of(), 559, 0.559, 206, 0.3685, -0.309, 0.113),
                new BinRow("small bins", null, null, List.of(), 10, 0.01, 5, 0.5, null, null)));
    return new ReportInput(
        run.run(),
        run.job(),
        run.verdict(),
        run.evaluation(),
        run.explanation(),
        run.data(),
        run.split(),
        run.features(),
        run.screening(),
        run.training(),
        run.stages(),
        run.config(),
        run.references(),
        new BinTables(List.of(table)));
  }

  /** Returns the accepted run with points. */
  public static ReportInput pointed() {
    return pointed(SamplePoints.of());
  }

  static ReportInput pointed(PointTable points) {
    ReportInput run = accepted();
    return new ReportInput(
        run.run(),
        run.job(),
        run.verdict(),
        run.evaluation(),
        run.explanation(),
        run.data(),
        run.split(),
        run.features(),
        run.screening(),
        run.training(),
        run.stages(),
        run.config(),
        run.references(),
        run.bins(),
        Optional.of(points));
  }

  private static ReferenceResult champion() {
    return new ReferenceResult(
        "2026-11-22T04-10-20Z-1b2c3d",
        "c".repeat(64),
        "latest.json named it when the run began",
        "all test rows, which are its test rows as well",
        0.5,
        new PairedComparison(
            198,
            59,
            List.of(
                new PairedDifference("auc", 0.7712, 0.7956, -0.0244, -0.0451, -0.0037, "x"),
                new PairedDifference("logLoss", 0.5011, 0.5099, -0.0088, -0.0301, 0.0125, "x"),
                new PairedDifference("brier", 0.1650, 0.1701, -0.0051, -0.0102, -0.0001, "x")),
            new SwapSet(
                0.2,
                0.25,
                0.0606,
                0.0350,
                0.1029,
                new SwapSet.SwapGroup(12, 0.0606, 0.25, 0.0889, 0.5323),
                new SwapSet.SwapGroup(0, 0, null, null, null))),
        null);
  }

  static ReferenceResult unusable(String why) {
    return new ReferenceResult("first", null, "it was promoted by hand", null, null, null, why);
  }

  static ReportInput refused() {
    Evaluation evaluation = SampleEvaluation.of(0.12);
    return run(evaluation, verdict(evaluation, 0.70, 0.35, 0.10));
  }

  static ReportInput ungated() {
    return run(SampleEvaluation.of(1), new Verdict(true, List.of()));
  }

  static ReportInput run(Evaluation evaluation, Verdict verdict) {
    return run(evaluation, verdict, "age");
  }

  /** Returns a run with an out-of-time part. */
  public static ReportInput overTime() {
    ReportInput base = run(SampleEvaluation.overTime(), new Verdict(true, List.of()));
    return new ReportInput(
        base.run(),
        base.job(),
        base.verdict(),
        base.evaluation(),
        base.explanation(),
        base.data(),
        later(base.split(), 90, 30),
        base.features(),
        base.screening(),
        base.training(),
        base.stages(),
        base.config(),
        Optional.empty(),
        BinTables.NONE);
  }

  /** Returns a split with an out-of-time part. */
  static SplitSummary later(SplitSummary split, long rows, long defaults) {
    Map<SplitPart, PartSummary> parts = new TreeMap<>(split.parts());
    parts.put(SplitPart.OUT_OF_TIME, new PartSummary(rows, defaults, "aa"));
    return new SplitSummary(
        split.strategy(),
        split.columns(),
        split.seed(),
        split.boundaries(),
        split.stable(),
        49,
        parts,
        split.format(),
        new SplitSummary.YoungRows("PT2160H", "2024-10-03T00:00:00Z", 37),
        new SplitSummary.OutOfTimeLimit("2024-10-01T00:00:00Z", "PT36H", 12));
  }

  static ReportInput masking(String column) {
    return run(SampleEvaluation.of(1), new Verdict(true, List.of()), column);
  }

  private static ReportInput run(Evaluation evaluation, Verdict verdict, String masked) {
    return new ReportInput(
        new ReportInput.RunFacts(RUN, "2026-11-23T04:10:20Z", versions()),
        new ReportInput.JobFacts(
            "credit-risk",
            new LabelConfig("credit_risk", "0"),
            Optional.empty(),
            Set.of(masked),
            List.of(),
            AboutConfig.NONE),
        verdict,
        evaluation,
        SampleExplanation.of(),
        new ReportInput.DataFacts(
            source(),
            quality(),
            List.of(
                "at least 500 rows",
                "both classes in the label",
                "duration between 1 and 120",
                "amount above 0",
                "at most 1% of rows repeat a key",
                "credit_risk is 0 or 1",
                "purpose is one of 0 to 10")),
        split(),
        features(),
        Optional.of(SampleScreening.of()),
        training(),
        stages(),
        new ReportInput.ConfigTexts(DIGEST, job(), environment()),
        Optional.empty(),
        BinTables.NONE);
  }

  static Verdict verdict(Evaluation e, double auc, double ks, double calibration) {
    List<Judgement> judgements =
        List.of(
            judgement(e.metric(MetricName.AUC), MetricLimit.Bound.MIN, auc),
            judgement(e.metric(MetricName.KS), MetricLimit.Bound.MIN, ks),
            judgement(
                e.metric(MetricName.CALIBRATION_IN_THE_LARGE), MetricLimit.Bound.MAX, calibration));
    return new Verdict(judgements.stream().allMatch(Judgement::passed), judgements);
  }

  private static Judgement judgement(Evaluation.Metric metric, MetricLimit.Bound bound, double at) {
    MetricLimit limit = new MetricLimit(bound, at);
    boolean passed = limit.allows(bound == MetricLimit.Bound.MIN ? metric.high() : metric.low());
    String message = "%s is %.4f with a 95%% interval from %.4f to %.4f, %s the limit %s.";
    return new Judgement(
        metric.name(),
        limit,
        metric.value(),
        metric.low(),
        metric.high(),
        passed,
        EnglishNumbers.format(
            message,
            metric.name(),
            metric.value(),
            metric.low(),
            metric.high(),
            passed ? "within" : "entirely beyond",
            limit.number()));
  }

  private static SourcePin source() {
    return new SourcePin(
        "iceberg",
        "rl_credit-card.credit_card",
        "file:/home/anna/riskmesh/.riskmesh/warehouse/rl_credit-card/credit_card",
        4482937158277812345L,
        "2026-11-22T23:00:04.512Z",
        "2026-11-23T00:00:00Z",
        null,
        COLUMNS.stream().map(c -> new SourcePin.PinnedColumn(c, "int")).toList(),
        List.of(),
        null,
        null);
  }

  private static QualityReport quality() {
    List<ColumnSummary> columns =
        COLUMNS.stream()
            .map(
                c ->
                    new ColumnSummary(
                        c,
                        "int",
                        c.equals("savings") ? 12 : 0,
                        c.equals("age") ? null : "1",
                        c.equals("age") ? null : c.equals("amount") ? "18424" : "4"))
            .toList();
    return new QualityReport(1000, 300, columns, List.of());
  }

  private static SplitSummary split() {
    return new SplitSummary(
        "hash",
        COLUMNS.subList(0, 20),
        42L,
        new SplitBoundaries(
            Scale.HASH_SHARE, List.of(new SplitBoundaries.Cut(null, "0.60", "0.80")), null),
        true,
        0,
        Map.of(
            SplitPart.TRAIN,
            new PartSummary(598, 181, "5d41402abc4b2a76b9719d911017c592"),
            SplitPart.VALIDATION,
            new PartSummary(202, 59, "7d793037a0760186574b0282f2f435e7"),
            SplitPart.TEST,
            new PartSummary(200, 60, "e2fc714c4727ee9395f324cd2e7f331f")));
  }

  private static FeatureSummary features() {
    List<String> names =
        COLUMNS.stream()
            .limit(20)
            .flatMap(
                c ->
                    c.equals("purpose")
                        ? IntStream.range(0, 11).mapToObj(i -> c + "=" + i)
                        : Stream.of(c))
            .toList();
    return new FeatureSummary(DIGEST, names, List.of());
  }

  private static TrainSummary training() {
    List<Round> history =
        IntStream.range(0, 96)
            .mapToObj(
                i ->
                    new Round(
                        (float)
                            (0.30 * Math.exp(-i / 22.0) * -1 + 0.985 - 0.02 * Math.exp(-i / 4.0)),
                        (float)
                            (0.803
                                - 0.09 * Math.exp(-i / 14.0)
                                - 0.0000035 * Math.pow(i - 75, 2)
                                + 0.003 * Math.sin(i * 1.7))))
            .toList();
    int best =
        IntStream.range(0, history.size())
            .reduce(0, (a, b) -> history.get(b).validation() > history.get(a).validation() ? b : a);
    return new TrainSummary(
        "xgboost4j-spark",
        2,
        1,
        400,
        Map.of(
            "objective",
            "binary:logistic",
            "eval_metric",
            "auc",
            "eta",
            "0.1",
            "max_depth",
            "4",
            "min_child_weight",
            "6",
            "subsample",
            "0.8",
            "tree_method",
            "hist",
            "seed",
            "42"),
        "auc",
        best,
        history);
  }

  private static List<ReportInput.StageFacts> stages() {
    return List.of(
        new ReportInput.StageFacts("source", 2.14, 1000L, 21_344L, 1_204_000_000L),
        new ReportInput.StageFacts("quality", 0.82, 1000L, 25_210L, 1_204_000_000L),
        new ReportInput.StageFacts("split", 0.64, 1000L, 25_210L, 1_204_000_000L),
        new ReportInput.StageFacts("features", 1.71, 1000L, 60_411L, 1_204_000_000L),
        new ReportInput.StageFacts("train", 6.32, 800L, 98_212L, 1_204_000_000L),
        new ReportInput.StageFacts("evaluate", 1.28, 1000L, 120_004L, 1_204_000_000L),
        new ReportInput.StageFacts("gate", 0.01, null, null, 1_204_000_000L));
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("riskmesh", "0.1.0 (0d06574)");
    versions.put("Spark", "3.5.6");
    versions.put("XGBoost", "3.2.0");
    versions.put("Iceberg", "1.10.1");
    versions.put("Java", "17.0.15");
    versions.put("Machine", "Linux amd64");
    return versions;
  }

  private static String job() {
    return """
        name: credit-risk
        source: {table: rl_credit-card.credit_card, filter: null, snapshot: null}
        label: {column: credit_risk, positive: 0}
        quality: {minRows: 500}
        features:
          - {name: duration, kind: numeric, impute: median, clip: [0.001, 0.999]}
          - {name: purpose, kind: categorical, encode: one_hot, domain: [0,1,2,3,4,5,6,7,8,9,10]}
        split: {strategy: hash, ratios: 60/20/20, seed: 42}
        training: {rounds: 200, earlyStoppingRounds: 20, params: {max_depth: 4, eta: 0.1}}
        gates: {auc: {min: 0.70}, ks: {min: 0.25}, calibrationInTheLarge: {max: 0.10}}
        """;
  }

  private static String environment() {
    return """
        catalog: {type: embedded, warehouse: /home/anna/riskmesh/.riskmesh/warehouse}
        spark: {master: "local[*]", conf: {fs.s3a.secret.key: '***'}}
        """;
  }
}
