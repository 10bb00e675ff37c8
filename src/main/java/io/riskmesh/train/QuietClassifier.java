package io.riskmesh.train;

import java.util.Arrays;
import java.util.Map;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import org.apache.spark.ml.param.Param;
import scala.collection.immutable.Map$;

/** Creates the estimator with native parameters and stops it from printing every round. */
final class QuietClassifier {
  /** A parameter that only ranking needs, so it can be replaced. */
  private static final String UNUSED = "lambdarank_bias_norm";

  private QuietClassifier() {}

  /**
   * Creates a quiet estimator.
   *
   * @param params native parameters, all of which the estimator must know
   */
  static XGBoostClassifier of(Map<String, String> params) {
    scala.collection.immutable.Map<String, Object> all = Map$.MODULE$.empty();
    for (Map.Entry<String, String> param : params.entrySet()) {
      all = all.updated(param.getKey(), param.getValue());
    }
    XGBoostClassifier classifier = new XGBoostClassifier(all);
    silence(classifier);
    return classifier;
  }

  /**
   * Sets {@code verbose_eval} to false, because the library otherwise prints rounds to the standard
   * error stream. The estimator has no setter for it, drops it from the parameter map, and cannot
   * be subclassed in Java; but its list of parameters accepts a foreign one.
   */
  private static void silence(XGBoostClassifier classifier) {
    Param<?>[] known = classifier.params();
    int at = Arrays.stream(known).map(Param::name).toList().indexOf(UNUSED);
    Param<String> quiet = new Param<>(classifier.uid(), "verbose_eval", "print every n rounds");
    known[at] = quiet;
    classifier.set(quiet, "false");
  }
}
