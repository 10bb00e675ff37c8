package io.riskmesh.features;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.isnan;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import org.apache.spark.sql.Column;

/**
 * The search of a bin as a Spark column: two constants of the plan, however many bins there are,
 * and one reference to the number, where a CASE has one per bin.
 */
final class SearchedBins {
  private static final Column MISSING = lit(Double.NaN);

  private SearchedBins() {}

  /** Returns the value of the bin of a number that is never null. */
  static Column at(Column of, List<Double> cuts, List<Double> values) {
    Column ends = constants(cuts);
    Column results = constants(values);
    // An array of one number binds it to a name, so that it is computed once for all cuts.
    Column found =
        transform(
            array(of),
            number ->
                when(isnan(number), MISSING)
                    .otherwise(get(results, size(filter(ends, end -> end.leq(number))))));
    return coalesce(get(found, lit(0)), MISSING);
  }

  private static Column constants(List<Double> numbers) {
    return lit(numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
