package io.riskmesh.train;

import static org.apache.spark.sql.functions.col;

import io.riskmesh.rows.StagedColumns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Sums of the weights of both classes. They are exact, so they depend neither on the order of the
 * rows nor on their partitions: a float is a whole number times a power of two, and the whole
 * numbers of each power are added up by themselves.
 */
final class ClassBalance {
  private static final int EXPONENTS = 256;
  private static final int MANTISSA_BITS = 23;
  private static final int MANTISSA = (1 << MANTISSA_BITS) - 1;

  /** Exponent of the last bit of the smallest normal floats. */
  private static final int LAST_BIT = -149;

  private static final String SCALE = BoosterParam.SCALE_POS_WEIGHT.nativeName();

  private final long[] sums;

  ClassBalance() {
    this(new long[2 * EXPONENTS]);
  }

  private ClassBalance(long[] sums) {
    this.sums = sums;
  }

  /**
   * Replaces {@code auto} by the weight of the negative rows over that of the positive ones.
   *
   * @throws RunException {@code DATA_QUALITY} if a class has no weight
   */
  static TrainingPlan resolve(TrainingPlan plan, TrainingData data) {
    Map<String, String> params = plan.config().params();
    if (!BoosterParams.AUTO.equals(params.get(SCALE))) {
      return plan;
    }
    Map<String, String> resolved = new TreeMap<>(params);
    resolved.put(SCALE, Float.toString(measure(data.train()).ratio()));
    return new TrainingPlan(plan.config().withParams(resolved), plan.seed());
  }

  private static ClassBalance measure(Dataset<Row> train) {
    Dataset<Row> rows =
        train.select(
            col(StagedColumns.LABEL).cast("float"), col(StagedColumns.WEIGHT).cast("float"));
    return rows
        .queryExecution()
        .toRdd()
        .toJavaRDD()
        .mapPartitions(ClassBalance::count)
        .collect()
        .stream()
        .map(ClassBalance::new)
        .reduce(new ClassBalance(), ClassBalance::plus);
  }

  private static Iterator<long[]> count(Iterator<InternalRow> rows) {
    ClassBalance balance = new ClassBalance();
    rows.forEachRemaining(row -> balance.add(row.getFloat(0), row.getFloat(1)));
    return List.of(balance.sums).iterator();
  }

  /** Adds a row; training refuses other labels and weights later. */
  void add(float label, float weight) {
    if ((label == 0 || label == 1) && weight > 0 && weight < Float.POSITIVE_INFINITY) {
      int bits = Float.floatToRawIntBits(weight);
      int exponent = bits >>> MANTISSA_BITS;
      int fraction = bits & MANTISSA;
      sums[((int) label) * EXPONENTS + exponent] +=
          exponent == 0 ? fraction : fraction + (1 << MANTISSA_BITS);
    }
  }

  ClassBalance plus(ClassBalance other) {
    long[] both = sums.clone();
    for (int i = 0; i < both.length; i++) {
      both[i] += other.sums[i];
    }
    return new ClassBalance(both);
  }

  /** Returns the weight of the negative rows over that of the positive ones. */
  float ratio() {
    BigDecimal negative = weight(0);
    BigDecimal positive = weight(1);
    if (negative.signum() == 0 || positive.signum() == 0) {
      throw new RunException(
          Outcome.DATA_QUALITY,
          "training.params.scale_pos_weight: auto needs rows of both classes with a weight above 0 in train; the good ones weigh %s, the bad ones %s"
              .formatted(negative.toPlainString(), positive.toPlainString()));
    }
    return negative.divide(positive, MathContext.DECIMAL64).floatValue();
  }

  private BigDecimal weight(int label) {
    BigDecimal weight = BigDecimal.ZERO;
    for (int exponent = 0; exponent < EXPONENTS; exponent++) {
      long sum = sums[label * EXPONENTS + exponent];
      if (sum > 0) {
        BigDecimal unit = new BigDecimal(Math.scalb(1.0, LAST_BIT + Math.max(0, exponent - 1)));
        weight = weight.add(unit.multiply(BigDecimal.valueOf(sum)));
      }
    }
    return weight;
  }
}
