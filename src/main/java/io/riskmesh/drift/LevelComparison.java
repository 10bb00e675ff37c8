package io.riskmesh.drift;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.DriftConfig;
import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.drift.Baseline.BaselineLevel;
import io.riskmesh.drift.DriftLevel.ExpectedLevel;
import io.riskmesh.drift.DriftLevel.ObservedLevel;
import io.riskmesh.drift.DriftReport.Performance;
import io.riskmesh.drift.DriftReport.Shift;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.ExpectedQuality;
import io.riskmesh.evaluate.GradeTable;
import io.riskmesh.evaluate.GradeTable.RiskGrade;
import io.riskmesh.evaluate.LaterRows;
import io.riskmesh.evaluate.LaterRows.ObservedQuality;
import io.riskmesh.evaluate.PredictionColumns;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.RiskBands;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares the outcomes of rows with what the run's model predicts for them. */
final class LevelComparison {
  /** Chance below which so many, or so few, defaults are not put down to chance. */
  private static final double UNLIKELY = 0.001;

  private final DriftConfig limits;
  private final Optional<RiskBands> grades;
  private final ReferenceRun run;
  private final BaselineLevel level;

  /**
   * What was found.
   *
   * @param performance AUC on the rows with a label; null if they are too few or all of one class
   * @param level null if the baseline has none to compare with
   */
  record Findings(Performance performance, DriftLevel level) {

    /** Adds these findings and the score's shift to the others. */
    DriftFindings addedTo(DriftFindings found, Shift score) {
      DriftFindings all = found.with(score, performance).with(level);
      return level != null
          ? all
          : all.noting(
              "The level of the probability was not judged: the baseline of run %s is older than this check."
                  .formatted(found.run()));
    }
  }

  /**
   * Creates a comparison.
   *
   * @param grades ranges of the calibrated probability that are judged one by one; empty for none
   */
  LevelComparison(
      Baseline baseline, DriftConfig limits, Optional<RiskBands> grades, ReferenceRun run) {
    this.limits = limits;
    this.grades = grades;
    this.run = run;
    this.level = baseline.level();
  }

  /**
   * Examines rows that the run was not trained on, in at most five Spark jobs.
   *
   * @param predictions columns as in {@link PredictionColumns}; a row without a label has one of
   *     NaN
   */
  Findings compare(Dataset<Row> predictions) {
    Column isLabelled = col(PredictionColumns.LABEL).isin(0f, 1f);
    Dataset<Row> weighted =
        predictions.filter(col(PredictionColumns.WEIGHT).between(0, Float.MAX_VALUE));
    Row counted = weighted.agg(count(isLabelled), count(not(isLabelled))).head();
    long labelled = counted.getLong(0);
    Optional<ObservedQuality> observed =
        labelled < limits.minRows()
            ? Optional.empty()
            : laterRows().measure(weighted.filter(isLabelled), grades);
    ExpectedLevel expected =
        level == null || counted.getLong(1) < limits.minRows()
            ? null
            : laterRows().expect(weighted.filter(not(isLabelled))).map(this::expected).orElse(null);
    return new Findings(
        observed.flatMap(ObservedQuality::auc).map(auc -> performance(labelled, auc)).orElse(null),
        level == null ? null : new DriftLevel(observed.map(this::level).orElse(null), expected));
  }

  private static Column count(Column condition) {
    return coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L));
  }

  private LaterRows laterRows() {
    return level == null
        ? new LaterRows(Calibrator.IDENTITY, 0)
        : new LaterRows(level.calibrator(), level.shift());
  }

  private Performance performance(long rows, Metric auc) {
    return Double.isNaN(run.auc())
        ? null
        : new Performance(
            rows, auc.value(), auc.low(), auc.high(), run.auc(), run.low(), run.high());
  }

  private ExpectedLevel expected(ExpectedQuality now) {
    Double measured = Double.isNaN(run.auc()) ? null : run.auc();
    return new ExpectedLevel(now, level.expected(), measured, run.low(), run.high());
  }

  private ObservedLevel level(ObservedQuality found) {
    List<RiskGrade> all = found.grades().map(GradeTable::grades).orElse(List.of());
    List<RiskGrade> shown = shown(all);
    return new ObservedLevel(
        found.level(),
        level.observed(),
        shown,
        all.size() - shown.size(),
        limits.level(),
        isBeyond(found.level()),
        shown.stream().filter(this::isBeyond).map(RiskGrade::name).toList());
  }

  /**
   * Leaves out small grades, and further ones until those left out have ten rows together, so that
   * they do not follow from the total.
   */
  private static List<RiskGrade> shown(List<RiskGrade> all) {
    List<RiskGrade> shown = new ArrayList<>(all);
    List<RiskGrade> filled =
        all.stream()
            .filter(grade -> grade.rows() > 0)
            .sorted(Comparator.comparingDouble(RiskGrade::effectiveRows))
            .toList();
    double hidden = 0;
    for (RiskGrade grade : filled) {
      boolean isSmall = grade.effectiveRows() < PrivacyConfig.SMALL_CELL;
      if (isSmall || (hidden > 0 && hidden < PrivacyConfig.SMALL_CELL)) {
        hidden += grade.effectiveRows();
        shown.remove(grade);
      }
    }
    return List.copyOf(shown);
  }

  private boolean isBeyond(RiskGrade grade) {
    if (grade.pd() == null) {
      return false;
    }
    boolean isFar =
        grade.low() > grade.pd() * (1 + limits.level())
            || grade.high() < grade.pd() * (1 - limits.level());
    return isFar && grade.chance() < UNLIKELY;
  }
}
