package io.riskmesh.sagemaker;

import io.riskmesh.explain.Explanation;
import io.riskmesh.explain.Explanation.FeatureImpact;
import java.util.Map;
import java.util.TreeMap;

/**
 * What drives the scores, as Clarify writes it to {@code analysis.json}. Clarify estimates SHAP
 * values with a kernel, and its readers look for them under that name; these are the exact ones of
 * the trees, in log odds, by declared feature.
 */
final class ShapAnalysis {
  private ShapAnalysis() {}

  static Map<String, Object> of(Explanation explanation) {
    Map<String, Double> impacts = new TreeMap<>();
    for (FeatureImpact feature : explanation.features()) {
      impacts.put(feature.feature(), feature.impact());
    }
    Map<String, Object> label =
        Map.of("global_shap_values", impacts, "expected_value", explanation.mean());
    return Map.of("version", "1.0", "explanations", Map.of("kernel_shap", Map.of("label0", label)));
  }
}
