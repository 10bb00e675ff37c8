package io.riskmesh.split;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.riskmesh.config.JobConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
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

/** Assigns staged rows to train, validation and test. */
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
   * @throws RunException {@code DATA_QUALITY} when a part has no rows or lacks a class
   */
  public static Split split(Dataset<Row> staged, JobConfig job) {
    PartAssignment assignment = SplitStrategies.resolve(staged, job);
    Dataset<Row> rows = staged.withColumn(PART, assignment.part());
    SplitSummary summary = countParts(rows, job, assignment);
    requireBothClasses(summary, job);
    return new Split(rows, summary);
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
    boolean isToday = SplitSummary.FORMAT.equals(run.format());
    if (!isToday || !run.stable() || !run.strategy().equals(job.split().strategy())) {
      return Optional.empty();
    }
    PartAssignment now = SplitStrategies.resolve(staged, job);
    boolean isSame =
        now.columns().equals(run.columns())
            && Objects.equals(now.seed(), run.seed())
            && now.boundaries().equals(run.boundaries());
    return isSame
        ? Optional.of(staged.filter(not(now.part().eqNullSafe(lit(SplitPart.TRAIN.key())))))
        : Optional.empty();
  }

  private static SplitSummary countParts(
      Dataset<Row> rows, JobConfig job, PartAssignment assignment) {
    Map<String, Row> counted = new HashMap<>();
    aggregate(rows).forEach(row -> counted.put(row.getString(0), row));
    Map<SplitPart, PartSummary> parts = new EnumMap<>(SplitPart.class);
    for (SplitPart part : SplitPart.values()) {
      parts.put(part, part(counted.get(part.key())));
    }
    return new SplitSummary(
        job.split().strategy(),
        assignment.columns(),
        assignment.seed(),
        assignment.boundaries(),
        assignment.stable(),
        part(counted.get(null)).rows(),
        parts);
  }

  private static List<Row> aggregate(Dataset<Row> rows) {
    List<Column> aggregates = new ArrayList<>();
    aggregates.add(sum(StagedColumns.column(StagedColumns.LABEL).cast("bigint")));
    aggregates.addAll(MembershipDigest.aggregates());
    return rows.groupBy(PART).agg(count(lit(1)), aggregates.toArray(Column[]::new)).collectAsList();
  }

  private static PartSummary part(Row row) {
    if (row == null) {
      return new PartSummary(0, 0, MembershipDigest.EMPTY);
    }
    long rows = row.getLong(1);
    long positives = row.isNullAt(2) ? 0 : row.getLong(2);
    return new PartSummary(rows, positives, MembershipDigest.digest(row, 3, rows));
  }

  private static void requireBothClasses(SplitSummary summary, JobConfig job) {
    List<String> lacking = new ArrayList<>();
    summary.parts().forEach((part, counted) -> lack(part, counted, lacking));
    if (!lacking.isEmpty()) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "split by %s: %s (label %s, %d rows unassigned); every part needs rows of both classes: provide more rows or change split"
              .formatted(
                  summary.strategy(),
                  String.join(", ", lacking),
                  job.label().column(),
                  summary.unassigned()));
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
