package io.riskmesh.evaluate;

import io.riskmesh.rows.StagedColumns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of the predictions, which have one row per row of the parts. */
public final class PredictionColumns {
  /** Name of the part: {@link io.riskmesh.config.SplitPart#key()}. */
  public static final String PART = StagedColumns.PART;

  /** Identifier of the row, bigint. */
  public static final String ROW = StagedColumns.ROW;

  /** Label: 1 for a default, 0 otherwise. */
  public static final String LABEL = StagedColumns.LABEL;

  /** Non-negative weight of the row; 1 without a weight column. */
  public static final String WEIGHT = StagedColumns.WEIGHT;

  /** Raw score on the booster's additive scale: the log odds. */
  public static final String MARGIN = "margin";

  /** Raw probability of default, as the booster returns it. */
  public static final String PROBABILITY = "probability";

  /** Fold in which a row was predicted, int from 0; null for rows of the published model. */
  public static final String FOLD = "_fold";

  static final StructType SCHEMA =
      new StructType()
          .add(PART, DataTypes.StringType, false)
          .add(ROW, DataTypes.LongType, false)
          .add(LABEL, DataTypes.FloatType, false)
          .add(WEIGHT, DataTypes.FloatType, false)
          .add(MARGIN, DataTypes.FloatType, false)
          .add(PROBABILITY, DataTypes.FloatType, false);

  /** Columns of predictions out of fold. */
  static final StructType FOLDED = SCHEMA.add(FOLD, DataTypes.IntegerType, true);

  private PredictionColumns() {}

  /** Returns the identifier of predictions as plain values. */
  static long id(Object[] row) {
    return (Long) row[1];
  }

  /** Returns the label of predictions as plain values. */
  static float label(Object[] row) {
    return (Float) row[2];
  }

  /** Returns the weight of predictions as plain values. */
  static float weight(Object[] row) {
    return (Float) row[3];
  }
}
