package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoosterParamsTest {

  @Test
  void acceptsEveryDefault() {
    assertThat(BoosterParams.problems(BoosterParams.effective(Map.of()))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_depth|0x4",
        "max_depth|-1",
        "max_depth|2.0",
        "max_depth|99999999999",
        "max_depth|''",
        "eta|0",
        "eta|1.01",
        "eta|NaN",
        "eta|0.1f",
        "lambda|-0.1",
        "lambda|1e39",
        "gamma|Infinity",
        "subsample|0",
        "colsample_bytree|1.5",
        "base_score|1",
        "objective|binary:logitraw",
        "objective|reg:squarederror",
        "eval_metric|ndcg",
        "eval_metric|auc,ndcg",
        "eval_metric|auc,auc",
        "eval_metric|auc,",
        "scale_pos_weight|0",
        "scale_pos_weight|automatic",
        "tree_method|exact",
        "tree_method|gpu_hist",
        "booster|dart",
        "device|cuda:1",
        "max_bin|1",
      })
  void refusesValuesOutOfRange(String name, String value) {
    assertThat(BoosterParams.problems(Map.of(name, value)))
        .singleElement()
        .asString()
        .startsWith("training.params." + name + ": " + value + " is not ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "max_depth|12",
        "eta|1",
        "eta|1e-3",
        "eta|.5",
        "lambda|0",
        "subsample|1.0",
        "eval_metric|aucpr",
        "tree_method|approx",
        "scale_pos_weight|2.5",
        "scale_pos_weight|auto",
        "eval_metric|auc,logloss,aucpr",
        "device|cuda",
        "seed_per_iteration|true",
      })
  void acceptsValuesInRange(String name, String value) {
    assertThat(BoosterParams.problems(Map.of(name, value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "learning_rate,write eta",
    "reg_lambda,write lambda",
    "reg_alpha,write alpha",
    "min_split_loss,write gamma",
    "n_estimators,set training.rounds instead",
    "num_round,set training.rounds instead",
    "nthread,set training.threadsPerWorker instead",
    "num_workers,set training.workers instead",
    "seed,set training.seed instead",
    "monotone_constraints,set monotone of the features instead",
    "interaction_constraints,set interactions instead",
    "max_dept,did you mean max_depth?",
    "colsample_by_tree,did you mean colsample_bytree?",
  })
  void namesTheWayOut(String name, String way) {
    assertThat(BoosterParams.problems(Map.of(name, "1")))
        .singleElement()
        .asString()
        .startsWith("training.params." + name + ": ")
        .contains(way);
  }

  @Test
  void saysAllProblemsAtOnce() {
    assertThat(BoosterParams.problems(Map.of("etta", "1", "max_depth", "x", "lambda", "-1")))
        .hasSize(3);
  }

  @Test
  void refusesTreesWithoutAnyLimit() {
    assertThat(BoosterParams.problems(Map.of("max_depth", "0")))
        .containsExactly(
            "training.params.max_depth: 0 means no limit and requires max_leaves above 0");
    assertThat(BoosterParams.problems(Map.of("max_depth", "0", "max_leaves", "31"))).isEmpty();
  }

  @Test
  void remarksOnAScaleThatMovesTheMetricThatDecides() {
    assertThat(BoosterParams.remark(Map.of("scale_pos_weight", "4.5")))
        .hasValueSatisfying(
            remark -> assertThat(remark).contains("4.5", "logloss", "let auc or aucpr decide"));
    assertThat(BoosterParams.remark(Map.of("scale_pos_weight", "4.5", "eval_metric", "auc,rmse")))
        .isEmpty();
    assertThat(BoosterParams.remark(Map.of("eval_metric", "logloss"))).isEmpty();
  }

  @Test
  void refusesAMissingValue() {
    Map<String, String> params = new TreeMap<>();
    params.put("eta", null);

    assertThat(BoosterParams.problems(params)).hasSize(1);
  }

  /** The estimator drops unknown parameters, so it must know every parameter that is allowed. */
}
