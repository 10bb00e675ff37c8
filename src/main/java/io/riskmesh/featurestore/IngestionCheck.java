package io.riskmesh.featurestore;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.JobConfig;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds rows that a feature group could not hold, or would hold as something else. */
final class IngestionCheck {
  private static final String COUNT = "_rows";

  private final List<Column> counts = new ArrayList<>();
  private final List<String> verdicts = new ArrayList<>();

  private IngestionCheck() {}

  /**
   * Reads the rows once.
   *
   * @throws RunException {@code DATA_QUALITY} with a line for every kind of such rows
   */
  static void check(Dataset<Row> rows, JobConfig job, GroupSchema schema) {
    IngestionCheck check = new IngestionCheck();
    check.add(
        schema.value(schema.record()).isNull(),
        "have no value in source.key: correct them, or leave them out with source.filter");
    check.add(
        schema.value(schema.time()).isNull(),
        "have no event time: correct them, or leave them out with source.filter");
    for (String column : rows.columns()) {
      if (StagedColumns.has(rows.schema(), StagedColumns.text(column))
          && !isKeptAsText(column, job)) {
        check.add(
            CanonicalColumns.isUnreadable(
                StagedColumns.column(column),
                StagedColumns.column(StagedColumns.text(column)),
                job.missingValues(column)),
            "have text in column %s that is no number or time, and that a feature cannot hold beside numbers: correct them, or list it in source.missingValues"
                .formatted(column));
      }
    }
    StagedColumns.FLAWS.stream()
        .filter(flaw -> StagedColumns.has(rows.schema(), flaw))
        .forEach(
            flaw ->
                check.add(
                    col(flaw),
                    "cannot be read (%s): riskmesh check says why".formatted(flaw.substring(1))));
    check.run(rows);
  }

  /** The column of the event time is stored as a time, all others in source.times as text. */
  private static boolean isKeptAsText(String column, JobConfig job) {
    return job.source().times().containsKey(column)
        && job.source().eventTime().filter(column::equals).isEmpty();
  }

  private void add(Column condition, String verdict) {
    counts.add(coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L)));
    verdicts.add(verdict);
  }

  private void run(Dataset<Row> rows) {
    Row found = rows.agg(count(lit(1)), counts.toArray(Column[]::new)).head();
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < verdicts.size(); i++) {
      if (found.getLong(i + 1) > 0) {
        problems.add(
            "%,d of %,d rows %s"
                .formatted(found.getLong(i + 1), found.getLong(0), verdicts.get(i)));
      }
    }
    refuse(problems);
  }

  /**
   * Checks that no two rows have the same record identifier and event time, of which the store
   * would return an arbitrary one.
   *
   * @param staged rows as features
   * @throws RunException {@code DATA_QUALITY} with the number of such rows
   */
  static void requireUnique(Dataset<Row> staged, GroupSchema schema) {
    Row found =
        staged
            .groupBy(StagedColumns.column(schema.record()), StagedColumns.column(schema.time()))
            .agg(count(lit(1)).as(COUNT))
            .filter(col(COUNT).gt(1))
            .agg(coalesce(sum(col(COUNT)), lit(0L)))
            .head();
    if (found.getLong(0) > 0) {
      refuse(
          List.of(
              "%,d rows share their key and event time with another row, and a feature group returns one of them: set source.key and source.eventTime so that they tell rows apart, or correct the table"
                  .formatted(found.getLong(0))));
    }
  }

  private static void refuse(List<String> problems) {
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.DATA_QUALITY, String.join("\n", problems));
    }
  }
}
