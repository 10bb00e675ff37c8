package io.riskmesh.spark;

import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.scala.spark.XGBoostClassifier;
import org.apache.spark.ml.param.Param;

/**
 * Creates the estimator with native parameters and stops it from printing every round.
 *
 * <p>The estimator drops parameters that are not in its list, has no setter for them, and cannot be
 * subclassed in Java. But its list accepts a foreign parameter in the place of one that only
 * ranking needs.
 */
public final class QuietClassifier {
  private static final String UNUSED = "lambdarank_";

  private QuietClassifier() {}

  /** Creates a quiet estimator with native parameters. */
  public static XGBoostClassifier of(Map<String, String> params) {
    XGBoostClassifier classifier =
        new XGBoostClassifier(ScalaInterop.<String, Object>immutable(new HashMap<>(params)));
    // The library otherwise prints rounds to the standard error stream.
    add(classifier, "verbose_eval", "false");
    params.forEach(
        (name, value) -> {
          if (!classifier.hasParam(name)) {
            add(classifier, name, value);
          }
        });
    return classifier;
  }

  private static void add(XGBoostClassifier classifier, String name, String value) {
    Param<?>[] known = classifier.params();
    int at = 0;
    while (!known[at].name().startsWith(UNUSED)) {
      at++;
    }
    Param<String> foreign = new Param<>(classifier.uid(), name, "native parameter");
    known[at] = foreign;
    classifier.set(foreign, value);
  }
}
