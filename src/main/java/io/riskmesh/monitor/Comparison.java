package io.riskmesh.monitor;

import static org.apache.spark.sql.functions.col;

import io.riskmesh.catalog.Roles;
import io.riskmesh.config.DriftConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.evaluate.Evaluator;
import io.riskmesh.evaluate.Predictions;
import io.riskmesh.monitor.Drift.Missing;
import io.riskmesh.monitor.Drift.Performance;
import io.riskmesh.monitor.Drift.Shift;
import io.riskmesh.profile.Disclosure;
import io.riskmesh.profile.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Holds rows against a baseline. */
public final class Comparison {
  private final Baseline baseline;
  private final DriftConfig limits;
  private final String label;
  private final JobConfig job;
  private final Roles roles;
  private final Secrets secrets;

  /**
   * A comparison.
   *
   * @param job as it is now: what it masks is masked, whatever the run has published
   */
  public Comparison(Baseline baseline, JobConfig job) {
    this.baseline = baseline;
    this.limits = job.drift();
    this.label = job.label().column();
    this.job = job;
    this.roles = Roles.of(job);
    this.secrets = Secrets.of(job);
  }

  /**
   * The columns of the run that are still there, in one pass.
   *
   * @param staged rows as {@code split.Staging} writes them
   * @param rows how many they are, at least one
   */
  public List<Drift.Column> columns(Dataset<Row> staged, long rows) {
    List<Baseline.Column> known =
        baseline.columns().stream().filter(c -> roles.used().contains(c.name())).toList();
    List<Counting.Task> tasks = known.stream().map(c -> task(c, staged.schema())).toList();
    List<Counting.Counted> counted = Counting.of(staged, tasks);
    List<Drift.Column> columns = new ArrayList<>();
    for (int i = 0; i < known.size(); i++) {
      columns.add(column(known.get(i), tasks.get(i).groups(), counted.get(i), rows));
    }
    return List.copyOf(columns);
  }

  private Counting.Task task(Baseline.Column column, StructType staged) {
    return isCompared(column)
        ? new Counting.Task(Reading.of(column.name(), staged, job), column.distribution())
        : new Counting.Task(Reading.presence(column.name(), staged), null);
  }

  /** Ranges of what was a number then are of no use where the job reads it as a text now. */
  private boolean isCompared(Baseline.Column column) {
    return column.distribution() != null
        && secrets.of(column.name()) == Disclosure.OPEN
        && (column.distribution().byValue() || roles.numbers().contains(column.name()));
  }

  private Drift.Column column(
      Baseline.Column column, Distribution groups, Counting.Counted now, long rows) {
    Disclosure disclosure =
        secrets.of(column.name()) == Disclosure.OPEN
            ? column.disclosure()
            : secrets.of(column.name());
    double share = (double) now.missing() / rows;
    boolean isMasked = disclosure == Disclosure.MASKED;
    return new Drift.Column(
        column.name(),
        column.type(),
        disclosure,
        missing(column, isMasked ? Observer.hundredths(share) : share, rows),
        groups == null || rows == now.missing() ? null : shift(groups, now.rows(), limits.psi()));
  }

  /** New rows may still wait for their label: that they do says nothing about the model. */
  private Missing missing(Baseline.Column column, double now, long rows) {
    double then = column.nullShare();
    double noise = Noise.ofShares(then, baseline.rows(), now, rows);
    boolean exceeds =
        !column.name().equals(label) && Math.abs(now - then) > Math.max(limits.nullShare(), noise);
    return new Missing(then, now, now - then, limits.nullShare(), noise, exceeds);
  }

  /**
   * How the score has moved.
   *
   * @param predictions columns as in {@code evaluate.Predictions}, of rows that the run was not
   *     trained on; at least one
   */
  public Shift score(Dataset<Row> predictions) {
    Counting.Task task = new Counting.Task(Reading.score(), baseline.score());
    Counting.Counted now = Counting.of(predictions, List.of(task)).get(0);
    return shift(baseline.score(), now.rows(), limits.scorePsi());
  }

  /**
   * How well the run's model does on the rows that have a label; empty when they are too few, or of
   * one class. An unlabelled row has a label of NaN.
   *
   * @param predictions as for {@link #score}
   */
  public Optional<Performance> performance(Dataset<Row> predictions, Run run) {
    Dataset<Row> labelled =
        predictions.filter(
            col(Predictions.LABEL)
                .isin(0f, 1f)
                .and(col(Predictions.WEIGHT).between(0, Float.MAX_VALUE)));
    long rows = labelled.count();
    if (rows < limits.minRows() || Double.isNaN(run.auc())) {
      return Optional.empty();
    }
    return Evaluator.auc(labelled)
        .map(
            auc ->
                new Performance(
                    rows, auc.value(), auc.low(), auc.high(), run.auc(), run.low(), run.high()));
  }

  private static Shift shift(Distribution groups, List<Long> now, double limit) {
    Psi psi = Psi.of(groups.rows(), now);
    return new Shift(psi.value(), limit, psi.noise(), psi.exceeds(limit), Pair.groups(groups, now));
  }
}
