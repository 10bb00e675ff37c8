package io.riskmesh.catalog;

import io.riskmesh.rows.ValueFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** What the texts of a column say their numbers by; a column of two notations has two units. */
public final class TextNotation {
  /** In the order of their numbers. */
  public static final List<String> WORDS = List.of("numbers", "dates", "times");

  private TextNotation() {}

  /** Place in {@link #WORDS}; null where the text says no number. */
  public static Column of(Column text) {
    return ValueFunctions.call("notation", DataTypes.IntegerType, text);
  }

  /**
   * What is wrong; empty when all values have one notation.
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
            "notation on %s: it holds %s, and a number has one unit: have the producer write them alike, or say how they are read in source.times: {%s: {format: \"yyyy-MM-dd[ HH:mm:ss]\"}}"
                .formatted(column, String.join(" and ", found), column));
  }

  /** Rows that are the exception. */
  public static long fewest(List<Long> counts) {
    return counts.stream().filter(count -> count > 0).mapToLong(count -> count).min().orElse(0);
  }
}
