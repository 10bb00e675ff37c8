package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.ClassFactors;
import io.riskmesh.config.TrainingConfig.Engine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Java and the library evaluate the validation rows alike, to the last bit. */
@ExtendWith(SparkTest.class)
class ValidationRowsTest {
  private static final int ROUNDS = 14;

  private record CreditRow(Row row, boolean isValidation) implements ShardRow {
    @Override
    public long hash() {
      return row.getLong(0);
    }

    @Override
    public float label() {
      return row.getFloat(1);
    }

    @Override
    public float weight() {
      return row.getFloat(2);
    }

    @Override
    public void copyFeatures(float[] values, int at) {
      for (int i = 0; i < Credits.FEATURES.size(); i++) {
        values[at + i] = row.getFloat(4 + i);
      }
    }
  }

  static Stream<Map<String, String>> params() {
    Stream<Map<String, String>> metrics =
        Stream.of("logloss", "auc", "aucpr", "error", "rmse", "mae")
            .map(metric -> Map.of("eval_metric", metric, "max_depth", "3"));
    return Stream.concat(
        metrics,
        Stream.of(
            Map.of("subsample", "0.6", "colsample_bynode", "0.5", "max_depth", "8"),
            Map.of("num_parallel_tree", "3", "subsample", "0.5", "colsample_bytree", "0.6"),
            Map.of("base_score", "0.123", "scale_pos_weight", "3"),
            Map.of("eval_metric", "error,aucpr,logloss,auc", "max_depth", "3"),
            Map.of("eval_metric", "auc,rmse", "subsample", "0.6"),
            Map.of("monotone_constraints", "(1,0,-1,0,0,0)", "interaction_constraints", "[[0,1]]"),
            Map.of("grow_policy", "lossguide", "max_leaves", "9", "max_depth", "0")));
  }

  @ParameterizedTest
  @MethodSource("params")
  void bothWaysAgree(Map<String, String> params) throws Exception {
    List<BoostingSegment> natives = run(course(params, 1, false), List.of());

    for (int threads = 1; threads < 4; threads++) {
      requireSame(run(course(params, threads, true), List.of()), natives);
    }
  }

  @ParameterizedTest
  @MethodSource("params")
  void bothWaysGoOnAlike(Map<String, String> params) throws Exception {
    List<BoostingSegment> whole = run(course(params, 1, false), List.of());

    for (int kept = 1; kept < whole.size(); kept++) {
      for (boolean followsTrees : new boolean[] {false, true}) {
        requireSame(
            run(course(params, 1, followsTrees), whole.subList(0, kept)),
            whole.subList(kept, whole.size()));
      }
    }
  }

  @Test
  void refusesMarginsThatTheLibraryDoesNotConfirm() throws Exception {
    try (RowShard.Matrices matrices = shard().matrices(true)) {
      ValidationRows validation = matrices.validation();
      validation.open(course(Map.of(), 1, true));
      Booster one = boosted(matrices.train(), "2");
      validation.metrics(one, 0);
      validation.confirm(one);
      Booster other = boosted(matrices.train(), "3");
      assertThatThrownBy(() -> validation.confirm(other))
          .isInstanceOf(UnrepeatableFailure.class)
          .hasMessageContaining("but XGBoost gives it");
    }
  }

  private static Booster boosted(DMatrix matrix, String depth) throws Exception {
    Map<String, Object> params =
        new HashMap<>(course(Map.of("max_depth", depth), 1, true).params());
    return XGBoost.train(matrix, params, 1, new HashMap<>(), null, null);
  }

