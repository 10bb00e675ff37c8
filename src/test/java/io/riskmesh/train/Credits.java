package io.riskmesh.train;

import io.riskmesh.config.TrainingConfig;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.spark.EstimatorTraining;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows with a learnable label, missing values and column names that need quoting. */
final class Credits {
  static final List<String> FEATURES =
      List.of("amount", "purpose=3", "Per.Month", "with space", "back`tick", "flat");

  static final StructType SCHEMA = schema();

  private Credits() {}

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("_row", DataTypes.LongType)
            .add("_label", DataTypes.FloatType)
            .add("_weight", DataTypes.FloatType)
            .add("_raw.amount", DataTypes.StringType);
    for (String feature : FEATURES) {
      schema = schema.add(feature, DataTypes.FloatType);
    }
    return schema;
  }

  /** Engines that this build has. */
  static Stream<Engine> engines() {
    return Stream.of(Engine.values())
        .filter(engine -> engine != Engine.ESTIMATOR || EstimatorTraining.isPresent());
  }

  static List<Row> rows(int count, long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> row(random)).limit(count).toList();
  }

  private static Row row(Random random) {
    float amount = (float) random.nextGaussian();
    float purpose = random.nextInt(2);
    float month = random.nextInt(5) == 0 ? Float.NaN : random.nextFloat();
    double logit = 1.5 * amount + purpose + (Float.isNaN(month) ? 0.5 : -month) - 1;
    float label = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1f : 0f;
    float weight = 0.5f + random.nextInt(3) / 2f;
    float noise = (float) random.nextGaussian();
    return RowFactory.create(
        random.nextLong(), label, weight, "raw", amount, purpose, month, noise, -noise, 1f);
  }

  static TrainingData data(SparkSession spark, List<Row> train, List<Row> validation) {
    return new TrainingData(
        spark.createDataFrame(train, SCHEMA),
        spark.createDataFrame(validation, SCHEMA),
        FEATURES,
        train.size(),
        validation.size());
  }

  static TrainingData data(SparkSession spark) {
    return data(spark, rows(800, 1), rows(300, 2));
  }

  static Dataset<Row> frame(SparkSession spark, List<Row> rows) {
    return spark.createDataFrame(rows, SCHEMA);
  }

  /** Returns a copy of a row with one value replaced. */
  static Row with(Row row, int at, Object value) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      values.add(i == at ? value : row.get(i));
    }
    return RowFactory.create(values.toArray());
  }

  static TrainingPlan plan(int workers, int rounds, int patience) {
    return plan(workers, rounds, patience, Map.of("max_depth", "3", "eta", "0.3"));
  }

  static TrainingPlan plan(int workers, int rounds, int patience, Map<String, String> params) {
    return plan(workers, rounds, patience, params, Duration.ofMinutes(2));
  }

  static TrainingPlan plan(
      int workers, int rounds, int patience, Map<String, String> params, Duration timeout) {
    return plan(workers, rounds, patience, rounds, params, timeout);
  }

  /** Creates a plan with several segments. */
  static TrainingPlan plan(
      int workers,
      int rounds,
      int patience,
      int checkpointRounds,
      Map<String, String> params,
      Duration timeout) {
    OptionalInt number = workers == 0 ? OptionalInt.empty() : OptionalInt.of(workers);
    return new TrainingPlan(
        new TrainingConfig(
            rounds,
            patience,
            OptionalInt.of(checkpointRounds),
            number,
            1,
            params,
            42,
            TrainingConfig.Engine.BARRIER,
            timeout),
        42);
  }

  /** Returns the model's probability for each row of features. */
  static float[] predict(byte[] model, List<Row> rows) throws Exception {
    float[] values = new float[rows.size() * FEATURES.size()];
    for (int r = 0; r < rows.size(); r++) {
      for (int f = 0; f < FEATURES.size(); f++) {
        values[r * FEATURES.size() + f] = rows.get(r).getFloat(4 + f);
      }
    }
    var matrix =
        new ml.dmlc.xgboost4j.java.DMatrix(values, rows.size(), FEATURES.size(), Float.NaN);
    var booster = ml.dmlc.xgboost4j.java.XGBoost.loadModel(model);
    float[][] scores = booster.predict(matrix);
    float[] flat = new float[scores.length];
    for (int r = 0; r < flat.length; r++) {
      flat[r] = scores[r][0];
    }
    matrix.dispose();
    booster.dispose();
    return flat;
  }
}
