package io.riskmesh.train;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction2;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/** Computes the {@link ShardStatistics} of the rows of one future worker. */
final class CensusTask
    implements FlatMapFunction2<Iterator<InternalRow>, Iterator<InternalRow>, String> {
  private static final long serialVersionUID = 1L;

  @Override
  public Iterator<String> call(Iterator<InternalRow> train, Iterator<InternalRow> validation) {
    ShardStatistics census = new ShardStatistics();
    train.forEachRemaining(row -> count(row, census));
    validation.forEachRemaining(row -> count(row, census));
    return List.of(census.toString()).iterator();
  }

  private static void count(InternalRow row, ShardStatistics census) {
    census.row(
        row.getBoolean(ShardLayout.VALIDATION_AT),
        row.getFloat(ShardLayout.LABEL_AT),
        row.getFloat(ShardLayout.WEIGHT_AT));
    ArrayData features = row.getArray(ShardLayout.FEATURES_AT);
    for (int i = 0; i < features.numElements(); i++) {
      if (Float.isInfinite(features.getFloat(i))) {
        census.infinite(i);
      }
    }
  }
}
