package io.riskmesh.features;

import io.riskmesh.config.SplitPart;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.rows.FileLayout;
import io.riskmesh.rows.FolderWriter;
import io.riskmesh.rows.ParquetFolder;
import io.riskmesh.rows.PlainRows;
import io.riskmesh.rows.StagedColumns;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** Writes the data for training and evaluation: one Parquet folder per part. */
public final class FeatureTable {
  private FeatureTable() {}

  /**
   * Writes a folder for each part, such as {@code train/}, below a folder, in one pass over the
   * rows. Each row has {@code _row, _label, _weight}, {@code _time} if there is one, the source
   * columns as {@code _raw.name}, and then one float column per feature, never null, NaN where
   * missing. Inputs that learn from the label have in train rows what was learned without the row's
   * fold. Within a file rows are in the order of {@code _row}. Output of an earlier attempt is
   * replaced.
   *
   * @param rows staged rows with their {@code _part}, in the order of {@code _row} within each
   *     file; rows without a part are left out
   * @param parts parts that have rows
   * @param others names of further staged columns to keep, such as {@code _text.name}
   * @param folder absolute URI of the folder
   * @return number of rows per part, counted after the write
   */
  public static Map<SplitPart, Long> write(
      Dataset<Row> rows,
      FittedFeatures fitted,
      Set<String> others,
      Collection<SplitPart> parts,
      String folder) {
    SparkSession spark = rows.sparkSession();
    PlainRows plain = PlainRows.of(rows);
    List<String> folders = parts.stream().map(SplitPart::key).toList();
    FeatureOutput output = FeatureOutput.of(fitted, rows.schema(), plain.schema(), others, folders);
    FolderWriter.write(spark, plain.rows(), output.layout(), folder, folders, output);
    Map<SplitPart, Long> counts = new EnumMap<>(SplitPart.class);
    for (SplitPart part : parts) {
      // The rows that were written, not those that should have been.
      counts.put(part, ParquetFolder.at(spark, folder + "/" + part.key()).count());
    }
    return counts;
  }

  /**
   * Evaluates the features of each row and writes it to the folder of its part.
   *
   * @param json the features
   * @param folded inputs that have other values in train rows
   * @param read columns of the rows
   * @param layout columns of the files
   * @param parts keys of the parts, in the order of their folders
   */
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  private record FeatureOutput(
      byte[] json,
      List<FoldedInputs.FoldedJson> folded,
      StructType read,
      FileLayout layout,
      List<String> parts)
      implements FolderWriter.TaskOutput {
    /** Runs of ordered rows that a task may find: at most one per file that it reads. */
    private static final int MAX_RUNS = 10_000;

    static FeatureOutput of(
        FittedFeatures fitted,
        StructType rows,
        StructType read,
        Set<String> others,
        List<String> parts) {
      List<String> names =
          Arrays.stream(rows.fieldNames())
              .filter(name -> isKept(name) || others.contains(name))
              .toList();
      StructType kept = new StructType();
      for (String name : names) {
        kept = kept.add(rows.apply(name));
      }
      int[] positions = names.stream().mapToInt(read::fieldIndex).toArray();
      return new FeatureOutput(
          fitted.spec().toJson(),
          fitted.folded().stream().map(FoldedInputs::json).toList(),
          read,
          new FileLayout(kept, positions, List.copyOf(fitted.spec().names())),
          parts);
    }

    @Override
    public void write(Iterator<InternalRow> rows, FolderWriter.RowSink sink) {
      RowFeatures features = new RowFeatures(FeatureSpec.fromJson(json), read, StagedColumns.RAW);
      List<FoldedInputs.FoldedRows> inFolds = folded.stream().map(f -> f.rows(read)).toList();
      float[] values = new float[features.size()];
      List<UTF8String> keys = parts.stream().map(UTF8String::fromString).toList();
      int train = parts.indexOf(SplitPart.TRAIN.key());
      int partAt = read.fieldIndex(StagedColumns.PART);
      int rowAt = read.fieldIndex(StagedColumns.ROW);
      long last = Long.MIN_VALUE;
      int runs = 0;
      while (rows.hasNext()) {
        InternalRow row = rows.next();
        long hash = row.getLong(rowAt);
        if (hash < last) {
          // Another file begins; its rows are in order again.
          for (int part = 0; part < keys.size(); part++) {
            sink.endFile(part);
          }
          if (++runs > MAX_RUNS) {
            throw new IllegalStateException("the staged rows are not in order");
          }
        }
        last = hash;
        int part = row.isNullAt(partAt) ? -1 : keys.indexOf(row.getUTF8String(partAt));
        if (part >= 0) {
          features.evaluate(row, values, 0);
          if (part == train) {
            for (FoldedInputs.FoldedRows inputs : inFolds) {
              inputs.replace(row, hash, values);
            }
          }
          sink.write(part, row, values);
        }
      }
    }
  }

  private static boolean isKept(String name) {
    return name.startsWith(StagedColumns.RAW)
        || List.of(StagedColumns.ROW, StagedColumns.LABEL, StagedColumns.WEIGHT, StagedColumns.TIME)
            .contains(name);
  }
}
