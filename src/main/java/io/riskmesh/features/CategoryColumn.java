package io.riskmesh.features;

import io.riskmesh.rows.StagedColumns;
import java.io.Serializable;
import java.util.Set;
import org.apache.spark.sql.types.StructType;

/**
 * A source column whose values are counted.
 *
 * @param missing plain texts that mean "no value"
 */
record CategoryColumn(String column, Set<String> missing) implements Serializable {

  /** Returns the name of the column with the texts in staged rows. */
  String source(StructType staged) {
    return StagedColumns.written(staged, StagedColumns.RAW, column);
  }
}