  /** The estimator evaluates natively, whatever the rows. */
  @ParameterizedTest
  @ValueSource(strings = {"logloss", "error", "rmse", "mae"})
  @EnabledIf("io.riskmesh.spark.EstimatorTraining#isPresent")
  void severalWorkersEvaluateTogether(String metric) {
    SparkSession spark = SparkTest.session();
    TrainingData data = Credits.data(spark, Credits.rows(2_000, 3), Credits.rows(6_000, 4));
    TrainingPlan plan = plan(2, Map.of("eval_metric", metric, "max_depth", "3"));
    assertThat(plan.followsTrees(2_000, 3_000)).isTrue();

    TrainingCheckpoints checkpoints = TrainingCheckpoints.inMemory();
    TrainedModel estimated = Trainer.of(Engine.ESTIMATOR).train(data, plan, RoundListener.NONE);
    TrainedModel trained =
        Trainer.of(Engine.BARRIER).train(data, plan, RoundListener.NONE, checkpoints);
    assertThat(trained.ubj()).isEqualTo(estimated.ubj());
    assertThat(trained.summary().history()).isEqualTo(estimated.summary().history());

    assertThat(checkpoints.segments()).isNotEmpty();
    TrainedModel resumed =
        Trainer.of(Engine.BARRIER).train(data, plan, RoundListener.NONE, checkpoints);
    assertThat(resumed.ubj()).isEqualTo(trained.ubj());
    assertThat(resumed.summary().history()).isEqualTo(trained.summary().history());
  }

  @Test
  void javaEvaluatesWhereManyRowsMeetSmallTrees() {
    assertThat(auto(Map.of("max_depth", "3")).followsTrees(600_000, 200_000)).isTrue();
    assertThat(auto(Map.of("max_depth", "6")).followsTrees(600_000, 200_000)).isFalse();
    assertThat(auto(Map.of("max_depth", "3")).followsTrees(600, 200)).isFalse();
    assertThat(auto(Map.of("max_depth", "12")).followsTrees(600_000, 200_000)).isFalse();
    assertThat(auto(Map.of("max_depth", "0", "max_leaves", "16")).followsTrees(600_000, 200_000))
        .isTrue();
    assertThat(auto(Map.of("num_parallel_tree", "100")).followsTrees(600_000, 200_000)).isFalse();
  }

  /** Returns a plan of 500 rounds with the segments of 600,000 rows. */
  private static TrainingPlan auto(Map<String, String> params) {
    return Credits.plan(1, 500, 0, 166, params, Duration.ofMinutes(2));
  }

  private static TrainingPlan plan(int workers, Map<String, String> params) {
    return Credits.plan(workers, ROUNDS, 0, 4, params, Duration.ofMinutes(2));
  }

  private static TrainingCourse course(
      Map<String, String> params, int threads, boolean followsTrees) {
    return new TrainingCourse(plan(1, params).params(threads), ROUNDS, 0, 4, followsTrees, 1);
  }

  private static RowShard shard() {
    List<ShardRow> rows = new ArrayList<>();
    Credits.rows(700, 5).forEach(row -> rows.add(new CreditRow(row, false)));
    Credits.rows(1_000, 6).forEach(row -> rows.add(new CreditRow(row, true)));
    return RowShard.read(
        rows.iterator(), InputTypes.of(Credits.FEATURES, Set.of()), 700, ClassFactors.EQUAL);
  }

  private static List<BoostingSegment> run(TrainingCourse course, List<BoostingSegment> earlier)
      throws Exception {
    try (RowShard.Matrices matrices = shard().matrices(course.followsTrees())) {
      RoundLoop loop = new RoundLoop(course, matrices);
      for (BoostingSegment segment : earlier) {
        loop.goOn(segment);
      }
      return loop.run(ReportSender.none(), () -> {}, true);
    }
  }

  private static void requireSame(List<BoostingSegment> ours, List<BoostingSegment> theirs) {
    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.size(); i++) {
      assertThat(ours.get(i).firstRound()).isEqualTo(theirs.get(i).firstRound());
      assertThat(ours.get(i).history()).isEqualTo(theirs.get(i).history());
      assertThat(ours.get(i).model()).isEqualTo(theirs.get(i).model());
    }
  }
}
