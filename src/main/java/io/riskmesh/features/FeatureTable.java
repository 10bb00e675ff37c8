package io.riskmesh.features;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.config.SplitPart;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.rows.StagedColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

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
    rows.filter(col(StagedColumns.PART).equalTo(lit(part.key())))
        .sortWithinPartitions(StagedColumns.ROW)
        .select(columns(rows, spec))
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(folder);
    // Parquet counts from the footers: the rows that were written, not those that should have been.
    return rows.sparkSession().read().parquet(folder).count();
  }

  private static Column[] columns(Dataset<Row> rows, FeatureSpec spec) {
    List<Column> columns = new ArrayList<>();
    for (String name : rows.columns()) {
      if (isKept(name)) {
        columns.add(StagedColumns.column(name));
      }
    }
    columns.addAll(Arrays.asList(FeatureCompiler.compile(spec, rows.schema(), StagedColumns.RAW)));
    return columns.toArray(Column[]::new);
  }

  private static boolean isKept(String name) {
    return name.startsWith(StagedColumns.RAW)
        || List.of(StagedColumns.ROW, StagedColumns.LABEL, StagedColumns.WEIGHT, StagedColumns.TIME)
            .contains(name);
  }
}
