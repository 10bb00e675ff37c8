package io.riskmesh.evaluate;

import io.riskmesh.rows.FloatColumns;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;

/** Where the booster's inputs come from. */
public interface RowInput extends Serializable {

  /** Writes the inputs of a row; used by one thread. */
  interface InputWriter {
    /**
     * Writes one float per input, NaN where missing.
     *
     * @param at index of the first of them
     */
    void write(InternalRow row, float[] inputs, int at);
  }

  /** Returns the number of inputs. */
  int width();

  /** Opens a writer for the rows of one task, which have the given columns. */
  InputWriter open(StructType schema);

  /**
   * Returns inputs that are columns of the rows.
   *
   * @param features names of float columns, NaN or null for missing
   */
  static RowInput columns(List<String> features) {
    return new InputColumns(List.copyOf(features));
  }

  /** Inputs that are columns of the rows. */
  record InputColumns(List<String> features) implements RowInput {
    @Override
    public int width() {
      return features.size();
    }

    @Override
    public InputWriter open(StructType schema) {
      return FloatColumns.of(schema, features)::copy;
    }
  }
}
