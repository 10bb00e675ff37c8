package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.TrainingConfig;
import io.riskmesh.config.TrainingConfig.Engine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EstimatorAbsentTest {

  @Test
  void isSaidBeforeAnythingStarts() {
    assertThat(problems(Engine.ESTIMATOR))
        .containsExactly(
            "training.engine: estimator is not in riskmesh's jar for Spark 4, since XGBoost4J-Spark does not load there; use barrier, the default, or Spark 3.5 and its jar");
    assertThat(problems(Engine.BARRIER)).isEmpty();
  }

  private static List<String> problems(Engine engine) {
    TrainingConfig c = Credits.plan(1, 3, 0, Map.of()).config();
    return BoosterParams.problemsOf(
        new TrainingConfig(
            c.rounds(),
            c.earlyStoppingRounds(),
            c.checkpointRounds(),
            c.workers(),
            c.threadsPerWorker(),
            c.params(),
            c.seed(),
            engine,
            c.timeout()),
        1);
  }
}
