package io.riskmesh.catalog;

import static java.util.stream.Collectors.toSet;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.SourcePin.SourceFile;
import io.riskmesh.config.SourceFormat;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.UnreadType;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
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
 * Reads the files that a table is created from, in the same way as {@code source.path}: the end of
 * the name says the format, and without a known one it is CSV. A column of text gets a type if
 * every value clearly has it and nothing of the text is lost; codes with leading zeros remain text.
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

  private final TableName table;
  private final String path;
  private final SourceFormat format;

  private TableSeed(TableName table, String path) {
    this.table = table;
    this.path = path;
    this.format = SourceFormat.ofName(path).orElse(SourceFormat.CSV);
  }

  /**
   * Reads the typed rows. Runs one Spark job over the files if they hold text, to infer the types.
   *
   * @param used columns that the job reads
   * @throws RunException {@code SOURCE_MISSING} when the files cannot be read or have none of the
   *     columns, {@code DATA_QUALITY} when records do not have the files' columns
   */
  static Dataset<Row> readRows(SparkSession spark, TableName table, String path, Set<String> used) {
    return new TableSeed(table, path).readRows(spark, used);
  }

  private Dataset<Row> readRows(SparkSession spark, Set<String> used) {
    FileRows files = listFiles(spark, used);
    StructType all = files.schema(used);
    requireAny(all, used);
    FileRows.requireReadable(all, used);
    StructType schema = readable(all);
    Dataset<Row> rows = files.rows(spark, schema);
    Map<String, DataType> types = inferTypes(rows, schema);
    List<Column> columns = new ArrayList<>();
    for (StructField field : schema.fields()) {
      Column value = StagedColumns.column(field.name());
      DataType type = types.getOrDefault(field.name(), field.dataType());
      columns.add((type.equals(field.dataType()) ? value : value.cast(type)).as(field.name()));
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private FileRows listFiles(SparkSession spark, Set<String> used) {
    Map<String, String> options = FileOptions.seed(format);
    Configuration hadoop = spark.sessionState().newHadoopConf();
    try {
      List<SourceFile> files = FileList.list(hadoop, path).files();
      if (files.isEmpty()) {
        throw refusal(Outcome.SOURCE_MISSING, "%s has no file with content".formatted(path));
      }
      Path root = new Path(path);
      return new FileRows(
          format,
          options,
          PartitionFolders.of(root.getFileSystem(hadoop).makeQualified(root), files, used),
          FileShapes.readAll(spark, path, format, options, files));
    } catch (IOException e) {
      throw ReadFailure.of(e, path, "the seed %s cannot be read".formatted(path));
    }
  }

  /**
   * Checks that the files are what they are taken for, before a table is made of them. The names of
   * columns may be values, so no message has them.
   */
  private void requireAny(StructType schema, Set<String> used) {
    Set<String> names = plain(List.of(schema.fieldNames()));
    if (!used.isEmpty() && Collections.disjoint(names, plain(used))) {
      throw refusal(
          Outcome.SOURCE_MISSING,
          "none of the job's %,d columns is in %s, which was read as %s. Check that the ending of its name fits what it holds (%s) and that CSV begins with a header, or correct the names in the job"
              .formatted(used.size(), path, format.word(), SourceFormat.words()));
    }
  }

  private static Set<String> plain(Collection<String> names) {
    return names.stream().map(name -> FileColumns.plain(name.strip())).collect(toSet());
  }

  private StructType readable(StructType all) {
    StructType schema = new StructType();
    for (StructField field : all.fields()) {
      schema = UnreadType.is(field.dataType()) ? schema : schema.add(field);
    }
    int left = all.size() - schema.size();
    if (left > 0) {
      // The first line may be a record, so its texts are not logged.
      LOG.warn("{} columns of seed {} are left out: they cannot be read as one value", left, path);
    }
    return schema;
  }

  private RunException refusal(Outcome outcome, String why) {
    return new RunException(outcome, "catalog.seed for %s: %s".formatted(table, why));
  }

  /** Returns the types of the columns that are text in the files or in their folders. */
  private Map<String, DataType> inferTypes(Dataset<Row> rows, StructType schema) {
    List<String> texts =
        Stream.of(schema.fieldNames())
            .filter(name -> format.isText() || StagedColumns.isText(schema, name))
            .toList();
    if (texts.isEmpty()) {
      return Map.of();
    }
    List<Column> looks = new ArrayList<>();
    looks.add(format.isText() ? count(StagedColumns.column(TextRows.CORRUPT)) : lit(0L));
    texts.forEach(name -> looks.addAll(looks(StagedColumns.column(name))));
    Row seen = rows.agg(count(lit(1)), looks.toArray(Column[]::new)).first();
    if (seen.getLong(1) > 0) {
      throw refusal(
          Outcome.DATA_QUALITY,
          "%,d of %,d records of file %s %s"
              .formatted(
                  seen.getLong(1),
                  seen.getLong(0),
                  path,
                  format == SourceFormat.CSV
                      ? "have more or fewer values than the header. Correct the file; multi-line values are not supported here."
                      : "cannot be read as %s. Correct the file.".formatted(format.word())));
    }
    Map<String, DataType> types = new HashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      types.put(texts.get(i), type(seen, 2 + i * KINDS));
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
