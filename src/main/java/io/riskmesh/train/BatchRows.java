package io.riskmesh.train;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/**
 * Views of the rows of a part that are read in batches of columns. The features of a batch are
 * copied column by column, which takes a third of the time of copying them row by row.
 */
final class BatchRows implements Iterator<ShardRow>, ShardRow {
  private final Iterator<ColumnarBatch> batches;
  private final ColumnPositions positions;
  private final int width;
  private final ColumnVector[] leading = new ColumnVector[3];
  private float[] features = {};
  private int rows;
  private int at = -1;

  BatchRows(Iterator<ColumnarBatch> batches, ColumnPositions positions) {
    this.batches = batches;
    this.positions = positions;
    this.width = positions.features().size();
  }

  @Override
  public boolean hasNext() {
    while (at + 1 >= rows && batches.hasNext()) {
      open(batches.next());
    }
    return at + 1 < rows;
  }

  private void open(ColumnarBatch batch) {
    for (int i = 0; i < leading.length; i++) {
      leading[i] = batch.column(positions.leading()[i]);
    }
    rows = batch.numRows();
    at = -1;
    if (features.length < rows * width) {
      features = new float[rows * width];
    }
    positions.features().copy(batch, features);
  }

  @Override
  public ShardRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    at++;
    return this;
  }

  @Override
  public boolean isValidation() {
    return positions.isValidation();
  }

  @Override
  public long hash() {
    return leading[0].getLong(at);
  }

  @Override
  public float label() {
    return leading[1].getFloat(at);
  }

  @Override
  public float weight() {
    return leading[2].getFloat(at);
  }

  @Override
  public void copyFeatures(float[] values, int from) {
    System.arraycopy(features, at * width, values, from, width);
  }
}
