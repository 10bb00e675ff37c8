package io.riskmesh.features;

import io.riskmesh.rows.StagedColumns;
import java.io.Serializable;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * A source column whose values are counted.
 *
 * @param missing plain texts that mean "no value"
 * @param folds 0 to count the rows of each value, 1 to count them by label, more to count them also
 *     by fold, see {@link LabelCells#fold}
 */
record CategoryColumn(String column, Set<String> missing, int folds) implements Serializable {

  /** A column of which only the rows of each value are counted. */
  CategoryColumn(String column, Set<String> missing) {
    this(column, missing, 0);
  }

  boolean isLabelled() {
    return folds > 0;
  }

  /** Returns the number of cells in which each value is counted. */
  int cells() {
    return Math.max(1, 2 * folds);
  }

  /** Returns the name of the column with the texts in staged rows. */
  String source(StructType staged) {
    return StagedColumns.written(staged, StagedColumns.RAW, column);
  }
}
