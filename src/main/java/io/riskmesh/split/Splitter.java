package io.riskmesh.split;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.split.SplitSummary.OutOfTimeLimit;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.split.SplitSummary.YoungRows;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Assigns staged rows to the parts. */
public final class Splitter {
  /** string: the part's key; null for a row that belongs to no part. */
  public static final String PART = StagedColumns.PART;

  private Splitter() {}

  /**
   * The staged rows with their {@code _part}, and a summary that includes the membership digests.
   */
  public record Split(Dataset<Row> rows, SplitSummary summary) {}

  /**
   * Splits the rows, and counts them in one aggregation. Before that, {@code stratified} and {@code
   * time} by ratios find their exact boundaries in two to five passes over one column.
   *
   * @param asOf time the run stands for, by which {@code label.window} is measured
   * @throws RunException {@code DATA_QUALITY} when train, validation or test, of the job or of one
   *     of its folds, has no rows or lacks a class, or no row is old enough to have defaulted
   */
  public static Split split(Dataset<Row> staged, JobConfig job, Instant asOf) {
    TimeLimits limits = TimeLimits.of(job, asOf);
    PartAssignment assignment = SplitStrategies.resolve(staged.filter(limits.fate().isNull()), job);
    Dataset<Row> rows = staged.withColumn(PART, part(limits, assignment));
    SplitSummary summary = countParts(rows, job, assignment, limits);
    requireOldRows(summary, asOf);
    if (job.evaluation().folds().isPresent()) {
      return new Split(rows, summary.with(FoldAssignment.of(staged.schema(), job).count(rows)));
    }
    requireBothClasses(summary, job);
    return new Split(rows, summary);
  }

  private static Column part(TimeLimits limits, PartAssignment assignment) {
    return when(limits.fate().isNull(), assignment.part())
        .when(limits.isOutOfTime(), SplitPart.OUT_OF_TIME.key());
  }

  /** Returns the staged rows that are not in the out-of-time part. */
  public static Dataset<Row> inTime(Dataset<Row> staged, JobConfig job, Instant asOf) {
    return job.split().outOfTime().isEmpty()
        ? staged
        : staged.filter(not(TimeLimits.of(job, asOf).isOutOfTime()));
  }

  /** Returns the staged rows, without the label where it is not final at a time. */
  public static Dataset<Row> withFinalLabels(Dataset<Row> staged, JobConfig job, Instant asOf) {
    Column isYoung = TimeLimits.of(job, asOf).fate().eqNullSafe(lit(TimeLimits.YOUNG));
    return job.label().window().isEmpty()
        ? staged
        : staged.withColumn(
            StagedColumns.LABEL, when(not(isYoung), StagedColumns.column(StagedColumns.LABEL)));
  }

  /**
   * Finds the staged rows that a run cannot have been trained on, whatever the table contained
   * then; no row is read, unless the job has changed from {@code time} boundaries to ratios. The
   * result is empty when that run used another rule, or a rule that moves rows when the table
   * grows.
   *
   * @param run the split of that run
   */
  public static Optional<Dataset<Row>> findUntrained(
      Dataset<Row> staged, JobConfig job, SplitSummary run) {
    if (run.hasFolds() && run.outOfTime() == null) {
      // It was trained on every row that there was, and nothing tells which ones are new.
      return Optional.empty();
    }
    boolean isToday = SplitSummary.FORMAT.equals(run.format());
    if (!isToday || !run.stable() || !run.strategy().equals(job.split().strategy())) {
      return Optional.empty();
    }
    PartAssignment now = SplitStrategies.resolve(staged, job);
    boolean isSame =
        now.columns().equals(run.columns())
            && Objects.equals(now.seed(), run.seed())
            && now.boundaries().equals(run.boundaries())
            && isSame(outOfTime(job, Map.of()), run.outOfTime());
    Column part = part(TimeLimits.lasting(job), now);
    return isSame
        ? Optional.of(staged.filter(not(part.eqNullSafe(lit(SplitPart.TRAIN.key())))))
        : Optional.empty();
  }

  private static boolean isSame(OutOfTimeLimit now, OutOfTimeLimit then) {
    return now == null ? then == null : now.isSame(then);
  }

