package io.riskmesh.synthetic;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.exp;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.log;
import static org.apache.spark.sql.functions.when;

import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * The true probability of default of a generated credit: a logistic score with effects of the signs
 * and sizes that a logistic regression finds on the real credits, plus a non-linear term and two
 * interactions that such a model misses. Sex, marital status and nationality have no effect on the
 * risk.
 */
final class DefaultRisk {
  /** Makes the share of defaults 0.30, as in the real credits. */
  private static final double INTERCEPT = -1.31;

  private static final double NONE = 0;

  private DefaultRisk() {}

  /** Returns the probability of default in (0, 1) for rows with the table's columns. */
  static Column probability() {
    Column score =
        codes().reduce(lit(INTERCEPT), Column::plus).plus(numbers()).plus(interactions());
    return lit(1).divide(lit(1).plus(exp(score.multiply(-1))));
  }

  private static Stream<Column> codes() {
    return Stream.of(
        effect("status", NONE, 0.65, 0.35, -0.20, -0.85),
        effect("credit_history", 0.60, 0.60, 0.05, -0.25, -0.60),
        effect("purpose", 0.50, -0.80, 0.0, -0.20, 0.10, 0.30, 0.50, NONE, -0.30, 0.05, -0.20),
        effect("savings", NONE, 0.35, 0.10, -0.05, -0.60, -0.50),
        effect("employment_duration", NONE, 0.20, 0.35, 0.05, -0.40, -0.10),
        effect("installment_rate", NONE, -0.50, -0.20, 0.05, 0.25),
        effect("other_debtors", NONE, 0.05, 0.40, -0.70),
        effect("property", NONE, -0.25, 0.0, 0.05, 0.35),
        effect("other_installment_plans", NONE, 0.35, 0.30, -0.10),
        effect("housing", NONE, 0.25, -0.10, 0.05));
  }

  /** Returns the log odds per code, starting with code 0, which most columns do not have. */
  private static Column effect(String column, double... byCode) {
    return get(lit(byCode), col(column));
  }

  /**
   * Returns the effect of long terms, of instalments much larger or smaller than the usual 125 DM,
   * and of young borrowers.
   */
  private static Column numbers() {
    Column term = col("duration").minus(21).multiply(0.03);
    Column burden = log(col("amount").divide(col("duration")).divide(125));
    Column young = when(col("age").lt(26), lit(0.40)).otherwise(lit(0.0));
    return term.plus(burden.multiply(burden).multiply(0.25)).plus(young);
  }

  /**
   * Returns the effect of having neither savings nor property, and of a long term with an overdrawn
   * account.
   */
  private static Column interactions() {
    Column bare = col("savings").equalTo(1).and(col("property").equalTo(4));
    Column strained = col("status").leq(2).and(col("duration").gt(30));
    return when(bare, lit(0.35)).otherwise(lit(0.0)).plus(when(strained, lit(0.45)).otherwise(0.0));
  }
}
