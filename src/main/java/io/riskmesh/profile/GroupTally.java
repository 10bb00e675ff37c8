package io.riskmesh.profile;

import java.util.Collection;
import org.apache.spark.sql.Row;

/**
 * Rows of one column that the second pass counted together.
 *
 * @param column index of the column among those that were counted
 * @param key what the rows have in common
 * @param values distinct values of the whole column if it is counted by value
 * @param ends the smallest and the largest number of the rows
 */
record GroupTally(int column, TallyKey key, long values, LabelCounts counts, NumberEnds ends) {

  /**
   * What the rows of a group have in common.
   *
   * @param value the value if it is counted individually; null if missing, rare or in a range
   * @param bin index of the range if counted by ranges; null if missing
   * @param slot index of the histogram's bar if counted by ranges; null if missing
   * @param isRare whether these are all values beyond the most frequent ones
   */
  record TallyKey(String value, Integer bin, Integer slot, boolean isRare) {}

  /**
   * The ends of a group's numbers.
   *
   * @param from smallest number; null if there is none
   * @param to largest number; null if there is none
   * @param atLeast rows that have the column's smallest number
   * @param atGreatest rows that have the column's largest number
   */
  record NumberEnds(Double from, Double to, long atLeast, long atGreatest) {

    private NumberEnds and(NumberEnds other) {
      return new NumberEnds(
          from == null || other.from == null ? null : Double.valueOf(Math.min(from, other.from)),
          to == null || other.to == null ? null : Double.valueOf(Math.max(to, other.to)),
          atLeast + other.atLeast,
          atGreatest + other.atGreatest);
    }
  }

  static GroupTally of(Row row) {
    return new GroupTally(
        row.getAs("column"),
        new TallyKey(row.getAs("value"), row.getAs("bin"), row.getAs("slot"), row.getAs("rare")),
        row.getAs("values"),
        new LabelCounts(row.getAs("rows"), row.getAs("labelled"), row.getAs("defaults")),
        new NumberEnds(
            row.getAs("from"), row.getAs("to"), row.getAs("atLeast"), row.getAs("atGreatest")));
  }

  /** Returns the total of the tallies; its key is that of the first one. */
  static GroupTally sum(Collection<GroupTally> tallies) {
    return tallies.stream().reduce(GroupTally::and).orElseThrow();
  }

  private GroupTally and(GroupTally other) {
    return new GroupTally(column, key, values, counts.and(other.counts), ends.and(other.ends));
  }

  /** Returns the value that is counted individually; null if there is none. */
  String value() {
    return key.value();
  }

  long rows() {
    return counts.rows();
  }

  /** Returns the smallest number; null if there is none. */
  Double from() {
    return ends.from();
  }

  /** Returns the largest number; null if there is none. */
  Double to() {
    return ends.to();
  }

  boolean hasNumber() {
    return ends.from() != null;
  }

  boolean isMissing() {
    return key.value() == null && key.bin() == null && !key.isRare();
  }
}
