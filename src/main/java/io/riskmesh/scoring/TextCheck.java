package io.riskmesh.scoring;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.TextNotation;
import io.riskmesh.config.JobConfig;
import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;

/** Counts text that cannot be read before it is scored: it would be scored as a missing value. */
final class TextCheck {
  private static final Map<String, String> FLAWS =
      Map.of(
          StagedColumns.MALFORMED,
          "do not match the file's columns: correct the file or source.options (sep, quote, escape, multiLine)",
          StagedColumns.UNDECODED,
          "contain bytes that are invalid in the file's encoding: set it in source.options: {encoding: windows-1252} if it is CSV or JSON, or correct the file",
          StagedColumns.UNFILTERED,
          "have text in a column of source.filter that cannot be read as the type it is compared with: correct them, or compare with a text");

  private final Dataset<Row> rows;
  private final JobConfig job;
  private final List<Column> counts = new ArrayList<>();
  private final List<BiFunction<Row, Long, Optional<String>>> verdicts = new ArrayList<>();

  private TextCheck(Dataset<Row> rows, JobConfig job) {
    this.rows = rows;
    this.job = job;
  }

  /**
   * Reads the rows once if text was converted to numbers or times; otherwise it reads nothing.
   *
   * @throws RunException {@code DATA_QUALITY} with a line for every column with text that cannot be
   *     read
   */
  static void check(Dataset<Row> rows, JobConfig job) {
    TextCheck check = new TextCheck(rows, job);
    for (String column : rows.columns()) {
      if (StagedColumns.has(rows.schema(), StagedColumns.text(column))) {
        check.readable(column);
      }
    }
    StagedColumns.FLAWS.stream()
        .filter(flaw -> StagedColumns.has(rows.schema(), flaw))
        .forEach(check::flaw);
    check.run();
  }

  private void readable(String column) {
    Column text = StagedColumns.column(StagedColumns.text(column));
    int at =
        add(CanonicalColumns.isUnreadable(StagedColumns.column(column), text, job.codes(column)));
    verdicts.add(
        (row, all) ->
            message(
                row.getLong(at),
                "column %s: %d of %d rows have text that cannot be read as the type the model was trained on: correct them, or list the codes for missing in source.missingValues"
                    .formatted(column, row.getLong(at), all)));
    if (StagedColumns.type(rows.schema(), column).equals(DataTypes.DoubleType)) {
      notation(column, TextNotation.of(text));
    }
  }

  private void notation(String column, Column notation) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < TextNotation.WORDS.size(); i++) {
      places.add(add(notation.equalTo(i)));
    }
    verdicts.add(
        (row, all) -> TextNotation.mixed(column, places.stream().map(row::getLong).toList()));
  }

  private void flaw(String flaw) {
    int at = add(col(flaw));
    verdicts.add(
        (row, all) ->
            message(
                row.getLong(at),
                "%d of %d rows %s".formatted(row.getLong(at), all, FLAWS.get(flaw))));
  }

  private static Optional<String> message(long count, String message) {
    return count > 0 ? Optional.of(message) : Optional.empty();
  }

  /** Adds a count and returns its position in the result. */
  private int add(Column condition) {
    counts.add(coalesce(sum(when(condition, 1L).otherwise(0L)), lit(0L)));
    return counts.size();
  }

  private void run() {
    if (counts.isEmpty()) {
      return;
    }
    Row row = rows.agg(count(lit(1)), counts.toArray(Column[]::new)).head();
    List<String> problems =
        verdicts.stream()
            .map(verdict -> verdict.apply(row, row.getLong(0)))
            .flatMap(Optional::stream)
            .toList();
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.DATA_QUALITY, String.join("\n", problems));
    }
  }
}
