package io.riskmesh.evaluate;

import io.riskmesh.rows.StagedColumns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns of the predictions, one row per row of the three parts. */
public final class PredictionColumns {
  /** {@link io.riskmesh.config.SplitPart#key()}. */
  public static final String PART = StagedColumns.PART;

  public static final String ROW = StagedColumns.ROW;

  /** 1 for a default, 0 for none. */
  public static final String LABEL = StagedColumns.LABEL;

  public static final String WEIGHT = StagedColumns.WEIGHT;

  /** Raw score on the booster's additive scale: the log odds. */
  public static final String MARGIN = "margin";

  /** Probability of default, as the booster gives it to everyone. */
  public static final String PROBABILITY = "probability";

  static final StructType SCHEMA =
      new StructType()
          .add(PART, DataTypes.StringType, false)
          .add(ROW, DataTypes.LongType, false)
          .add(LABEL, DataTypes.FloatType, false)
          .add(WEIGHT, DataTypes.FloatType, false)
          .add(MARGIN, DataTypes.FloatType, false)
          .add(PROBABILITY, DataTypes.FloatType, false);

  private PredictionColumns() {}
}
