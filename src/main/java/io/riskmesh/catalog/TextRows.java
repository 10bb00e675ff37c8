package io.riskmesh.catalog;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.trim;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows of text files, of which every value was read as text: brought to the types that they are
 * declared with or that the job needs, with the text beside, so that what cannot be read is
 * counted.
 *
 * @param declared types of the columns as their owner declares them; strings where nobody does
 * @param keys columns whose values stand in no file and are typed already
 */
record TextRows(StructType declared, StructType keys) {
  /** Holds the record when it lacks its file's shape. */
  static final String CORRUPT = "_corrupt";

  /**
   * How Spark's readers are to treat records: none is dropped, and with pruning they would look at
   * no more tokens than they need and miss broken ones.
   */
  static final Map<String, String> READING =
      Map.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", CORRUPT, "columnPruning", "false");

  /** The columns that the job uses, filtered. */
  Dataset<Row> of(Dataset<Row> text, Wanted wanted) {
    Roles roles = wanted.roles();
    Dataset<Row> filtered = Projection.filter(filterable(text), wanted);
    List<Column> columns = new ArrayList<>();
    for (String name : roles.used()) {
      columns.add(typed(name, roles));
      if (isTyped(name, roles)) {
        columns.add(Staged.column(Staged.text(name)));
      }
    }
    columns.add(col(Staged.MALFORMED));
    return filtered.select(columns.toArray(Column[]::new));
  }

  /** As the filter sees them: under their own names, of their declared types. */
  private Dataset<Row> filterable(Dataset<Row> text) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : declared.fields()) {
      Column value = Staged.column(field.name());
      boolean string = field.dataType() instanceof StringType;
      columns.add(string ? value : trim(value).cast(field.dataType()).as(field.name()));
      columns.add(value.as(Staged.text(field.name())));
    }
    for (StructField key : keys.fields()) {
      columns.add(Staged.column(key.name()));
    }
    columns.add(col(CORRUPT).isNotNull().as(Staged.MALFORMED));
    return text.select(columns.toArray(Column[]::new));
  }

  private boolean isTyped(String name, Roles roles) {
    return type(name)
        .filter(
            type ->
                !(type instanceof StringType)
                    || roles.numbers().contains(name)
                    || roles.times().contains(name))
        .isPresent();
  }

  private Optional<DataType> type(String name) {
    return Optional.of(name)
        .filter(n -> declared.getFieldIndex(n).isDefined())
        .map(n -> declared.apply(n).dataType());
  }

  private Column typed(String name, Roles roles) {
    Column value = Staged.column(name);
    if (type(name).filter(type -> type instanceof StringType).isEmpty()) {
      return value;
    }
    if (roles.numbers().contains(name)) {
      return Canonical.written(trim(value)).as(name);
    }
    return roles.times().contains(name)
        ? trim(value).cast(DataTypes.TimestampType).as(name)
        : value;
  }

  /** Every column as its text, and the keys, filtered as above. */
  Dataset<Row> every(Dataset<Row> text, Wanted wanted) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : declared.fields()) {
      boolean string = field.dataType() instanceof StringType;
      columns.add(
          Staged.column(string ? field.name() : Staged.text(field.name())).as(field.name()));
    }
    for (StructField key : keys.fields()) {
      columns.add(Staged.column(key.name()));
    }
    columns.add(col(Staged.MALFORMED));
    return Projection.filter(filterable(text), wanted).select(columns.toArray(Column[]::new));
  }

  /** The same columns, all of them text, and the one for broken records. */
  static StructType asText(StructType schema) {
    StructType text = new StructType();
    for (StructField field : schema.fields()) {
      text = text.add(field.name(), DataTypes.StringType);
    }
    return text.add(CORRUPT, DataTypes.StringType);
  }
}
