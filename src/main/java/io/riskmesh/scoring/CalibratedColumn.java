package io.riskmesh.scoring;

import io.riskmesh.evaluate.ScoreColumn;
import io.riskmesh.model.Calibrator;
import java.util.Optional;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/** The calibrated probability of a calibrator with points, of which there may be hundreds. */
record CalibratedColumn(Calibrator calibrator) implements ScoreColumn {

  /** Returns the column; empty without points, since Spark computes a logistic function itself. */
  static Optional<CalibratedColumn> of(Calibrator calibrator) {
    return calibrator.points().isEmpty()
        ? Optional.empty()
        : Optional.of(new CalibratedColumn(calibrator));
  }

  @Override
  public StructField field() {
    return DataTypes.createStructField(ScoreTable.CALIBRATED, DataTypes.DoubleType, false);
  }

  @Override
  public ColumnValues open(byte[] booster) {
    return (carried, inputs, at, margin) -> calibrator.probability(margin);
  }
}
