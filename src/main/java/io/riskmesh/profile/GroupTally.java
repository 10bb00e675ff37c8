package io.riskmesh.profile;

import java.util.Collection;
import org.apache.spark.sql.Row;

/**
 * Rows of one column that the second pass counted together.
 *
 * @param value the value if it is counted individually; null if missing, rare or in a range
 * @param bin index of the range if counted by ranges; null if missing
 * @param slot index of the histogram's bar if counted by ranges; null if missing
 * @param isRare whether these are all values beyond the most frequent ones
 * @param values distinct values of the whole column if it is counted by value
 * @param atLeast rows that have the column's smallest number
 * @param atGreatest rows that have the column's largest number
 * @param from smallest number; null if there is none
 * @param to largest number; null if there is none
 */
record GroupTally(
    int column,
    String value,
    Integer bin,
    Integer slot,
    boolean isRare,
    long values,
    long rows,
    long labelled,
    long defaults,
    long atLeast,
    long atGreatest,
    Double from,
    Double to) {

  static GroupTally of(Row row) {
    return new GroupTally(
        row.getAs("column"),
        row.getAs("value"),
        row.getAs("bin"),
        row.getAs("slot"),
        row.getAs("rare"),
        row.getAs("values"),
        row.getAs("rows"),
        row.getAs("labelled"),
        row.getAs("defaults"),
        row.getAs("atLeast"),
        row.getAs("atGreatest"),
        row.getAs("from"),
        row.getAs("to"));
  }

  /** Returns the total of the tallies; its value, bin and slot are those of the first one. */
  static GroupTally sum(Collection<GroupTally> tallies) {
    return tallies.stream().reduce(GroupTally::and).orElseThrow();
  }

  private GroupTally and(GroupTally other) {
    return new GroupTally(
        column,
        value,
        bin,
        slot,
        isRare,
        values,
        rows + other.rows,
        labelled + other.labelled,
        defaults + other.defaults,
        atLeast + other.atLeast,
        atGreatest + other.atGreatest,
        from == null || other.from == null ? null : Double.valueOf(Math.min(from, other.from)),
        to == null || other.to == null ? null : Double.valueOf(Math.max(to, other.to)));
  }

  boolean hasNumber() {
    return from != null;
  }

  boolean isMissing() {
    return value == null && bin == null && !isRare;
  }
}
