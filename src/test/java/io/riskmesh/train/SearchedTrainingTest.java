package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.ClassFactors;
import io.riskmesh.config.ModelConfig;
import io.riskmesh.config.TrainingConfig;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.train.FoldPlan.FoldModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search honours what training does: categories, class weights, constraints, several metrics. */
@ExtendWith(SparkTest.class)
class SearchedTrainingTest {
  private static final int ROUNDS = 12;
  private static final Map<String, String> CHANGED = Map.of("max_depth", "5");

  /** Position of the feature {@code with space} in a row; here, it holds categories. */
  private static final int CATEGORY_AT = 7;

  private static final ClassFactors WEIGHTS = new ClassFactors(1, 4);
  private static final Set<String> INDICES = Set.of("with space");

  private final SparkSession spark = SparkTest.session();

  /** Tries one change of the parameters. */
  private record OneTrial() implements TrialProposals {
    private static final long serialVersionUID = 1L;

    @Override
    public Optional<Map<String, String>> next(List<TrialResult> earlier) {
      return earlier.isEmpty() ? Optional.of(CHANGED) : Optional.empty();
    }

    @Override
    public List<Integer> rungs(int firstRounds, Map<String, String> params) {
      return List.of();
    }

    @Override
    public boolean goesOn(List<TrialResult> earlier, List<Double> scores) {
      return true;
    }
  }

  private record NoJournal() implements TrialJournal {
    @Override
    public List<TrialResult> trials() {
      return List.of();
    }

    @Override
    public void keep(TrialResult trial) {}
  }

  private static List<Row> rows(int count, long seed) {
    List<Row> rows = new ArrayList<>();
    for (Row row : Credits.rows(count, seed)) {
      rows.add(Credits.with(row, CATEGORY_AT, (float) Math.floorMod(row.getLong(0), 9)));
    }
    return rows;
  }

  private TrainingData data(List<Row> train, List<Row> validation, Set<String> indices) {
    return new TrainingData(
        Credits.frame(spark, train),
        Credits.frame(spark, validation),
        Credits.FEATURES,
        indices,
        train.size(),
        validation.size());
  }

  private TrainingData data(Set<String> indices) {
    return data(rows(800, 1), rows(300, 2), indices);
  }

  /** Demands that the risk falls with the amount, which it does not. */
  private static BoosterConstraints constraints() {
    List<DeclaredFeature> features = new ArrayList<>();
    features.add(new DeclaredFeature("amount", true, 1, MonotoneDirection.DECREASING));
    Credits.FEATURES.stream()
        .skip(1)
        .forEach(name -> features.add(new DeclaredFeature(name, true, 1)));
    return BoosterConstraints.of(features, List.of());
  }

  private static TrainingPlan plan(
      int workers, String metrics, ClassFactors weights, BoosterConstraints constraints) {
    TrainingConfig config =
        new TrainingConfig(
            ROUNDS,
            0,
            OptionalInt.of(ROUNDS),
            OptionalInt.of(workers),
            1,
            Map.of("eta", "0.5", "max_depth", "2", "eval_metric", metrics),
            42,
            TrainingConfig.Engine.BARRIER,
            Duration.ofMinutes(2),
            weights,
            ModelConfig.BOOSTER);
    return new TrainingPlan(config, 42, constraints);
  }

  private double searched(TrainingData data, TrainingPlan plan) {
    return TrialSearch.run(data, plan, new OneTrial(), Duration.ofHours(1), new NoJournal())
        .get(0)
        .score();
  }

  private static double trained(TrainingData data, TrainingPlan plan) {
    Map<String, String> params = new HashMap<>(plan.config().params());
    params.putAll(CHANGED);
    TrainingPlan changed =
        new TrainingPlan(plan.config().withParams(params), plan.seed(), plan.constraints());
    List<TrainSummary.Round> history =
        Trainer.of(TrainingConfig.Engine.BARRIER)
            .train(data, changed, RoundListener.NONE)
            .summary()
            .history();
    return history.get(ROUNDS - 1).validation();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aTrialHonoursAllThatTrainingDoes(int workers) {
    for (String metrics : List.of("logloss,auc", "aucpr,logloss", "auc")) {
      TrainingPlan plan = plan(workers, metrics, WEIGHTS, constraints());
      double score = searched(data(INDICES), plan);
      assertThat(score).as(metrics).isCloseTo(trained(data(INDICES), plan), within(1e-6));
      assertThat(score).as("categories").isNotEqualTo(searched(data(Set.of()), plan));
      assertThat(score)
          .as("class weights")
          .isNotEqualTo(
              searched(data(INDICES), plan(workers, metrics, ClassFactors.EQUAL, constraints())));
      assertThat(score)
          .as("constraints")
          .isNotEqualTo(
              searched(data(INDICES), plan(workers, metrics, WEIGHTS, BoosterConstraints.NONE)));
    }
  }

  @Test
  void aFoldHonoursAllThatTrainingDoes() {
    List<Row> rows = rows(600, 3);
    FoldPlan folds = new FoldPlan(3, 1, 42, List.of(new FoldModel(CHANGED, ROUNDS)));
    long[] hashes = rows.stream().mapToLong(row -> row.getLong(0)).toArray();
    for (String metrics : List.of("logloss,auc", "auc,logloss")) {
      TrainingPlan plan = plan(2, metrics, WEIGHTS, constraints());
      List<FoldScore> scores =
          FoldScoring.run(data(rows.subList(0, 450), rows.subList(450, 600), INDICES), plan, folds);
      for (int fold = 0; fold < 3; fold++) {
        TrainingData parted =
            data(
                chosen(rows, folds.rows(hashes, 0, fold, false)),
                chosen(rows, folds.rows(hashes, 0, fold, true)),
                INDICES);
        assertThat(scores.get(fold).scores().get(0))
            .as(metrics)
            .isCloseTo(trained(parted, plan(1, metrics, WEIGHTS, constraints())), within(1e-6));
      }
    }
  }

  private static List<Row> chosen(List<Row> rows, int[] positions) {
    return IntStream.of(positions).mapToObj(rows::get).toList();
  }

  @Test
  void otherRoundsKeepTheClassWeights() {
    TrainingConfig config = plan(1, "auc", WEIGHTS, BoosterConstraints.NONE).config();
    assertThat(config.withRounds(3).classWeights()).isEqualTo(WEIGHTS);
    assertThat(config.withParams(Map.of()).classWeights()).isEqualTo(WEIGHTS);
    assertThat(config.alone().classWeights()).isEqualTo(WEIGHTS);
  }
}
