package io.riskmesh.train;

import java.util.Arrays;
import java.util.Map;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import org.apache.spark.ml.param.Param;
import scala.collection.immutable.Map$;

/** Makes the estimator with our native parameters and keeps it from printing every round. */
final class QuietClassifier {
  /** For ranking only, so nobody misses it. */
  private static final String UNUSED = "lambdarank_bias_norm";

  private QuietClassifier() {}

  /**
   * @param params native parameters, all of which the estimator knows
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
   * The library prints rounds to the process's error stream unless it is given {@code
   * verbose_eval}, for which the estimator has no setter, whose map it drops, and of which Java
   * cannot make a subclass. Its list of parameters takes a foreign one, however.
   */
  private static void silence(XGBoostClassifier classifier) {
    Param<?>[] known = classifier.params();
    int at = Arrays.stream(known).map(Param::name).toList().indexOf(UNUSED);
    Param<String> quiet = new Param<>(classifier.uid(), "verbose_eval", "print every n rounds");
    known[at] = quiet;
    classifier.set(quiet, "false");
  }
}
