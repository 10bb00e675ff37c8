package io.riskmesh.rows;

import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.riskmesh.model.NumberEntries;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Matches entries with the values of columns that are read as numbers, see {@link NumberEntries}.
 */
public final class NumberMatching {
  private final Column value;
  private final DataType type;
  private final Optional<Column> text;
  private final NumberEntries entries;

  private NumberMatching(
      Column value, DataType type, Optional<Column> text, NumberEntries entries) {
    this.value = value;
    this.type = type;
    this.text = text;
    this.entries = entries;
  }

  /**
   * Returns a column that is read as a number, or null where it is missing: where it is NaN, or
   * where one of the entries matches it.
   *
   * @param schema the rows' columns
   * @param text name of the column with the original text; it need not exist
   * @param missing entries that mean "no value"
   */
  public static Column present(
      StructType schema, String column, String text, Collection<String> missing) {
    return new NumberMatching(
            StagedColumns.column(column),
            StagedColumns.type(schema, column),
            Optional.of(text)
                .filter(name -> StagedColumns.has(schema, name))
                .map(StagedColumns::column),
            NumberEntries.of(missing))
        .present();
  }

  private Column present() {
    Optional<Column> isThere = matched().map(functions::not);
    if (CanonicalColumns.hasNaN(type)) {
      Column isNumber = not(isnan(value));
      isThere = isThere.map(isNumber::and).or(() -> Optional.of(isNumber));
    }
    return isThere.map(there -> when(there, value)).orElse(value);
  }

  private Optional<Column> matched() {
    if (type instanceof StringType) {
      return Optional.of(isCode(value, entries));
    }
    if (!(type instanceof NumericType)) {
      Column isPlain = CanonicalColumns.plain(value, type).isin(entries.plain().toArray());
      return Optional.of(text.map(t -> isPlain.or(isCode(t, entries))).orElse(isPlain));
    }
    if (type instanceof FloatType) {
      return isOneOf(value, entries.numbers().mapToObj(number -> (float) number));
    }
    Column number = value.cast(DataTypes.DoubleType);
    if (type instanceof DoubleType && text.isPresent()) {
      // A date has a number too: only the text tells whether it is the entry.
      return isOneOf(number, entries.readings().boxed())
          .map(isReading -> isReading.and(isCode(text.get(), entries)));
    }
    return isOneOf(number, entries.numbers().boxed());
  }

  private static Optional<Column> isOneOf(Column number, Stream<?> entries) {
    Object[] numbers = entries.toArray();
    // The sum turns -0.0 into 0.0, which a set does not find.
    return numbers.length == 0 ? Optional.empty() : Optional.of(number.plus(lit(0f)).isin(numbers));
  }

  /** Returns whether an entry matches a text. */
  static Column isCode(Column text, NumberEntries entries) {
    return ValueFunctions.call("code", DataTypes.StringType, text).isin(entries.codes().toArray());
  }
}
