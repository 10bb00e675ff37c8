package io.riskmesh.catalog;

import io.riskmesh.rows.ValueFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/**
 * The notation in which the text values of a column express numbers; a column with two notations
 * has two units.
 */
public final class TextNotation {
  /** Names of the notations; the index is the notation's number. */
  public static final List<String> WORDS = List.of("numbers", "dates", "times");

  private TextNotation() {}

  /** Returns the index in {@link #WORDS}; null where the text is not a number. */
  public static Column of(Column text) {
    return ValueFunctions.call("notation", DataTypes.IntegerType, text);
  }

  /**
   * Returns an error message; empty if all values have one notation.
   *
   * @param counts rows by notation
   */
  public static Optional<String> mixed(String column, List<Long> counts) {
    List<String> found = new ArrayList<>();
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) > 0) {
        found.add("%d %s".formatted(counts.get(i), WORDS.get(i)));
      }
    }
    return found.size() < 2
        ? Optional.empty()
        : Optional.of(
            "notation on %s: it mixes %s, which have different units: have the producer write them the same way, or declare their format in source.times: {%s: {format: \"yyyy-MM-dd[ HH:mm:ss]\"}}"
                .formatted(column, String.join(" and ", found), column));
  }

  /** Returns the number of rows of the least frequent notation that occurs. */
  public static long fewest(List<Long> counts) {
    return counts.stream().filter(count -> count > 0).mapToLong(count -> count).min().orElse(0);
  }
}
