package io.riskmesh.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.TuneConfig;
import io.riskmesh.config.TuneRange;
import io.riskmesh.config.TuneRange.RangeScale;
import io.riskmesh.split.Jobs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  private static List<String> problems(String name, double from, double to) {
    return SearchSpace.problems(config(name, from, to), Jobs.of("x").job().training());
  }

  private static TuneConfig config(String name, double from, double to) {
    return new TuneConfig(10, 10, Map.of(name, new TuneRange(from, to, RangeScale.LINEAR)));
  }

  @Test
  void theDefaultRangesAreValid() {
    assertThat(SearchSpace.problems(TuneConfig.STANDARD, Jobs.of("x").job().training())).isEmpty();
    assertThat(SearchSpace.of(TuneConfig.STANDARD).dimensions())
        .extracting(SearchDimension::name)
        .containsExactly(
            "colsample_bytree",
            "eta",
            "gamma",
            "lambda",
            "max_depth",
            "min_child_weight",
            "subsample");
  }

  @Test
  void anEndMustBeInTheParametersOwnDomain() {
    assertThat(problems("eta", 0.1, 1.5))
        .containsExactly("tune.ranges.eta: 1.5 is not a number in (0, 1]");
    assertThat(problems("max_depth", 2.5, 6))
        .containsExactly("tune.ranges.max_depth: 2.5 is not an integer in [0, 1000]");
    assertThat(problems("booster", 0, 1)).containsExactly("tune.ranges.booster: 0 is not gbtree");
  }

  @Test
  void anUnknownNameIsSentToTheRightOne() {
    assertThat(problems("max_dept", 2, 6))
        .containsExactly("tune.ranges.max_dept: unknown parameter; did you mean max_depth?");
    assertThat(problems("learning_rate", 0.1, 0.2))
        .containsExactly(
            "tune.ranges.learning_rate: XGBoost4J-Spark ignores this alias; write eta");
    assertThat(problems("n_estimators", 10, 20))
        .containsExactly("tune.ranges.n_estimators: set training.rounds instead");
  }

  @Test
  void aDepthWithoutLimitNeedsALimitOfLeaves() {
    assertThat(problems("max_depth", 0, 6))
        .containsExactly(
            "training.params.max_depth: 0 means no limit and requires max_leaves above 0");
  }
}
