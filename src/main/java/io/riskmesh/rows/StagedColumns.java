package io.riskmesh.rows;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** Names of the columns of the rows that a run staged, and how a source column is found there. */
public final class StagedColumns {
  /** bigint: hash of the row's key. */
  public static final String ROW = "_row";

  /** float: 1 for the positive label, 0 for any other, null when the label is missing. */
  public static final String LABEL = "_label";

  /** float: the row's weight, 1 when the job declares none. */
  public static final String WEIGHT = "_weight";

  /** timestamp: the event time; only when the job declares one. */
  public static final String TIME = "_time";

  /** boolean: the record lacked its file's shape; only for text formats. */
  public static final String MALFORMED = "_malformed";

  /** boolean: the filter reads a text as a number or time that says none; only for text formats. */
  public static final String UNFILTERED = "_unfiltered";

  /** boolean: a value has bytes that are none in the file's encoding; only for text formats. */
  public static final String UNDECODED = "_undecoded";

  /** What makes a whole record unreadable; only for text formats. */
  public static final List<String> FLAWS = List.of(MALFORMED, UNDECODED, UNFILTERED);

  /**
   * bigint: which file the row came from, see {@link SourceTable#filePaths}; only when of several.
   */
  public static final String FILE = "_source.file";

  /** text: train, validation or test; once the rows are split. */
  public static final String PART = "_part";

  /** What stands before the name of a source column that is staged with its own type. */
  public static final String RAW = "_raw.";

  private static final String TEXT = "_text.";

  private StagedColumns() {}

  /** Name under which a source column is staged with its own type. */
  public static String raw(String column) {
    return RAW + column;
  }

  /** Name of what the file says where a text format's column was read as a number or time. */
  public static String text(String column) {
    return TEXT + column;
  }

  /** The name as SQL takes it, whatever characters it has. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** The column of that very name, whatever characters it has. */
  public static Column column(String name) {
    return functions.col(quoted(name));
  }

  /** Type of the column of that very name. */
  public static DataType type(StructType schema, String name) {
    return schema.apply(name).dataType();
  }

  /** Canonical text of the column of that very name; null when missing. */
  public static Column canonical(StructType schema, String name) {
    return CanonicalColumns.text(column(name), type(schema, name));
  }

  /**
   * Name under which a column's text is found: as it was written where it was read as a number or
   * time too.
   *
   * @param prefix what stands before a source column's name in the rows: {@link #RAW} or nothing
   */
  public static String written(StructType schema, String prefix, String column) {
    return has(schema, text(column)) ? text(column) : prefix + column;
  }

  /** Whether the schema has a column of that very name. */
  public static boolean has(StructType schema, String name) {
    return schema.getFieldIndex(name).isDefined();
  }
}
