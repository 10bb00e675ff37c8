package io.riskmesh.profile;

import java.util.List;
import org.apache.spark.sql.Row;

/**
 * The values of a column that have a finite number.
 *
 * @param count rows with such a value
 * @param below numbers below zero
 * @param whole whether every number is whole
 * @param least smallest number; null if there is none
 * @param greatest largest number; null if there is none
 * @param quantiles at {@link FirstPass#SHARES}; empty if there is no number
 */
record FiniteNumbers(
    long count, long below, boolean whole, Double least, Double greatest, List<Double> quantiles) {

  static FiniteNumbers of(Row row) {
    int quantiles = row.fieldIndex("quantiles");
    return new FiniteNumbers(
        row.getAs("finite"),
        row.getAs("below"),
        Boolean.TRUE.equals(row.getAs("whole")),
        row.getAs("least"),
        row.getAs("greatest"),
        row.isNullAt(quantiles) ? List.of() : row.getList(quantiles));
  }

  /** Returns the quantile at one of {@link FirstPass#SHARES}. */
  double quantile(double share) {
    return quantiles.get(FirstPass.SHARES.indexOf(share));
  }
}
