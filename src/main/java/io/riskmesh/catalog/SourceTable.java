package io.riskmesh.catalog;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A source that was found and pinned; nothing of its rows has been read yet. */
public interface SourceTable {

  /** Which data this is, to read it again and to tell it from other data. */
  SourcePin pin();

  /** All columns of the source. */
  StructType schema();

  /** Whether values are written as text, so that a number may be unreadable. */
  boolean isText();

  /**
   * The rows: the columns that the job uses under their own names, filtered. A text source has
   * {@code _text.<column>} beside each column that was read as a number or time, and a boolean
   * {@code _malformed} for records that do not have the header's shape.
   */
  Dataset<Row> rows();

  /**
   * The rows with every column of {@link #schema()} in its order and as it lies in the source,
   * filtered. A text source has a boolean {@code _malformed} behind them.
   */
  Dataset<Row> everyColumn();
}
