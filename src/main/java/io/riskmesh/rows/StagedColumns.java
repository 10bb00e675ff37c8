package io.riskmesh.rows;

import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Names of the columns of staged rows, and access to source columns among them. */
public final class StagedColumns {
  /** bigint: hash of the row's key. */
  public static final String ROW = "_row";

  /** float: 1 for the positive label, 0 for any other, null when the label is missing. */
  public static final String LABEL = "_label";

  /** float: the row's weight, 1 when the job declares none. */
  public static final String WEIGHT = "_weight";

  /** timestamp: the event time; only when the job declares one. */
  public static final String TIME = "_time";

  /** boolean: the record does not match its file's columns; only for text formats. */
  public static final String MALFORMED = "_malformed";

  /**
   * boolean: the filter reads a text as a number or time, and it is neither; only for text formats.
   */
  public static final String UNFILTERED = "_unfiltered";

  /**
   * boolean: a value has bytes that are invalid in the file's encoding; only for text formats, and
   * for Parquet text that is not declared as UTF-8.
   */
  public static final String UNDECODED = "_undecoded";

  /** Columns for flaws that make a whole record unreadable. */
  public static final List<String> FLAWS = List.of(MALFORMED, UNDECODED, UNFILTERED);

  /**
   * bigint: the file that the row came from, see {@code catalog.SourceTable#listFilePaths}; only
   * when the source has several files.
   */
  public static final String FILE = "_source.file";

  /** text: key of the part, null in none; present once the rows are split. */
  public static final String PART = "_part";

  /** Prefix of the name of a source column that is staged with its own type. */
  public static final String RAW = "_raw.";

  private static final String TEXT = "_text.";

  /** Marks a field of a source's schema; see {@link #textField}. */
  private static final String IS_TEXT = "riskmesh.text";

  private StagedColumns() {}

  /** Returns the name under which a source column is staged with its own type. */
  public static String raw(String column) {
    return RAW + column;
  }

  /**
   * Returns the name for the original text of a text format's column that is read as a number or
   * time.
   */
  public static String text(String column) {
    return TEXT + column;
  }

  /** Returns the name quoted for SQL, whatever characters it has. */
  public static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** Returns the column with exactly that name, whatever characters it has. */
  public static Column column(String name) {
    return functions.col(quoted(name));
  }

  /**
   * Returns the field of a column whose values are text from which numbers and times are read, like
   * those of a text format, in a source that need not be text.
   */
  public static StructField textField(String name) {
    Metadata mark = new MetadataBuilder().putBoolean(IS_TEXT, true).build();
    return DataTypes.createStructField(name, DataTypes.StringType, true, mark);
  }

  /** Returns whether the column with exactly that name is a {@link #textField}. */
  public static boolean isText(StructType schema, String name) {
    return schema.apply(name).metadata().contains(IS_TEXT);
  }

  /** Returns the type of the column with exactly that name. */
  public static DataType type(StructType schema, String name) {
    return schema.apply(name).dataType();
  }

  /** Returns the canonical text of the column with exactly that name; null when missing. */
  public static Column canonical(StructType schema, String name) {
    return CanonicalColumns.text(column(name), type(schema, name));
  }

  /**
   * Returns the name of the column with a source column's text: the original text if the column is
   * also read as a number or time.
   *
   * @param prefix prefix of source columns in the rows: {@link #RAW} or empty
   */
  public static String written(StructType schema, String prefix, String column) {
    return has(schema, text(column)) ? text(column) : prefix + column;
  }

  /** Returns whether the schema has a column with exactly that name. */
  public static boolean has(StructType schema, String name) {
    return schema.getFieldIndex(name).isDefined();
  }
}
