package io.riskmesh.score;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.Staged;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What stands in a text file and cannot be read would be scored as a gap: it is counted before. */
final class TextCheck {
  private TextCheck() {}

  /**
   * Reads a text source once; the rows of other sources are not looked at.
   *
   * @throws RunException {@code DATA_QUALITY} with a line for every column that holds what it
   *     cannot
   */
  static void check(Dataset<Row> rows) {
    List<String> columns = new ArrayList<>();
    List<Column> broken = new ArrayList<>();
    for (String column : rows.columns()) {
      if (Staged.has(rows.schema(), Staged.text(column))) {
        columns.add(column);
        broken.add(rowsWhere(isUnreadable(column)));
      }
    }
    if (Staged.has(rows.schema(), Staged.MALFORMED)) {
      broken.add(rowsWhere(col(Staged.MALFORMED)));
      refuse(
          columns,
          rows.agg(count(lit(1)), broken.toArray(Column[]::new)).head(),
          broken.size() - 1);
    }
  }

  private static Column isUnreadable(String column) {
    Column text = Staged.column(Staged.text(column));
    return Staged.column(column).isNull().and(trim(text).notEqual(""));
  }

  private static Column rowsWhere(Column condition) {
    return coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L));
  }

  private static void refuse(List<String> columns, Row counts, int malformed) {
    long rows = counts.getLong(0);
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (counts.getLong(i + 1) > 0) {
        problems.add(
            "column %s: %d of %d rows hold text that cannot be read as what the model was trained on: correct them, or name what stands for missing in source.options.nullValue"
                .formatted(columns.get(i), counts.getLong(i + 1), rows));
      }
    }
    if (counts.getLong(malformed + 1) > 0) {
      problems.add(
          "%d of %d rows do not have the file's shape: correct the file or source.options (sep, quote, escape)"
              .formatted(counts.getLong(malformed + 1), rows));
    }
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.DATA_QUALITY, String.join("\n", problems));
    }
  }
}
