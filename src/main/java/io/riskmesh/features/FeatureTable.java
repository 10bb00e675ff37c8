package io.riskmesh.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.config.SplitPart;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.rows.StagedColumns;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Writes the data for training and evaluation: one Parquet folder per part. */
public final class FeatureTable {
  private FeatureTable() {}

  /**
   * Writes {@code train/}, {@code validation/} and {@code test/} below a folder. Each row has
   * {@code _row, _label, _weight}, {@code _time} if there is one, the source columns as {@code
   * _raw.name}, and then one float column per feature, never null, NaN where missing. Within a file
   * rows are in the order of {@code _row}. Output of an earlier attempt is replaced. There are
   * three writes instead of one write and a rename, because on S3 renaming means copying.
   *
   * @param rows staged rows with their {@code _part}; rows without a part are left out
   * @param folder absolute URI of the folder
   * @return number of rows per part, counted after the write
   */
  public static Map<SplitPart, Long> write(Dataset<Row> rows, FeatureSpec spec, String folder) {
    Map<SplitPart, Long> written = new EnumMap<>(SplitPart.class);
    for (SplitPart part : SplitPart.values()) {
      written.put(part, write(rows, spec, part, folder + "/" + part.key()));
    }
    return written;
  }

  private static long write(Dataset<Row> rows, FeatureSpec spec, SplitPart part, String folder) {
    Dataset<Row> sorted =
        rows.filter(col(StagedColumns.PART).equalTo(lit(part.key())))
            .sortWithinPartitions(StagedColumns.ROW);
    withFeatures(sorted, spec).write().mode(SaveMode.Overwrite).parquet(folder);
    // Parquet counts from the footers: the rows that were written, not those that should have been.
    return rows.sparkSession().read().parquet(folder).count();
  }

  /** Returns the kept columns of the rows, followed by the features. */
  private static Dataset<Row> withFeatures(Dataset<Row> rows, FeatureSpec spec) {
    StructType from = rows.schema();
    StructType to = from;
    for (String feature : spec.names()) {
      to = to.add(feature, DataTypes.FloatType, false);
    }
    byte[] json = spec.toJson();
    JavaRDD<InternalRow> evaluated =
        rows.queryExecution()
            .toRdd()
            .toJavaRDD()
            .mapPartitions(
                partition ->
                    evaluated(
                        partition,
                        new RowFeatures(FeatureSpec.fromJson(json), from, StagedColumns.RAW)));
    Column[] kept =
        Stream.concat(
                Arrays.stream(from.fieldNames()).filter(FeatureTable::isKept),
                spec.names().stream())
            .map(StagedColumns::column)
            .toArray(Column[]::new);
    return rows.sparkSession().internalCreateDataFrame(evaluated.rdd(), to, false).select(kept);
  }

  private static Iterator<InternalRow> evaluated(Iterator<InternalRow> rows, RowFeatures features) {
    float[] values = new float[features.size()];
    UnsafeRow floats =
        UnsafeRow.createFromByteArray(
            UnsafeRow.calculateBitSetWidthInBytes(values.length) + Long.BYTES * values.length,
            values.length);
    JoinedRow joined = new JoinedRow();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public InternalRow next() {
        InternalRow row = rows.next();
        features.evaluate(row, values, 0);
        for (int i = 0; i < values.length; i++) {
          floats.setFloat(i, values[i]);
        }
        return joined.apply(row, floats);
      }
    };
  }

  private static boolean isKept(String name) {
    return name.startsWith(StagedColumns.RAW)
        || List.of(StagedColumns.ROW, StagedColumns.LABEL, StagedColumns.WEIGHT, StagedColumns.TIME)
            .contains(name);
  }
}
