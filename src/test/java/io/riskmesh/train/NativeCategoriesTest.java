package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.model.TreeEnsemble;
import io.riskmesh.model.TreeReader;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Indices of categories, by which trees split in sets: of both kinds, over one and two workers. */
@ExtendWith(SparkTest.class)
class NativeCategoriesTest {
  private static final List<String> FEATURES = List.of("amount", "housing", "region", "branch");
  private static final Set<String> INDICES = Set.of("housing", "region", "branch");

  /** Categories of the features; the first is a number. */
  private static final int[] SIZES = {0, 3, 20, 150};

  private static final StructType SCHEMA = schema();

  private final SparkSession spark = SparkTest.session();

  private static StructType schema() {
    StructType schema =
        new StructType()
            .add("_row", DataTypes.LongType)
            .add("_label", DataTypes.FloatType)
            .add("_weight", DataTypes.FloatType);
    for (String feature : FEATURES) {
      schema = schema.add(feature, DataTypes.FloatType);
    }
    return schema;
  }

  private static List<Row> rows(int count, long seed) {
    Random random = new Random(seed);
    return Stream.generate(() -> row(random)).limit(count).toList();
  }

  private static Row row(Random random) {
    Object[] row = new Object[3 + SIZES.length];
    row[0] = random.nextLong();
    row[2] = 0.5f + random.nextInt(3) / 2f;
    double sum = random.nextGaussian();
    for (int i = 0; i < SIZES.length; i++) {
      float value = SIZES[i] == 0 ? (float) random.nextGaussian() : random.nextInt(SIZES[i]);
      sum += SIZES[i] == 0 ? value : 1.5 * Math.sin(3 * i + 7 * value);
      row[3 + i] = random.nextInt(10) == 0 ? Float.NaN : value;
    }
    row[1] = sum > 0 ? 1f : 0f;
    return RowFactory.create(row);
  }

  private TrainingData data(int train, int validation) {
    return new TrainingData(
        spark.createDataFrame(rows(train, 1), SCHEMA),
        spark.createDataFrame(rows(validation, 2), SCHEMA),
        FEATURES,
        INDICES,
        train,
        validation);
  }

  private static TrainingPlan plan(int workers, int patience, Map<String, String> more) {
    Map<String, String> params = new HashMap<>(Map.of("max_depth", "3", "eta", "0.5"));
    params.putAll(more);
    return Credits.plan(workers, 24, patience, 6, params, Duration.ofMinutes(2));
  }

  private static TrainedModel train(Engine engine, TrainingData data, TrainingPlan plan) {
    return Trainer.of(engine).train(data, plan, RoundListener.NONE);
  }

  /**
   * The estimator trains in one piece and leaves the validation rows to the library; the barrier
   * engine trains in four segments and, with many validation rows, follows the trees in Java.
   */
  @ParameterizedTest
  @CsvSource({"1,1000,1000", "1,1000,1", "1,1,4", "2,1000,1000", "2,1000,1", "2,4,64"})
  @EnabledIf("io.riskmesh.spark.EstimatorTraining#isPresent")
  void bothEnginesBuildTheSameTrees(int workers, String oneHot, String threshold) {
    TrainingData data = data(2_000, 6_000);
    TrainingPlan plan =
        plan(workers, 0, Map.of("max_cat_to_onehot", oneHot, "max_cat_threshold", threshold));
    assertThat(plan.followsTrees(2_000, 6_000 / workers)).isTrue();

    TrainedModel barrier = train(Engine.BARRIER, data, plan);
    TrainedModel estimator = train(Engine.ESTIMATOR, data, plan);

    assertThat(barrier.ubj()).isEqualTo(estimator.ubj());
    assertThat(barrier.summary().history()).isEqualTo(estimator.summary().history());
    assertThat(barrier.summary().params()).containsEntry("max_cat_to_onehot", oneHot);
  }

