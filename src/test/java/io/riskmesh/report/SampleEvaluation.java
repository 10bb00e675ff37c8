package io.riskmesh.report;

import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.CalibrationBin;
import io.riskmesh.evaluate.Evaluation.Decile;
import io.riskmesh.evaluate.Evaluation.Decision;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.Evaluation.PrPoint;
import io.riskmesh.evaluate.Evaluation.Recalibration;
import io.riskmesh.evaluate.Evaluation.RocPoint;
import io.riskmesh.evaluate.Evaluation.ScoreBin;
import io.riskmesh.evaluate.Evaluation.StrategyPoint;
import io.riskmesh.evaluate.GradeTable;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.evaluate.OutOfTimeMetrics;
import io.riskmesh.evaluate.VintageTable;
import io.riskmesh.evaluate.VintageTable.Vintage;
import io.riskmesh.model.Calibrator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** A consistent evaluation of made-up borrowers. */
final class SampleEvaluation {
  private record Row(double score, boolean isDefault) {}

  private static final double THRESHOLD = 0.182;

  private SampleEvaluation() {}

  /**
   * Returns an evaluation of 140 good borrowers and 60 defaults; with {@code skill} 0, the score is
   * uninformative.
   */
  static Evaluation of(double skill) {
    List<Row> rows = rows(skill);
    return new Evaluation(
        metrics(rows),
        Map.of(
            SplitPart.TRAIN, points(0.934, 0.868, 0.712, 0.868, 0.357, 0.110, 0.001),
            SplitPart.VALIDATION, points(0.801, 0.602, 0.487, 0.640, 0.492, 0.159, 0.012)),
        decision(rows),
        roc(rows),
        precisionRecall(rows),
        calibration(rows),
        deciles(rows),
        scores(rows),
        new Recalibration(
            new Calibrator(0.86, -0.11),
            "Platt scaling on validation",
            null,
            0.171,
            0.52,
            List.of(),
            null),
        List.of(
            new StrategyPoint(0.21, 0.5, 0.12, 0.07, 0.2, 0.8, 0.6),
            new StrategyPoint(Math.nextUp(1.0), 1, 0.3, 0.24, 0.37, 0, 1.5)),
        new GradeTable(
            List.of(
                new RiskGrade("A", 0.1, 100, 100, 0.5, 7, 0.06, 0.07, 0.03, 0.14, 0.39),
                new RiskGrade("B", 0.3, 0, 0, 0, 0, null, null, null, null, null),
                new RiskGrade("C", null, 100, 100, 0.5, 53, 0.4, 0.53, 0.43, 0.62, 0.006)),
            7.2,
            2,
            0.027,
            6,
            0.5,
            List.of()),
        null,
        null,
        SampleSubgroups.groups("age"),
        SampleSubgroups.segments("purpose"),
        null,
        null);
  }

  /** Returns an evaluation whose out-of-time rows default more often and in another order. */
  static Evaluation overTime() {
    return overTime(
        new OutOfTimeMetrics(
            90, 30, List.of(new Metric("auc", 0.55, 0.47, 0.63, "DeLong, logit scale")), null));
  }

  static Evaluation overTime(OutOfTimeMetrics later) {
    Evaluation e = of(1);
    return new Evaluation(
        e.metrics(),
        e.parts(),
        e.decision(),
        e.roc(),
        e.precisionRecall(),
        e.calibration(),
        e.deciles(),
        e.scores(),
        e.recalibration(),
        e.strategy(),
        e.grades(),
        later,
        new VintageTable(
            "quarter",
            300,
            1000,
            1,
            9,
            List.of(
                new Vintage(
                    "2024-Q3",
                    SplitPart.TEST,
                    200,
                    200,
                    40,
                    0.2,
                    0.15,
                    0.26,
                    0.19,
                    0.7,
                    0.8,
                    0.73,
                    0.86,
                    null,
                    null),
                new Vintage(
                    "2024-Q4",
                    SplitPart.OUT_OF_TIME,
                    100,
                    100,
                    45,
                    0.45,
                    0.36,
                    0.55,
                    0.2,
                    1e-8,
                    0.55,
                    0.43,
                    0.67,
                    0.8,
                    1e-4))),
        List.of(),
        List.of(),
        null,
        null);
  }

  private static List<Row> rows(double skill) {
    Random random = new Random(7);
    return IntStream.range(0, 200)
        .mapToObj(i -> i < 60)
        .map(
            bad -> {
              double margin = -1.05 + skill * (bad ? 0.75 : -0.4) + random.nextGaussian();
              return new Row(1 / (1 + Math.exp(-margin)), bad);
            })
        .sorted(Comparator.comparingDouble(Row::score).reversed())
        .toList();
  }

