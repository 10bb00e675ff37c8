package io.riskmesh.train;

import io.riskmesh.rows.FloatColumns;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.types.StructType;

/** A view of a row that is trained on, valid until the next one is read. */
interface ShardRow {
  /** Returns whether the row is for validation. */
  boolean isValidation();

  /** Returns the row's hash, by which the rows are ordered. */
  long hash();

  float label();

  float weight();

  /** Copies the features, NaN where missing, to an array from a position on. */
  void copyFeatures(float[] values, int at);

  /** A row in the layout of {@link ShardLayout}. */
  final class ArrayRow implements ShardRow {
    private InternalRow row;

    /** Views another row. */
    ArrayRow at(InternalRow next) {
      row = next;
      return this;
    }

    @Override
    public boolean isValidation() {
      return row.getBoolean(ShardLayout.VALIDATION_AT);
    }

    @Override
    public long hash() {
      return row.getLong(ShardLayout.ROW_AT);
    }

    @Override
    public float label() {
      return row.getFloat(ShardLayout.LABEL_AT);
    }

    @Override
    public float weight() {
      return row.getFloat(ShardLayout.WEIGHT_AT);
    }

    @Override
    public void copyFeatures(float[] values, int at) {
      ArrayData features = row.getArray(ShardLayout.FEATURES_AT);
      for (int i = 0; i < features.numElements(); i++) {
        values[at + i] = features.getFloat(i);
      }
    }
  }

  /**
   * Positions of the columns of a part's rows.
   *
   * @param leading hash, label and weight
   * @param features the features in the order of the model's inputs
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  record ColumnPositions(boolean isValidation, int[] leading, FloatColumns features)
      implements Serializable {

    static ColumnPositions of(
        StructType schema, boolean isValidation, List<String> leading, List<String> features) {
      return new ColumnPositions(
          isValidation,
          leading.stream().mapToInt(schema::fieldIndex).toArray(),
          FloatColumns.of(schema, features));
    }
  }

  /** A row of one part with a float column per feature. */
  final class ColumnRow implements ShardRow {
    private final ColumnPositions positions;
    private InternalRow row;

    ColumnRow(ColumnPositions positions) {
      this.positions = positions;
    }

    /** Views another row. */
    ColumnRow at(InternalRow next) {
      row = next;
      return this;
    }

    @Override
    public boolean isValidation() {
      return positions.isValidation;
    }

    @Override
    public long hash() {
      return row.getLong(positions.leading[0]);
    }

    @Override
    public float label() {
      return row.getFloat(positions.leading[1]);
    }

    @Override
    public float weight() {
      return row.getFloat(positions.leading[2]);
    }

    @Override
    public void copyFeatures(float[] values, int at) {
      positions.features.copy(row, values, at);
    }
  }

  /** Views of the rows of a task. */
  final class ShardRows implements Iterator<ShardRow> {
    private final Iterator<InternalRow> rows;
    private final Function<InternalRow, ShardRow> view;

    ShardRows(Iterator<InternalRow> rows, Function<InternalRow, ShardRow> view) {
      this.rows = rows;
      this.view = view;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public ShardRow next() {
      return view.apply(rows.next());
    }
  }
}
