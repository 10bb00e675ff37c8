package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.ClassFactors;
import io.riskmesh.config.ModelConfig;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.store.RunException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code scale_pos_weight: auto} and weights of the classes. */
@ExtendWith(SparkTest.class)
class ClassBalanceTest {
  private static final int LABEL = 1;
  private static final int WEIGHT = 2;

  private final SparkSession spark = SparkTest.session();

  /** Weights whose sum as doubles depends on their order. */
  private static List<Row> hostile(long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>(Credits.rows(500, seed));
    rows.replaceAll(row -> Credits.with(row, WEIGHT, (float) Math.exp(20 * random.nextGaussian())));
    rows.add(Credits.with(rows.get(0), WEIGHT, Float.MIN_VALUE));
    rows.add(Credits.with(rows.get(0), WEIGHT, Float.MAX_VALUE));
    rows.add(Credits.with(rows.get(1), WEIGHT, 0f));
    return rows;
  }

  private static float expected(List<Row> rows) {
    BigDecimal[] sums = {BigDecimal.ZERO, BigDecimal.ZERO};
    for (Row row : rows) {
      int label = (int) row.getFloat(LABEL);
      sums[label] = sums[label].add(new BigDecimal(row.getFloat(WEIGHT)));
    }
    return sums[0].divide(sums[1], MathContext.DECIMAL64).floatValue();
  }

  @Test
  void isExactHoweverTheRowsArePartitioned() {
    for (long seed = 0; seed < 4; seed++) {
      List<Row> rows = hostile(seed);
      String scale = Float.toString(expected(rows));
      Collections.shuffle(rows, new Random(seed));
      for (int partitions : new int[] {1, 3, 7}) {
        assertThat(resolved(rows, partitions)).isEqualTo(scale);
      }
    }
  }

  private String resolved(List<Row> rows, int partitions) {
    TrainingData data =
        new TrainingData(
            Credits.frame(spark, rows).repartition(partitions),
            Credits.frame(spark, rows),
            Credits.FEATURES,
            rows.size(),
            rows.size());
    return ClassBalance.resolve(auto(), data).config().params().get("scale_pos_weight");
  }

  private static TrainingPlan auto() {
    return Credits.plan(1, 5, 0, Map.of("scale_pos_weight", "auto"));
  }

  @Test
  void trainsWithTheNumberAndRecordsIt() {
    List<Row> rows = Credits.rows(800, 1);
    String scale = Float.toString(expected(rows));
    TrainingData data = Credits.data(spark, rows, Credits.rows(300, 2));
    TrainedModel auto = train(Engine.BARRIER, data, auto());
    TrainedModel number =
        train(Engine.BARRIER, data, Credits.plan(1, 5, 0, Map.of("scale_pos_weight", scale)));

    assertThat(auto.summary()).isEqualTo(number.summary());
    assertThat(auto.summary().params()).containsEntry("scale_pos_weight", scale);
    assertThat(auto.ubj()).isEqualTo(number.ubj());
  }

  @Test
  void aClassWithoutWeightIsAnError() {
    List<Row> rows = new ArrayList<>(Credits.rows(50, 1));
    rows.replaceAll(row -> row.getFloat(LABEL) == 1 ? Credits.with(row, WEIGHT, 0f) : row);

    assertThatThrownBy(() -> resolved(rows, 1))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("auto needs rows of both classes")
        .hasMessageContaining("the bad ones 0");
  }

  @ParameterizedTest
  @MethodSource("io.riskmesh.train.Credits#engines")
  void classWeightsAreWeightsOfTheRows(Engine engine) {
    ClassFactors weights = new ClassFactors(0.3, 2.7);
    List<Row> train = Credits.rows(800, 1);
    List<Row> validation = Credits.rows(300, 2);
    TrainingPlan plan = Credits.plan(2, 8, 0);
    TrainedModel byClass =
        train(engine, Credits.data(spark, train, validation), with(plan, weights));
    TrainedModel byRow =
        train(
            engine,
            Credits.data(spark, weighted(train, weights), weighted(validation, weights)),
            plan);

    assertThat(byClass.ubj()).isEqualTo(byRow.ubj());
    assertThat(byClass.summary()).isEqualTo(byRow.summary());
  }

  private static List<Row> weighted(List<Row> rows, ClassFactors weights) {
    return rows.stream()
        .map(
            row -> Credits.with(row, WEIGHT, weights.of(row.getFloat(LABEL), row.getFloat(WEIGHT))))
        .toList();
  }

  private static TrainingPlan with(TrainingPlan plan, ClassFactors weights) {
    TrainingConfig c = plan.config();
    return new TrainingPlan(
        new TrainingConfig(
            c.rounds(),
            c.earlyStoppingRounds(),
            c.checkpointRounds(),
            c.workers(),
            c.threadsPerWorker(),
            c.params(),
            c.seed(),
            c.engine(),
            c.timeout(),
            weights,
            ModelConfig.BOOSTER),
        plan.seed());
  }

  private static TrainedModel train(Engine engine, TrainingData data, TrainingPlan plan) {
    return Trainer.of(engine).train(data, plan, RoundListener.NONE);
  }
}
