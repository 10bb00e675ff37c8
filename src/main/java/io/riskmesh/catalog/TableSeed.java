package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.config.SourceFormat;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.UnreadType;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the CSV file that a table is created from, in the same way as {@code source.path}. A column
 * gets a type if every value clearly has it and nothing of the text is lost; codes with leading
 * zeros remain text.
 */
final class TableSeed {
  private static final Logger LOG = LoggerFactory.getLogger(TableSeed.class);

  private static final String WHOLE = "^-?(0|[1-9][0-9]{0,17})$";
  private static final String DECIMAL = "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?$";
  private static final String DATE = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
  private static final String TIME =
      "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?(Z|[-+][0-9]{2}:[0-9]{2})?)?$";

  /** Number of decimal digits that a double preserves. */
  private static final int DOUBLE_DIGITS = 15;

  private TableSeed() {}

  /**
   * Reads the typed rows. Runs one Spark job over the file to infer the types.
   *
   * @throws RunException {@code DATA_QUALITY} when records do not match the header's columns
   */
  static Dataset<Row> readRows(SparkSession spark, TableName table, String csv) {
    FileRows files = listFiles(spark, csv);
    StructType schema = new StructType();
    int left = 0;
    for (StructField field : files.schema(java.util.Set.of()).fields()) {
      if (UnreadType.is(field.dataType())) {
        left++;
      } else {
        schema = schema.add(field);
      }
    }
    if (left > 0) {
      // The first line may be a record, so its texts are not logged.
      LOG.warn("{} columns of seed {} are left out: their names occur more than once", left, csv);
    }
    Dataset<Row> text = files.rows(spark, schema);
    List<DataType> types = inferTypes(text, schema, table, csv);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String name = schema.apply(i).name();
      Column value = StagedColumns.column(name);
      boolean isText = types.get(i).equals(DataTypes.StringType);
      columns.add((isText ? value : value.cast(types.get(i))).as(name));
    }
    return text.select(columns.toArray(Column[]::new));
  }

  private static FileRows listFiles(SparkSession spark, String csv) {
    Map<String, String> options = FileOptions.seed();
    try {
      FileList.Listing listing = FileList.list(spark.sessionState().newHadoopConf(), csv);
      return new FileRows(
          SourceFormat.CSV,
          options,
          PartitionFolders.of(
              new Path(listing.files().get(0).path()), listing.files(), java.util.Set.of()),
          FileShapes.readAll(spark, csv, SourceFormat.CSV, options, listing.files()));
    } catch (IOException e) {
      throw ReadFailure.of(e, csv, "the seed %s cannot be read".formatted(csv));
    }
  }

  private static List<DataType> inferTypes(
      Dataset<Row> text, StructType schema, TableName table, String csv) {
    List<Column> looks = new ArrayList<>();
    looks.add(count(lit(1)));
    looks.add(count(StagedColumns.column(TextRows.CORRUPT)));
    for (String name : schema.fieldNames()) {
      looks.addAll(looks(StagedColumns.column(name)));
    }
    Row seen =
        text.agg(looks.get(0), looks.subList(1, looks.size()).toArray(Column[]::new)).first();
    if (seen.getLong(1) > 0) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "catalog.seed for %s: %,d of %,d records of file %s have more or fewer values than the header. Correct the file; multi-line values are not supported here."
              .formatted(table, seen.getLong(1), seen.getLong(0), csv));
    }
    List<DataType> types = new ArrayList<>();
    for (int i = 0; i < schema.size(); i++) {
      types.add(type(seen, 2 + i * KINDS));
    }
    return types;
  }

  /** Number of aggregates that {@link #looks} returns. */
  private static final int KINDS = 8;

  /**
   * Returns aggregates: the number of values, the number of each kind, and the range of whole
   * numbers.
   */
  private static List<Column> looks(Column value) {
    Column whole = when(value.rlike(WHOLE), value.cast(DataTypes.LongType));
    Column digits = length(regexp_replace(regexp_replace(value, "[eE].*$", ""), "[-.]", ""));
    Column number = value.rlike(DECIMAL).and(digits.leq(lit(DOUBLE_DIGITS)));
    return List.of(
        count(value),
        count(whole),
        coalesce(min(whole), lit(0L)),
        coalesce(max(whole), lit(0L)),
        count(when(number, lit(1))),
        count(when(value.rlike(DATE), value.cast(DataTypes.DateType))),
        count(when(value.rlike(TIME), value.cast(DataTypes.TimestampType))),
        count(when(value.isin("true", "false"), lit(1))));
  }

  private static DataType type(Row seen, int at) {
    long values = seen.getLong(at);
    if (values == 0) {
      return DataTypes.StringType;
    }
    if (seen.getLong(at + 1) == values) {
      boolean small =
          seen.getLong(at + 2) >= Integer.MIN_VALUE && seen.getLong(at + 3) <= Integer.MAX_VALUE;
      return small ? DataTypes.IntegerType : DataTypes.LongType;
    }
    if (seen.getLong(at + 4) == values) {
      return DataTypes.DoubleType;
    }
    if (seen.getLong(at + 5) == values) {
      return DataTypes.DateType;
    }
    if (seen.getLong(at + 6) == values) {
      return DataTypes.TimestampType;
    }
    return seen.getLong(at + 7) == values ? DataTypes.BooleanType : DataTypes.StringType;
  }
}
