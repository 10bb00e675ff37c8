package io.riskmesh.screen;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * The figures of a candidate, and what was decided.
 *
 * @param name name of the declared feature
 * @param cells groups of train rows that the information value compares
 * @param informationValue on train; half a row is added to the good and to the bad rows of each
 *     cell
 * @param chance information value that an uninformative feature has on average
 * @param noise information value that an uninformative feature stays below in 999 of 1,000 cases
 * @param auc of the feature alone on train, at least 0.5: of the number or, for a feature that is
 *     none, of its cells in the order of their default rates
 * @param missing share of train rows in which one of its columns has no value
 * @param validation how validation differs from train
 * @param vintage the vintage that differs most from train; null without event times
 * @param correlation the strongest correlation with a feature of higher information value that the
 *     model uses; null without one
 * @param decision what was decided
 * @param reasons why, in one clause each; empty for a feature about which there is nothing to say
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ScreenedFeature(
    String name,
    int cells,
    double informationValue,
    double chance,
    double noise,
    double auc,
    double missing,
    PartStability validation,
    VintageStability vintage,
    FeatureCorrelation correlation,
    ScreeningDecision decision,
    List<String> reasons) {

  /** What becomes of a candidate. */
  public enum ScreeningDecision {
    /** The model uses it. */
    USED,
    /** The model uses it although it is beyond a limit, since the job says so. */
    KEPT,
    /** The model does not use it. */
    DROPPED;

    /** Returns the word in files. */
    @JsonValue
    public String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Population stability index of two samples over the cells.
   *
   * @param noise index that two samples of one population stay below in 999 of 1,000 cases
   */
  public record PartStability(double psi, double noise) {}

  /** The same for the rows of a period. */
  public record VintageStability(String name, double psi, double noise) {}

  /** Correlation of the weights of evidence of two features, on a sample of train. */
  public record FeatureCorrelation(String with, double value) {}

  /** Returns the candidate with a decision. */
  ScreenedFeature decided(ScreeningDecision other, List<String> why) {
    return new ScreenedFeature(
        name,
        cells,
        informationValue,
        chance,
        noise,
        auc,
        missing,
        validation,
        vintage,
        correlation,
        other,
        why);
  }

  /** Returns the candidate with its strongest correlation. */
  ScreenedFeature correlated(FeatureCorrelation strongest) {
    return new ScreenedFeature(
        name,
        cells,
        informationValue,
        chance,
        noise,
        auc,
        missing,
        validation,
        vintage,
        strongest,
        decision,
        reasons);
  }
}
