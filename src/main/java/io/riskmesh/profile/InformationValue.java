package io.riskmesh.profile;

import io.riskmesh.screen.ChanceBound;
import java.util.List;

/**
 * Information value of one column's groups: {@code sum((pct_good - pct_bad) * ln(pct_good /
 * pct_bad))}, where {@code pct_good} is a group's share of all good rows (Siddiqi 2006, Credit Risk
 * Scorecards, chapter 6). Below 0.02 a column is uninformative, up to 0.1 weak, up to 0.3 medium,
 * above that strong; above 0.5 it is suspicious. These limits apply only above {@link #noise}: with
 * 200 rows of which 40 are defaults, an uninformative column has 0.26 on average.
 *
 * <p>Half a row is added to the good and to the bad rows of each group, so that a group without a
 * default has a finite weight of evidence. Missing values form a group, and so do pooled ones.
 */
final class InformationValue {
  private static final double HALF = 0.5;

  private final double goods;
  private final double bads;
  private final int groups;
  private final boolean twoClasses;

  private InformationValue(double goods, double bads, int groups, boolean twoClasses) {
    this.goods = goods;
    this.bads = bads;
    this.groups = groups;
    this.twoClasses = twoClasses;
  }

  /** Creates the sums over these groups. */
  static InformationValue over(List<GroupCounts> groups) {
    double smoothing = HALF * groups.size();
    long goods = groups.stream().mapToLong(group -> group.counts().goods()).sum();
    long bads = groups.stream().mapToLong(group -> group.counts().defaults()).sum();
    return new InformationValue(
        goods + smoothing, bads + smoothing, groups.size(), goods > 0 && bads > 0);
  }

  /**
   * Returns the bound that an uninformative column stays below, see {@link ChanceBound}; null
   * without both classes.
   */
  Double noise() {
    double smoothing = HALF * groups;
    return twoClasses
        ? Double.valueOf(
            ChanceBound.of(groups, Math.round(goods - smoothing), Math.round(bads - smoothing)))
        : null;
  }

  /**
   * Returns a group's weight of evidence, above 0 if good rows are overrepresented; null without
   * both classes.
   */
  Double weight(GroupCounts group) {
    return twoClasses ? Math.log(good(group) / bad(group)) : null;
  }

  /** Returns the information value; null without both classes. */
  Double of(List<GroupCounts> groups) {
    return twoClasses
        ? groups.stream().mapToDouble(g -> (good(g) - bad(g)) * weight(g)).sum()
        : null;
  }

  private double good(GroupCounts group) {
    return (group.counts().goods() + HALF) / goods;
  }

  private double bad(GroupCounts group) {
    return (group.counts().defaults() + HALF) / bads;
  }
}
