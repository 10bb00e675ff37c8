package io.riskmesh.catalog;

import io.riskmesh.rows.StagedColumns;
import io.riskmesh.spark.ColumnExpressions;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.iceberg.MetadataColumns;
import org.apache.iceberg.Schema;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.TypeUtil;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.types.Types.StructType;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.KnownNullable;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StructField;

/**
 * The columns of an Iceberg schema as Spark sees them.
 *
 * @param schema columns for which Spark has a type
 * @param unreadable Iceberg type of each of the others
 * @param kept names of the columns whose predicates are not pushed into the scan
 */
record IcebergColumns(
    org.apache.spark.sql.types.StructType schema,
    Map<String, String> unreadable,
    Set<String> kept) {

  /** A type of Spark 4, which Spark 3 does not know. */
  private static final String VARIANT = "variant";

  static IcebergColumns of(Schema schema) {
    List<StructField> readable = new ArrayList<>();
    Map<String, String> unreadable = new LinkedHashMap<>();
    Set<String> kept = new HashSet<>();
    for (NestedField column : schema.columns()) {
      Optional<StructField> field = field(column);
      field.ifPresentOrElse(
          readable::add, () -> unreadable.put(column.name(), column.type().toString()));
      if (any(column, IcebergColumns::isPrunedWrong)) {
        kept.add(column.name());
      }
    }
    return new IcebergColumns(
        new org.apache.spark.sql.types.StructType(readable.toArray(StructField[]::new)),
        unreadable,
        kept);
  }

  /**
   * Returns the Spark field; empty if Spark has no type for the column. Which types these are
   * depends on the version of Iceberg.
   */
  private static Optional<StructField> field(NestedField column) {
    try {
      StructField field = SparkSchemaUtil.convert(new Schema(column)).apply(0);
      return Optional.of(field).filter(f -> isValue(f.dataType()));
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isValue(DataType type) {
    return !(type instanceof NullType) && !type.typeName().equals(VARIANT);
  }

  private static boolean any(
      NestedField column, java.util.function.Predicate<NestedField> condition) {
    return TypeUtil.indexById(StructType.of(column)).values().stream().anyMatch(condition);
  }

  /**
   * Returns whether Iceberg may skip matching files. Files older than a column with a default value
   * have no bounds for it, and Iceberg 1.10 and 1.11 take that as all null. UUIDs are ordered as
   * signed numbers by Iceberg and as text by Spark.
   */
  private static boolean isPrunedWrong(NestedField field) {
    return field.initialDefault() != null || field.type().typeId() == Type.TypeID.UUID;
  }

  /**
   * Requires that Spark can read all columns that the job uses.
   *
   * @throws RunException {@code SOURCE_MISSING} with every column that it uses and Spark cannot
   *     read
   */
  void require(SourceSelection wanted, String table) {
    List<String> problems =
        Stream.concat(wanted.roles().used().stream(), FilterNames.of(wanted).stream())
            .distinct()
            .flatMap(name -> unreadable.keySet().stream().filter(name::equalsIgnoreCase))
            .distinct()
            .map(
                name ->
                    "column %s of %s is %s in Iceberg, which Spark cannot read: leave it out of the job, or have the producer add it as a string, number or timestamp"
                        .formatted(name, table, unreadable.get(name)))
            .toList();
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.SOURCE_MISSING, String.join("\n", problems));
    }
  }

  /**
   * Returns the same rows, followed by {@link StagedColumns#FILE}. Predicates on the kept columns
   * are evaluated by Spark alone.
   */
  Dataset<Row> keep(Dataset<Row> rows) {
    Stream<Column> columns = Arrays.stream(schema.fieldNames()).map(this::column);
    Column mark = FileMark.of(rows.metadataColumn(MetadataColumns.FILE_PATH.name()));
    return rows.select(Stream.concat(columns, Stream.of(mark)).toArray(Column[]::new));
  }

  /** Neither Spark's translation of filters nor the predicates it infers look inside this tag. */
  private Column column(String name) {
    Column column = StagedColumns.column(name);
    return kept.contains(name)
        ? ColumnExpressions.column(new KnownNullable(ColumnExpressions.expression(column))).as(name)
        : column;
  }
}
