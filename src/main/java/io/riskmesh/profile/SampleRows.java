package io.riskmesh.profile;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.JobConfig;
import io.riskmesh.privacy.DisclosureLevel;
import io.riskmesh.privacy.SecretColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/** Reads rows to show on a terminal only; they are written to no file. */
public final class SampleRows {
  static final String MASKED = "***";

  private static final int MAX_LENGTH = 60;

  private SampleRows() {}

  /**
   * Reads the first rows of the source in one Spark job; one text per column. Masked values do not
   * leave the executors, and characters that control a terminal are replaced.
   */
  public static List<List<String>> read(SourceTable table, JobConfig job, int count) {
    SecretColumns secrets = SecretColumns.of(job);
    ProfileRows rows = ProfileRows.readRaw(table, job.label());
    Column[] texts =
        rows.columns().stream().map(column -> text(column, secrets)).toArray(Column[]::new);
    return rows.rows().select(texts).takeAsList(count).stream().map(SampleRows::texts).toList();
  }

  private static Column text(SourceColumn column, SecretColumns secrets) {
    if (secrets.of(column.name()) == DisclosureLevel.MASKED) {
      return lit(MASKED);
    }
    return column.isSingle()
        ? column.value().cast("string")
        : when(column.value().isNotNull(), to_json(struct(column.value().as("value"))));
  }

  private static List<String> texts(Row row) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      texts.add(row.isNullAt(i) ? "" : printable(row.getString(i)));
    }
    return texts;
  }

  /** Returns the text on one line, without characters that control a terminal. */
  public static String printable(String text) {
    String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "\ufffd");
    return plain.length() <= MAX_LENGTH ? plain : plain.substring(0, MAX_LENGTH - 1) + "…";
  }
}