  @Test
  void theNumberOfWorkersHardlyMattersAndParametersDo() {
    TrainingData data = data(2_000, 600);
    TrainedModel one = train(Engine.BARRIER, data, plan(1, 0, Map.of()));
    TrainedModel two = train(Engine.BARRIER, data, plan(2, 0, Map.of()));
    TrainedModel single =
        train(Engine.BARRIER, data, plan(1, 0, Map.of("max_cat_to_onehot", "999")));

    for (int round = 0; round < 24; round++) {
      assertThat((double) two.summary().history().get(round).validation())
          .isCloseTo(one.summary().history().get(round).validation(), within(1e-4));
    }
    assertThat(one.ubj()).isNotEqualTo(single.ubj());
    assertThat(TreeReader.read(one.ubj()).size()).isEqualTo(24);
  }

  /** The published model: cut at its best round, over segments, with the types of its inputs. */
  @Test
  void theCutModelScoresAsTheLibraryTrainsIt() throws Exception {
    TrainedModel cut = train(Engine.BARRIER, data(1_500, 600), plan(1, 3, Map.of("eta", "0.9")));
    int best = cut.summary().bestIteration();
    assertThat(best).isBetween(1, 20);

    List<Row> fresh = rows(500, 9);
    float[] values = new float[fresh.size() * FEATURES.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = fresh.get(i / FEATURES.size()).getFloat(3 + i % FEATURES.size());
    }
    Booster booster = XGBoost.loadModel(cut.ubj());
    DMatrix matrix = new DMatrix(values, fresh.size(), FEATURES.size(), Float.NaN);
    float[][] plain = booster.predict(matrix, true);
    matrix.setFeatureTypes(new String[] {"q", "c", "c", "c"});
    float[][] typed = booster.predict(matrix, true);
    TreeEnsemble trees = TreeReader.read(cut.ubj());
    float[] ours = new float[fresh.size()];
    trees.add(values, fresh.size(), ours, 1);

    assertThat(booster.getNumBoostedRound()).isEqualTo(best + 1);
    assertThat(booster.getFeatureTypes()).containsExactly("q", "c", "c", "c");
    assertThat(plain).isEqualTo(typed);
    float base = plain[0][0] - ours[0];
    for (int row = 0; row < ours.length; row++) {
      assertThat(ours[row] + base).isCloseTo(plain[row][0], within(1e-5f));
    }
    matrix.dispose();
    booster.dispose();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInterruptedTrainingGoesOnWithTheSameTrees(int workers) {
    TrainingData data = data(1_200, 5_000);
    TrainingPlan plan = plan(workers, 0, Map.of("subsample", "0.7"));
    TrainingCheckpoints all = TrainingCheckpoints.inMemory();
    TrainedModel whole = Trainer.of(Engine.BARRIER).train(data, plan, RoundListener.NONE, all);
    assertThat(all.segments()).hasSizeGreaterThan(1);

    for (int kept = 1; kept <= all.segments().size(); kept++) {
      TrainingCheckpoints some = TrainingCheckpoints.inMemory();
      all.segments().subList(0, kept).forEach(some::keep);
      assertThat(Trainer.of(Engine.BARRIER).train(data, plan, RoundListener.NONE, some).ubj())
          .isEqualTo(whole.ubj());
    }
  }

  /** Types that no input has leave the bytes of a model as they were before there were types. */
  @Test
  void numbersAloneHaveNoTypes() throws Exception {
    InputTypes none = InputTypes.of(FEATURES, Collections.emptySet());
    DMatrix matrix = new DMatrix(new float[] {1, 2, 3, 4}, 1, 4, Float.NaN);
    none.declare(matrix);

    assertThat(matrix.getFeatureTypes()).isNullOrEmpty();
    assertThat(none.declared()).isEmpty();
    assertThat(InputTypes.of(FEATURES, INDICES).declared()).containsExactly("q", "c", "c", "c");
    matrix.dispose();
  }
}