  private static List<Metric> metrics(List<Row> rows) {
    double auc = auc(rows);
    double ks =
        roc(rows).stream()
            .mapToDouble(p -> p.truePositiveRate() - p.falsePositiveRate())
            .max()
            .orElseThrow();
    double brier =
        rows.stream().mapToDouble(r -> Math.pow(r.score - label(r), 2)).average().orElseThrow();
    double logLoss =
        rows.stream()
            .mapToDouble(r -> -Math.log(r.isDefault ? r.score : 1 - r.score))
            .average()
            .orElseThrow();
    double mean = rows.stream().mapToDouble(Row::score).average().orElseThrow();
    double bias = Math.abs(mean - 0.3);
    return List.of(
        new Metric("auc", auc, auc - 0.071, auc + 0.071, "DeLong, logit scale"),
        new Metric("gini", 2 * auc - 1, 2 * auc - 1.142, 2 * auc - 0.858, "DeLong, logit scale"),
        new Metric("ks", ks, ks - 0.112, ks + 0.098, "bootstrap"),
        new Metric("prAuc", averagePrecision(rows), null, null, null, "a class has one row"),
        new Metric("logLoss", logLoss, logLoss - 0.052, logLoss + 0.052, "normal"),
        new Metric("brier", brier, brier - 0.021, brier + 0.021, "normal"),
        new Metric(
            "calibrationInTheLarge", bias, Math.max(0, bias - 0.058), bias + 0.058, "normal"));
  }

  private static List<Metric> points(double... values) {
    List<String> names =
        List.of("auc", "gini", "ks", "prAuc", "logLoss", "brier", "calibrationInTheLarge");
    return IntStream.range(0, values.length)
        .mapToObj(i -> new Metric(names.get(i), values[i], null, null, null))
        .toList();
  }

  private static double label(Row row) {
    return row.isDefault ? 1 : 0;
  }

  private static double auc(List<Row> rows) {
    List<RocPoint> roc = roc(rows);
    return IntStream.range(1, roc.size())
        .mapToDouble(
            i ->
                (roc.get(i).falsePositiveRate() - roc.get(i - 1).falsePositiveRate())
                    * (roc.get(i).truePositiveRate() + roc.get(i - 1).truePositiveRate())
                    / 2)
        .sum();
  }

  private static double averagePrecision(List<Row> rows) {
    return precisionRecall(rows).stream().mapToDouble(PrPoint::precision).average().orElseThrow();
  }

  private static Decision decision(List<Row> rows) {
    double caught = count(rows, true, THRESHOLD, 1);
    double refused = count(rows, false, THRESHOLD, 1);
    double cost = (refused + 5 * (60 - caught)) / 200;
    return new Decision(THRESHOLD, 1, 5, cost, caught, refused, 140 - refused, 60 - caught);
  }

  private static double count(List<Row> rows, boolean isDefault, double from, double to) {
    return rows.stream()
        .filter(r -> r.isDefault == isDefault && r.score >= from && r.score < to)
        .count();
  }

  private static List<RocPoint> roc(List<Row> rows) {
    List<RocPoint> points = new ArrayList<>(List.of(new RocPoint(0, 0)));
    double bad = 0;
    double good = 0;
    for (Row row : rows) {
      bad += label(row);
      good += 1 - label(row);
      points.add(new RocPoint(good / 140, bad / 60));
    }
    return points;
  }

  private static List<PrPoint> precisionRecall(List<Row> rows) {
    List<PrPoint> points = new ArrayList<>();
    double bad = 0;
    for (int i = 0; i < rows.size(); i++) {
      bad += label(rows.get(i));
      if (rows.get(i).isDefault) {
        points.add(new PrPoint(bad / 60, bad / (i + 1)));
      }
    }
    return points;
  }

  private static List<CalibrationBin> calibration(List<Row> rows) {
    return IntStream.range(0, 10)
        .mapToObj(i -> rows.subList(180 - i * 20, 200 - i * 20))
        .map(
            bin -> {
              double predicted = bin.stream().mapToDouble(Row::score).average().orElseThrow();
              double observed =
                  bin.stream().mapToDouble(SampleEvaluation::label).average().orElseThrow();
              double centre = (observed + 0.096) / 1.192;
              double half = 1.96 / 1.192 * Math.sqrt(observed * (1 - observed) / 20 + 0.0024);
              return new CalibrationBin(20, predicted, observed, centre - half, centre + half);
            })
        .toList();
  }

  private static List<Decile> deciles(List<Row> rows) {
    List<Decile> deciles = new ArrayList<>();
    double seen = 0;
    for (int i = 0; i < 10; i++) {
      double bad =
          rows.subList(i * 20, i * 20 + 20).stream().mapToDouble(SampleEvaluation::label).sum();
      seen += bad;
      deciles.add(new Decile(i + 1, 20, bad, bad / 20, bad / 20 / 0.3, seen / 60));
    }
    return deciles;
  }

  private static List<ScoreBin> scores(List<Row> rows) {
    return IntStream.range(0, 20)
        .mapToObj(
            i ->
                new ScoreBin(
                    i / 20.0,
                    (i + 1) / 20.0,
                    count(rows, true, i / 20.0, (i + 1) / 20.0) / 60,
                    count(rows, false, i / 20.0, (i + 1) / 20.0) / 140))
        .toList();
  }
}
