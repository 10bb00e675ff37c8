package io.riskmesh.quality;

import io.riskmesh.quality.QualityReport.Violation;
import io.riskmesh.rows.StagedColumns;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Counts rows that repeat the key of another: rows minus distinct row hashes. It is a separate
 * count over one staged column, because a distinct count among the other aggregates would copy
 * every row. Two keys share a 64-bit hash with probability 3e-8 in a million rows.
 */
final class DuplicateCheck implements QualityCheck {
  private final Dataset<Row> staged;
  private final double maxShare;

  DuplicateCheck(Dataset<Row> staged, double maxShare) {
    this.staged = staged;
    this.maxShare = maxShare;
  }

  /** Runs one Spark job, which counts the distinct row hashes. */
  @Override
  public Optional<Violation> judge(AggregateScan.ScanResult result, long rows) {
    if (rows == 0) {
      return Optional.empty();
    }
    long repeats = rows - staged.select(StagedColumns.column(StagedColumns.ROW)).distinct().count();
    if ((double) repeats / rows <= maxShare) {
      return Optional.empty();
    }
    String message =
        "duplicate_keys: %s repeat the key of another row; the limit is %s: set source.key to the columns that identify a row, remove the duplicates, or raise maxShare of the rule"
            .formatted(RowCheck.of(repeats, rows), RowCheck.percent(maxShare));
    return Optional.of(new Violation("duplicate_keys", null, repeats, null, message));
  }
}
