package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.catalog.MetaTable.Field;
import io.riskmesh.catalog.MetaTable.Partition;
import io.riskmesh.config.Format;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.execution.datasources.json.JsonFileFormat;
import org.apache.spark.sql.execution.datasources.orc.OrcFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Partitions that are written in one way: one scan each, brought to the columns of the table as it
 * is today. A partition may lack columns that were added later, and may have narrower types;
 * anything else is refused and not guessed.
 *
 * @param fields columns in the partition's files, in their declared order
 */
record HiveLayout(HiveFormat format, List<Field> fields) {

  static HiveLayout of(Partition partition) {
    return new HiveLayout(HiveFormat.of(partition.storage()), partition.columns());
  }

  boolean isText() {
    return format.format().isText();
  }

  /**
   * Rows of the files with the table's columns and keys; of a text format the columns as text, and
   * {@link TextRows#CORRUPT}.
   *
   * @param used columns that the job reads: others may have any type
   */
  Dataset<Row> rows(SparkSession spark, PinnedFiles files, MetaTable table, Set<String> used) {
    StructType keys = table.keySchema();
    StructType written =
        isText() ? TextRows.asText(HiveTypes.schema(fields)) : physical(spark, files);
    HadoopFsRelation relation =
        new HadoopFsRelation(
            files, keys, written, Option.empty(), reader(), Scala.immutable(options()), spark);
    Dataset<Row> rows = spark.baseRelationToDataFrame(relation);
    return rows.select(columns(written, table, keys, used));
  }

  private FileFormat reader() {
    return switch (format.format()) {
      case PARQUET -> new ParquetFileFormat();
      case ORC -> new OrcFileFormat();
      case CSV -> new CSVFileFormat();
      case JSON -> new JsonFileFormat();
    };
  }

  private Map<String, String> options() {
    Map<String, String> options = new HashMap<>(format.options());
    if (isText()) {
      options.putAll(TextRows.READING);
    }
    return options;
  }

  /**
   * Declared columns as the files name them: crawlers write names in lower case, and Spark would
   * read a column of another case as null. Types are the files' own where the declared ones are
   * wider.
   */
  private StructType physical(SparkSession spark, PinnedFiles files) {
    StructType declared = HiveTypes.schema(fields);
    StructType inFile =
        spark
            .read()
            .format(format.word())
            .load(files.allFiles().head().getPath().toString())
            .schema();
    StructType physical = new StructType();
    for (StructField field : declared.fields()) {
      StructField there = find(inFile, field.name()).orElse(field);
      boolean wider = Cast.canUpCast(there.dataType(), field.dataType());
      physical = physical.add(there.name(), wider ? there.dataType() : field.dataType());
    }
    return physical;
  }

  private static Optional<StructField> find(StructType schema, String name) {
    return Arrays.stream(schema.fields())
        .filter(field -> field.name().equalsIgnoreCase(name))
        .min((a, b) -> Boolean.compare(b.name().equals(name), a.name().equals(name)));
  }

  private Column[] columns(StructType written, MetaTable table, StructType keys, Set<String> used) {
    List<Column> columns = new ArrayList<>();
    for (Field field : table.columns()) {
      columns.add(column(written, field, used.contains(field.name())).as(field.name()));
    }
    for (String key : keys.fieldNames()) {
      columns.add(Staged.column(key));
    }
    if (isText()) {
      columns.add(Staged.column(TextRows.CORRUPT));
    }
    return columns.toArray(Column[]::new);
  }

  private Column column(StructType written, Field wanted, boolean isUsed) {
    Optional<StructField> there = find(written, wanted.name());
    DataType type = isText() ? DataTypes.StringType : HiveTypes.type(wanted);
    if (there.isEmpty()) {
      return lit(null).cast(type);
    }
    Column column = Staged.column(there.get().name());
    if (isText()) {
      return format.nulls() == null ? column : when(column.notEqual(format.nulls()), column);
    }
    if (there.get().dataType().equals(type)) {
      return column;
    }
    if (Cast.canUpCast(there.get().dataType(), type)) {
      return column.cast(type);
    }
    if (isUsed) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "column %s is %s in some partitions and %s in the table, and the one cannot be read as the other without loss. Have the producer write them anew, or filter them out by source.filter."
              .formatted(wanted.name(), there.get().dataType().sql(), type.sql()));
    }
    return lit(null).cast(type);
  }

  /** Whether this is a text format whose files begin with a header. */
  boolean hasHeader() {
    return format.format() == Format.CSV && format.hasHeader();
  }
}
