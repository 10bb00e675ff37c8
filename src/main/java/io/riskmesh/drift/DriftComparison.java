package io.riskmesh.drift;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.config.DriftConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.drift.DriftReport.Shift;
import io.riskmesh.evaluate.PredictionColumns;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.privacy.SecretColumns;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.screen.Psi;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Compares rows with a baseline. */
public final class DriftComparison {
  private final Baseline baseline;
  private final DriftConfig limits;
  private final String label;
  private final JobConfig job;
  private final ColumnRoles roles;
  private final SecretColumns secrets;

  /**
   * Creates a comparison.
   *
   * @param job the current job: a column that it masks is masked, even if the run has published its
   *     distribution
   */
  public DriftComparison(Baseline baseline, JobConfig job) {
    this.baseline = baseline;
    this.limits = job.drift();
    this.label = job.label().column();
    this.job = job;
    this.roles = ColumnRoles.of(job);
    this.secrets = SecretColumns.of(job);
  }

  /**
   * Compares the run's columns that still exist, in one Spark job over the rows.
   *
   * @param staged rows as {@code split.RowStaging} writes them, of which columns may be missing
   * @param rows number of rows, at least one
   */
  public List<DriftReport.DriftColumn> compareColumns(Dataset<Row> staged, long rows) {
    List<Baseline.BaselineColumn> known =
        baseline.columns().stream()
            .filter(c -> roles.used().contains(c.name()))
            .filter(c -> StagedColumns.has(staged.schema(), StagedColumns.raw(c.name())))
            .toList();
    List<GroupCounter.Task> tasks = known.stream().map(c -> task(c, staged.schema())).toList();
    List<GroupCounter.Counted> counted = GroupCounter.count(staged, tasks);
    List<DriftReport.DriftColumn> columns = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      columns.add(column(known.get(i), tasks.get(i).groups(), counted.get(i), rows));
    }
    return List.copyOf(columns);
  }

  private GroupCounter.Task task(Baseline.BaselineColumn column, StructType staged) {
    return isCompared(column)
        ? new GroupCounter.Task(
            ObservedColumn.of(column.name(), staged, job, roles), column.distribution())
        : new GroupCounter.Task(ObservedColumn.presence(column.name(), staged), null);
  }

  /**
   * Returns whether the distribution can be compared. Ranges of a former number are of no use if
   * the job now reads the column as text.
   */
  private boolean isCompared(Baseline.BaselineColumn column) {
    return column.distribution() != null
        && secrets.of(column.name()) == DisclosureLevel.OPEN
        && (column.distribution().byValue() || roles.numbers().contains(column.name()));
  }

  private DriftReport.DriftColumn column(
      Baseline.BaselineColumn column,
      ColumnDistribution groups,
      GroupCounter.Counted now,
      long rows) {
    DisclosureLevel disclosure =
        secrets.of(column.name()) == DisclosureLevel.OPEN
            ? column.disclosure()
            : secrets.of(column.name());
    double share = (double) now.missing() / rows;
    boolean isMasked = disclosure == DisclosureLevel.MASKED;
    return new DriftReport.DriftColumn(
        column.name(),
        column.type(),
        disclosure,
        missing(column, isMasked ? BaselineBuilder.hundredths(share) : share, rows),
        groups == null || rows == now.missing() ? null : shift(groups, now.rows(), limits.psi()));
  }

  /**
   * Compares the shares of missing values. The label never exceeds its limit: new rows may still
   * wait for their label, which says nothing about the model.
   */
  private DriftReport.MissingShares missing(Baseline.BaselineColumn column, double now, long rows) {
    double then = column.nullShare();
    double noise = SamplingNoise.ofShares(then, baseline.rows(), now, rows);
    boolean exceeds =
        !column.name().equals(label) && Math.abs(now - then) > Math.max(limits.nullShare(), noise);
    return new DriftReport.MissingShares(then, now, now - then, limits.nullShare(), noise, exceeds);
  }

  /**
   * Measures how far the score has moved, in one Spark job over the predictions.
   *
   * @param predictions columns as in {@link PredictionColumns}; at least one row, and none that the
   *     run was trained on
   */
  public Shift compareScore(Dataset<Row> predictions) {
    GroupCounter.Task task = new GroupCounter.Task(ObservedColumn.score(), baseline.score());
    GroupCounter.Counted now = GroupCounter.count(predictions, List.of(task)).get(0);
    return shift(baseline.score(), now.rows(), limits.scorePsi());
  }

  private static Shift shift(ColumnDistribution groups, List<Long> now, double limit) {
    Psi psi = Psi.of(groups.rows(), now);
    return new Shift(
        psi.value(), limit, psi.noise(), psi.exceeds(limit), GroupPair.groups(groups, now));
  }
}
