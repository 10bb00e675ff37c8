package io.riskmesh.scoring;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.PointScale;
import io.riskmesh.model.RiskBands;
import io.riskmesh.model.RiskBands.Band;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Spark's columns and plain Java compute the same values. */
@ExtendWith(SparkTest.class)
class ScoreTableTest {
  private static final RiskBands BANDS =
      new RiskBands(List.of(new Band("low", 0.25), new Band("mid", 0.5), new Band("high", null)));

  @Test
  void sparkCalibratesToTheSameBits(SparkSession spark) {
    for (Calibrator calibrator :
        List.of(
            Calibrator.IDENTITY,
            new Calibrator(0.8317230000000001, -0.1234567890123),
            new Calibrator(7.3e-9, 40),
            new Calibrator(1e9, -1e-9))) {
      List<Row> rows =
          margins(spark)
              .select(col("margin"), ScoreTable.calibrated(col("margin"), calibrator))
              .collectAsList();

      assertThat(rows).hasSize(20_008);
      for (Row row : rows) {
        assertThat(Double.doubleToRawLongBits(row.getDouble(1)))
            .as("margin %s", row.getFloat(0))
            .isEqualTo(Double.doubleToRawLongBits(calibrator.probability(row.getFloat(0))));
      }
    }
  }

  @Test
  void pointsAreComputedWhileRowsAreScored() {
    assertThat(CalibratedColumn.of(Calibrator.IDENTITY)).isEmpty();
    Calibrator calibrator =
        new Calibrator(
            1,
            -0.4,
            List.of(
                new Calibrator.CalibrationPoint(-1, 0.01),
                new Calibrator.CalibrationPoint(2, 0.6)));
    CalibratedColumn column = CalibratedColumn.of(calibrator).orElseThrow();
    assertThat(column.field().name()).isEqualTo("calibrated");
    for (float margin : new float[] {-7, -1, 0.3f, 2, 1e30f}) {
      assertThat(column.open(new byte[0]).of(new Object[0], new float[0], 0, margin))
          .isEqualTo(calibrator.probability(margin));
    }
  }

  @Test
  void sparkFindsTheSameBand(SparkSession spark) {
    Calibrator calibrator = Calibrator.IDENTITY;
    List<Row> rows =
        margins(spark)
            .select(
                col("margin"),
                ScoreTable.band(ScoreTable.calibrated(col("margin"), calibrator), BANDS))
            .collectAsList();

    for (Row row : rows) {
      assertThat(row.getString(1)).isEqualTo(BANDS.of(calibrator.probability(row.getFloat(0))));
    }
    assertThat(rows.stream().map(row -> row.getString(1)).distinct())
        .containsExactlyInAnyOrder("low", "mid", "high");
  }

  @Test
  void sparkGivesTheSamePoints(SparkSession spark) {
    for (PointScale scale : List.of(new PointScale(600, 50, 20), new PointScale(0, 0.3, 7.5))) {
      List<Row> rows =
          margins(spark)
              .filter("abs(margin) < 1e6")
              .select(col("margin"), ScoreTable.points(col("margin"), scale))
              .collectAsList();
      assertThat(rows).hasSizeGreaterThan(20_000);
      for (Row row : rows) {
        assertThat(row.getInt(1)).isEqualTo(scale.total(row.getFloat(0)));
      }
    }
  }

  @Test
  void aLimitBelongsToTheNextBand(SparkSession spark) {
    List<Double> limits = List.of(0.0, Math.nextDown(0.25), 0.25, Math.nextDown(0.5), 0.5, 1.0);
    Dataset<Row> rows =
        spark.createDataFrame(
            limits.stream().map(RowFactory::create).toList(),
            new StructType().add("p", DataTypes.DoubleType));

    assertThat(rows.select(ScoreTable.band(col("p"), BANDS)).collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly("low", "low", "mid", "mid", "high", "high");
  }

  private static Dataset<Row> margins(SparkSession spark) {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      rows.add(RowFactory.create((float) (random.nextGaussian() * (i % 2 == 0 ? 2 : 60))));
    }
    float[] far = {0f, -0f, 1e-45f, -1e-45f, 3e38f, -3e38f, 88.7f, -103.9f};
    for (float margin : far) {
      rows.add(RowFactory.create(margin));
    }
    return spark
        .createDataFrame(rows, new StructType().add("margin", DataTypes.FloatType))
        .repartition(2);
  }
}
