package io.riskmesh.rows;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Columns of written files.
 *
 * @param copied columns that are copied from rows
 * @param positions positions of these columns in the rows
 * @param floats names of the columns after them: floats that are never null and do not stand in the
 *     rows
 */
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
public record FileLayout(StructType copied, int[] positions, List<String> floats)
    implements Serializable {

  /** Returns a layout that copies whole rows. */
  public static FileLayout of(StructType rows) {
    return new FileLayout(rows, IntStream.range(0, rows.size()).toArray(), List.of());
  }

  /** Returns all columns of the files. */
  public StructType schema() {
    StructType schema = copied;
    for (String name : floats) {
      schema = schema.add(name, DataTypes.FloatType, false);
    }
    return schema;
  }
}
