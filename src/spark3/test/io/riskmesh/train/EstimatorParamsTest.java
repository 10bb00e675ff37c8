package io.riskmesh.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.spark.QuietClassifier;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import org.apache.spark.ml.param.Param;
import org.junit.jupiter.api.Test;

class EstimatorParamsTest {

  @Test
  void estimatorKnowsEveryParameter() {
    Map<String, String> all = new TreeMap<>();
    for (BoosterParam param : BoosterParam.values()) {
      all.put(param.nativeName(), param.standard().orElse("2"));
    }
    all.put("base_score", "0.3");

    XGBoostClassifier classifier = QuietClassifier.of(all);

    assertThat(Arrays.stream(classifier.params()).map(Param::name))
        .doesNotHaveDuplicates()
        .contains("verbose_eval", BoosterConstraints.MONOTONE, BoosterConstraints.INTERACTION)
        .containsAll(all.keySet());
    assertThat(classifier.getParam("max_cat_threshold"))
        .satisfies(param -> assertThat(classifier.get(param).get()).isEqualTo("2"));
  }
}
