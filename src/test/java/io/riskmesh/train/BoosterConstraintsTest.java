package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.TrainingConfig.Engine;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.model.TreeReader;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Constraints by name become positions, and the trees keep them. */
@ExtendWith(SparkTest.class)
class BoosterConstraintsTest {
  private static final MonotoneDirection UP = MonotoneDirection.INCREASING;
  private static final MonotoneDirection DOWN = MonotoneDirection.DECREASING;

  /** The features of {@link Credits}; the last has three inputs. */
  private static final List<DeclaredFeature> FREE = features(null, null);

  private static List<DeclaredFeature> features(MonotoneDirection amount, MonotoneDirection noise) {
    return List.of(
        new DeclaredFeature("amount", true, 1, amount),
        new DeclaredFeature("purpose", false, 1),
        new DeclaredFeature("month", true, 1),
        new DeclaredFeature("noise", true, 3, noise));
  }

  @Test
  void nothingIsConstrainedUnlessTheJobSaysSo() {
    assertThat(BoosterConstraints.of(FREE, List.of()).params()).isEmpty();
    assertThat(BoosterConstraints.NONE.params()).isEmpty();
    // A run of an earlier release has no list of declared features.
    assertThat(BoosterConstraints.of(List.of(), List.of()).params()).isEmpty();
  }

  @Test
  void aDirectionIsThatOfTheNumberAndNotOfItsIndicators() {
    assertThat(BoosterConstraints.of(features(UP, DOWN), List.of()).params())
        .isEqualTo(Map.of("monotone_constraints", "(1,0,0,-1,0,0)"));
    assertThat(
            BoosterConstraints.of(List.of(new DeclaredFeature("x", true, 1, UP)), List.of())
                .params())
        .isEqualTo(Map.of("monotone_constraints", "(1)"));
  }

  /** A domain is learned anew every night; the sign stays on its feature. */
  @Test
  void aDirectionFollowsItsFeatureWhenADomainBeforeItGrows() {
    DeclaredFeature number = new DeclaredFeature("amount", true, 2, DOWN);
    for (int values = 1; values < 5; values++) {
      List<DeclaredFeature> night = List.of(new DeclaredFeature("purpose", false, values), number);
      assertThat(BoosterConstraints.of(night, List.of()).params())
          .containsEntry("monotone_constraints", "(" + "0,".repeat(values) + "-1,0)");
    }
  }

  @Test
  void aGroupHasAllInputsOfItsFeaturesAndOthersAreAlone() {
    assertThat(BoosterConstraints.of(FREE, List.of(List.of("noise", "amount"))).params())
        .isEqualTo(Map.of("interaction_constraints", "[[3,4,5,0],[1],[2]]"));
    assertThat(
            BoosterConstraints.of(
                    FREE, List.of(List.of("amount", "purpose"), List.of("purpose", "month")))
                .params())
        .as("a feature may be in two groups; one in none may combine its own inputs")
        .isEqualTo(Map.of("interaction_constraints", "[[0,1],[1,2],[3,4,5]]"));
  }

  /** The label rises with the amount, so these trees would not keep a falling one by themselves. */
  @ParameterizedTest
  @MethodSource("io.riskmesh.train.Credits#engines")
  void theTreesOfBothEnginesKeepDirections(Engine engine, SparkSession spark) throws Exception {
    BoosterConstraints falling = BoosterConstraints.of(features(DOWN, UP), List.of());
    TrainedModel free = train(engine, spark, BoosterConstraints.NONE);
    TrainedModel kept = train(engine, spark, falling);

    assertThatThrownBy(() -> falling.require(free.ubj()))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.FAILED))
        .hasMessageMatching("tree \\d+ breaks monotone: \\w+ of feature (amount|noise): .*");
    assertThatCode(() -> falling.require(kept.ubj())).doesNotThrowAnyException();
    assertThat(kept.summary().params()).containsEntry("monotone_constraints", "(-1,0,0,1,0,0)");
    for (Row row : Credits.rows(50, 5)) {
      float[] scores =
          Credits.predict(kept.ubj(), List.of(Credits.with(row, 4, -2f), Credits.with(row, 4, 2f)));
      assertThat(scores[1]).isLessThanOrEqualTo(scores[0]);
    }
  }

  @ParameterizedTest
  @MethodSource("io.riskmesh.train.Credits#engines")
  void theTreesOfBothEnginesKeepGroups(Engine engine, SparkSession spark) {
    BoosterConstraints pairs = BoosterConstraints.of(FREE, List.of(List.of("amount", "purpose")));
    TrainedModel free = train(engine, spark, BoosterConstraints.NONE);
    TrainedModel kept = train(engine, spark, pairs);

    assertThatThrownBy(() -> pairs.require(free.ubj()))
        .isInstanceOf(RunException.class)
        .hasMessageMatching("tree \\d+ combines features that share no group: .*");
    assertThatCode(() -> pairs.require(kept.ubj())).doesNotThrowAnyException();
    // Alone, the other features are still used.
    assertThat(TreeReader.read(kept.ubj()).compared().boxed()).contains(2, 3);
  }

  /** The first segments were boosted without the constraint, as if XGBoost had ignored it. */
  @Test
  void aModelWithATreeThatBreaksAConstraintIsNotReturned(SparkSession spark) {
    TrainingPlan plan = Credits.plan(1, 30, 0, 10, Map.of("max_depth", "4"), Duration.ofMinutes(2));
    TrainingCheckpoints checkpoints = TrainingCheckpoints.inMemory();
    Trainer trainer = Trainer.of(Engine.BARRIER);
    trainer.train(Credits.data(spark), plan, RoundListener.NONE, checkpoints);
    TrainingPlan falling =
        new TrainingPlan(
            plan.config(), plan.seed(), BoosterConstraints.of(features(DOWN, null), List.of()));

    assertThat(checkpoints.segments()).isNotEmpty();
    assertThatThrownBy(
            () -> trainer.train(Credits.data(spark), falling, RoundListener.NONE, checkpoints))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("tree 0 breaks monotone: decreasing of feature amount");
  }

  private static TrainedModel train(
      Engine engine, SparkSession spark, BoosterConstraints constraints) {
    TrainingPlan plan = Credits.plan(1, 40, 0, Map.of("max_depth", "5", "eta", "0.3"));
    return Trainer.of(engine)
        .train(
            Credits.data(spark),
            new TrainingPlan(plan.config(), plan.seed(), constraints),
            RoundListener.NONE);
  }
}
