package io.riskmesh.features;

import io.riskmesh.rows.CanonicalColumns;
import io.riskmesh.rows.NumberMatching;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.rows.ValueFunctions;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.util.List;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * The source columns in rows of Spark, as features read them. Every method throws a {@link
 * RunException} with {@code SOURCE_MISSING} for a column that does not exist or has another type.
 *
 * @param schema the rows' columns
 * @param prefix prefix of source column names in the rows: {@code _raw.} or empty
 * @param missing entries that mean "no value"
 */
record ReadColumns(StructType schema, String prefix, List<String> missing) {

  ReadColumns reading(List<String> entries) {
    return new ReadColumns(schema, prefix, entries);
  }

  /** Returns the column's number, NaN where missing. */
  Column number(String column) {
    DataType type = type(column, "number", CanonicalColumns::hasNumber);
    return CanonicalColumns.number(present(column), type);
  }

  /** Returns the day of the column's date or time, NaN where missing. */
  Column day(String column) {
    DataType type = type(column, "date", CanonicalColumns::isTime);
    return CanonicalColumns.day(present(column), type);
  }

  private Column present(String column) {
    return NumberMatching.present(schema, prefix + column, StagedColumns.text(column), missing);
  }

  /** Returns the column's text, null where missing. */
  Column text(String column) {
    DataType type = textType(column);
    return CanonicalColumns.text(CanonicalColumns.present(written(column), type, missing), type);
  }

  /** Returns the text by which the column's values are matched, null where missing. */
  Column plain(String column) {
    DataType type = textType(column);
    return CanonicalColumns.plain(CanonicalColumns.present(written(column), type, missing), type);
  }

  /** Returns the same without surrounding blanks. */
  Column strippedPlain(String column) {
    Column plain = plain(column);
    return textType(column) instanceof StringType
        ? ValueFunctions.call("stripped", DataTypes.StringType, plain)
        : plain;
  }

  /** Returns the column as it was written: the original text where it was read as a number. */
  private Column written(String column) {
    return hasText(column)
        ? StagedColumns.column(StagedColumns.text(column))
        : StagedColumns.column(prefix + column);
  }

  private DataType textType(String column) {
    return hasText(column) ? DataTypes.StringType : type(column, "text", CanonicalColumns::hasText);
  }

  private boolean hasText(String column) {
    return StagedColumns.has(schema, StagedColumns.text(column));
  }

  private DataType type(String column, String as, Predicate<DataType> isReadable) {
    if (!StagedColumns.has(schema, prefix + column)) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "features read column \"%s\", which is not in the rows".formatted(column));
    }
    DataType type = StagedColumns.type(schema, prefix + column);
    if (!isReadable.test(type)) {
      throw new RunException(
          Outcome.SOURCE_MISSING,
          "features read column \"%s\" as a %s, but its type is %s. Make it categorical or cast it in the source."
              .formatted(column, as, type.sql()));
    }
    return type;
  }
}