  private static SplitSummary countParts(
      Dataset<Row> rows, JobConfig job, PartAssignment assignment, TimeLimits limits) {
    Map<String, Row> counted = new HashMap<>();
    Map<String, Long> left = new HashMap<>();
    for (Row row : aggregate(rows, limits)) {
      if (row.isNullAt(0)) {
        left.put(String.valueOf(row.getString(1)), row.getLong(2));
      } else {
        counted.put(row.getString(0), row);
      }
    }
    Map<SplitPart, PartSummary> parts = new EnumMap<>(SplitPart.class);
    (job.evaluation().folds().isPresent() ? List.of(SplitPart.TRAIN) : SplitPart.STANDARD)
        .forEach(part -> parts.put(part, part(counted.get(part.key()))));
    if (job.split().outOfTime().isPresent()) {
      parts.put(SplitPart.OUT_OF_TIME, part(counted.get(SplitPart.OUT_OF_TIME.key())));
    }
    return new SplitSummary(
        job.split().strategy(),
        assignment.columns(),
        assignment.seed(),
        assignment.boundaries(),
        assignment.stable(),
        left.values().stream().mapToLong(Long::longValue).sum(),
        parts,
        SplitSummary.FORMAT,
        young(job, limits, left),
        outOfTime(job, left));
  }

  private static YoungRows young(JobConfig job, TimeLimits limits, Map<String, Long> left) {
    return job.label()
        .window()
        .map(
            window ->
                new YoungRows(
                    window.toString(),
                    limits.oldEnough().orElseThrow().toString(),
                    left.getOrDefault(TimeLimits.YOUNG, 0L)))
        .orElse(null);
  }

  private static OutOfTimeLimit outOfTime(JobConfig job, Map<String, Long> left) {
    return job.split()
        .outOfTime()
        .map(
            out ->
                new OutOfTimeLimit(
                    out.from().toString(),
                    out.embargo().map(Duration::toString).orElse(null),
                    left.getOrDefault(TimeLimits.EMBARGOED, 0L)))
        .orElse(null);
  }

  /** Counts the rows per part; those in none by what their time decides. */
  private static List<Row> aggregate(Dataset<Row> rows, TimeLimits limits) {
    List<Column> aggregates = new ArrayList<>();
    aggregates.add(sum(StagedColumns.column(StagedColumns.LABEL).cast("bigint")));
    aggregates.addAll(MembershipDigest.aggregates());
    Column left = when(col(PART).isNull(), limits.fate());
    return rows.groupBy(col(PART), left)
        .agg(count(lit(1)), aggregates.toArray(Column[]::new))
        .collectAsList();
  }

  private static PartSummary part(Row row) {
    if (row == null) {
      return new PartSummary(0, 0, MembershipDigest.EMPTY);
    }
    long rows = row.getLong(2);
    long positives = row.isNullAt(3) ? 0 : row.getLong(3);
    return new PartSummary(rows, positives, MembershipDigest.digest(row, 4, rows));
  }

  private static void requireOldRows(SplitSummary summary, Instant asOf) {
    YoungRows young = summary.young();
    if (young != null && young.rows() > 0 && young.rows() == summary.allRows()) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "label.window %s: all %,d rows are less than that before the as-of time %s, so none has had the time to default: shorten label.window, read older rows, or set a later source.asOf"
              .formatted(young.window(), young.rows(), asOf));
    }
  }

  private static void requireBothClasses(SplitSummary summary, JobConfig job) {
    List<String> lacking = new ArrayList<>();
    SplitPart.STANDARD.forEach(part -> lack(part, summary.parts().get(part), lacking));
    if (!lacking.isEmpty()) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "split by %s: %s (label %s, %d rows unassigned%s); every part needs rows of both classes: provide more rows or change split"
              .formatted(
                  summary.strategy(),
                  String.join(", ", lacking),
                  job.label().column(),
                  summary.unassigned(),
                  summary.young() == null
                      ? ""
                      : ", %d of them too young to have defaulted"
                          .formatted(summary.young().rows())));
    }
  }

  private static void lack(SplitPart part, PartSummary counted, List<String> lacking) {
    if (counted.rows() == 0) {
      lacking.add("part %s has no rows".formatted(part.key()));
    } else if (counted.positives() == 0 || counted.positives() == counted.rows()) {
      lacking.add(
          "part %s has %d rows but none of the %s class"
              .formatted(
                  part.key(), counted.rows(), counted.positives() == 0 ? "positive" : "negative"));
    }
  }
}
