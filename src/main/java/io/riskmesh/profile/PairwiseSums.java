package io.riskmesh.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import io.riskmesh.config.PrivacyConfig;
import io.riskmesh.profile.SourceProfile.Correlation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.mllib.linalg.Matrix;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.linalg.Vectors;
import org.apache.spark.mllib.linalg.distributed.RowMatrix;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;

/**
 * Correlations of all pairs of columns in one pass, each over the rows in which both have a number.
 * A row becomes a vector with three entries per column: its number on the column's own scale, its
 * square, and 1; all three are 0 if it has no number. The products of two entries, summed over the
 * rows (the Gramian), are all the sums that a correlation of two columns needs.
 */
final class PairwiseSums {
  /** Largest number of columns: more are too many to look at, and the sums grow with the square. */
  static final int MAX_COLUMNS = 50;

  private final List<MeasuredColumn> columns;
  private final int count;
  private final Matrix sums;

  private PairwiseSums(List<MeasuredColumn> columns, Matrix sums) {
    this.columns = columns;
    this.count = columns.size();
    this.sums = sums;
  }

  /**
   * Returns the columns to correlate with each other; fewer than two need no pass. Their
   * correlation with the label is known from the first pass.
   */
  static List<MeasuredColumn> candidates(List<MeasuredColumn> measured, String label) {
    return measured.stream()
        .filter(m -> !m.column().name().equals(label))
        .filter(m -> m.isOpen() && m.kind() == ColumnKind.NUMBER && m.found().isVaried())
        .sorted(Comparator.comparingDouble(PairwiseSums::strength).reversed())
        .limit(MAX_COLUMNS)
        .sorted(Comparator.comparingInt(m -> m.column().index()))
        .toList();
  }

  private static double strength(MeasuredColumn measured) {
    Double correlation = measured.found().moments().correlation();
    return correlation == null ? 0 : Math.abs(correlation);
  }

  /** Returns the correlations, strongest first; pairs with too few common rows are left out. */
  static List<Correlation> run(ProfileRows rows, List<MeasuredColumn> columns) {
    Column[] scaled = columns.stream().map(PairwiseSums::scaled).toArray(Column[]::new);
    JavaRDD<Vector> vectors = rows.rows().select(scaled).toJavaRDD().map(PairwiseSums::vector);
    int entries = 3 * columns.size();
    // The number of rows is not needed here, and counting them would take a pass.
    Matrix sums = new RowMatrix(vectors.rdd(), 0, entries).computeGramianMatrix();
    return new PairwiseSums(columns, sums).correlations();
  }

  /** Scales numbers to be near 0, so that the squares of large numbers keep their precision. */
  private static Column scaled(MeasuredColumn measured) {
    ColumnStatistics.NumberMoments moments = measured.found().moments();
    Column number = measured.column().number();
    return coalesce(
        number.minus(lit(moments.mean())).divide(lit(moments.deviation())), lit(Double.NaN));
  }

  private static Vector vector(Row row) {
    int count = row.size();
    double[] entries = new double[3 * count];
    for (int i = 0; i < count; i++) {
      double number = row.getDouble(i);
      if (!Double.isNaN(number)) {
        entries[i] = number;
        entries[count + i] = number * number;
        entries[2 * count + i] = 1;
      }
    }
    return Vectors.dense(entries);
  }

  private List<Correlation> correlations() {
    List<Correlation> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (int j = i + 1; j < count; j++) {
        double value = correlation(i, j);
        long rows = Math.round(sums.apply(2 * count + i, 2 * count + j));
        if (rows >= PrivacyConfig.SMALL_CELL && Double.isFinite(value)) {
          all.add(new Correlation(name(i), name(j), ColumnNumbers.settled(value), rows));
        }
      }
    }
    all.sort(Comparator.comparingDouble((Correlation c) -> Math.abs(c.value())).reversed());
    return List.copyOf(all);
  }

  private double correlation(int i, int j) {
    double rows = sums.apply(2 * count + i, 2 * count + j);
    double left = sums.apply(i, 2 * count + j);
    double right = sums.apply(j, 2 * count + i);
    double together = rows * sums.apply(i, j) - left * right;
    return together / (spread(rows, left, i, j) * spread(rows, right, j, i));
  }

  /**
   * Returns the square root of n times the sum of squares minus the square of the sum; 0 or NaN for
   * a constant.
   */
  private double spread(double rows, double sum, int of, int with) {
    return Math.sqrt(rows * sums.apply(count + of, 2 * count + with) - sum * sum);
  }

  private String name(int index) {
    return columns.get(index).column().name();
  }
}
