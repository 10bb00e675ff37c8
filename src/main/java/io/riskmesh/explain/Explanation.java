package io.riskmesh.explain;

import io.riskmesh.model.ReferenceGroups;
import java.util.List;

/**
 * What drives the scores of test rows. Contributions are exact SHAP values of the trees, in log
 * odds, summed over the inputs of each declared feature. With the mean margin they add up to a
 * row's margin.
 *
 * @param rows test rows that were explained
 * @param testRows all test rows; if they are more, those explained are a sample that depends on
 *     their keys alone
 * @param mean mean margin of the train rows
 * @param features the declared features, those with the largest impact first
 * @param references with whom applicants are compared
 * @param proxies how well the inputs predict the groups of the job; empty without groups
 */
public record Explanation(
    long rows,
    long testRows,
    double mean,
    List<FeatureImpact> features,
    ReferenceGroups references,
    List<GroupProxy> proxies) {

  /**
   * How a feature moves the scores.
   *
   * @param feature name of the feature
   * @param used whether any tree uses it
   * @param impact mean absolute contribution
   * @param low lower end of its 95 % bootstrap interval
   * @param high upper end of the interval
   * @param direction rank correlation of the feature's number and its contribution, from -1 (more
   *     is safer) to 1 (more is riskier); null for categories, and if there is nothing to compare
   * @param agreement how contributions agree with observed defaults
   * @param effect mean contribution for each range or category of the feature; empty except for the
   *     features with the largest impact
   */
  public record FeatureImpact(
      String feature,
      boolean used,
      double impact,
      double low,
      double high,
      Double direction,
      LabelAgreement agreement,
      List<EffectGroup> effect) {
    /** Copies the list. */
    public FeatureImpact {
      effect = List.copyOf(effect);
    }
  }

  /**
   * Correlation of a feature's contributions with the label, from -1 to 1.
   *
   * @param low lower end of its 95 % bootstrap interval
   * @param high upper end of the interval; below 0, the feature pushes scores the wrong way
   */
  public record LabelAgreement(double correlation, double low, double high) {
    /** Returns whether the rows that the feature makes riskier default less often. */
    public boolean contradicts() {
      return high < 0;
    }

    /** Returns whether the rows that the feature makes riskier default more often. */
    public boolean confirms() {
      return low > 0;
    }
  }

  /**
   * Rows with similar values of a feature; rates and means are weighted.
   *
   * @param name name of the category; null for a range of numbers
   * @param from smallest number, as the model sees it; null for categories and masked columns
   * @param to largest number; null like {@code from}
   * @param rows number of rows
   * @param contribution mean contribution
   * @param rate observed default rate
   * @param low lower end of the rate's 95 % interval
   * @param high upper end of the interval
   */
  public record EffectGroup(
      String name,
      Double from,
      Double to,
      long rows,
      double contribution,
      double rate,
      double low,
      double high) {}

  /** Replaces a field that older runs lack. */
  public Explanation {
    features = List.copyOf(features);
    proxies = proxies == null ? List.of() : List.copyOf(proxies);
  }

  /** Returns the explanation with a check of the groups. */
  public Explanation with(List<GroupProxy> checked) {
    return new Explanation(rows, testRows, mean, features, references, checked);
  }

  /** Returns the features that no tree uses. */
  public List<FeatureImpact> unused() {
    return features.stream().filter(feature -> !feature.used()).toList();
  }

  /** Returns the features that push scores the wrong way. */
  public List<FeatureImpact> contradicting() {
    return features.stream().filter(feature -> feature.agreement().contradicts()).toList();
  }
}
