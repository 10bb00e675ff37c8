package io.riskmesh.profile;

import java.util.List;

/**
 * How well the groups of one column tell the good from the bad: {@code sum((pct_good - pct_bad) *
 * ln(pct_good / pct_bad))}, where {@code pct_good} is a group's share of all good rows (Siddiqi
 * 2006, Credit Risk Scorecards, chapter 6). Below 0.02 a column says nothing, up to 0.1 little, up
 * to 0.3 something, above much; above 0.5 one asks why. All of that holds above {@link #noise}
 * only: of 200 rows with 40 defaults a column that knows nothing has 0.26 on average.
 *
 * <p>Half a row is added to the good and to the bad of each group, so that a group without a
 * default has a finite weight of evidence. Missing values are a group, and so are pooled ones.
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

  /** Of these groups together. */
  static InformationValue over(List<GroupCounts> groups) {
    double smoothing = HALF * groups.size();
    long goods = groups.stream().mapToLong(GroupCounts::goods).sum();
    long bads = groups.stream().mapToLong(GroupCounts::defaults).sum();
    return new InformationValue(
        goods + smoothing, bads + smoothing, groups.size(), goods > 0 && bads > 0);
  }

  /** What a column that knows nothing stays below, see {@link ChanceBound}; null likewise. */
  Double noise() {
    double smoothing = HALF * groups;
    return twoClasses
        ? Double.valueOf(
            ChanceBound.of(groups, Math.round(goods - smoothing), Math.round(bads - smoothing)))
        : null;
  }

  /** Weight of evidence of a group: above 0 where the good are more frequent; null without both. */
  Double weight(GroupCounts group) {
    return twoClasses ? Math.log(good(group) / bad(group)) : null;
  }

  /** The information value; null without both classes. */
  Double of(List<GroupCounts> groups) {
    return twoClasses
        ? groups.stream().mapToDouble(g -> (good(g) - bad(g)) * weight(g)).sum()
        : null;
  }

  private double good(GroupCounts group) {
    return (group.goods() + HALF) / goods;
  }

  private double bad(GroupCounts group) {
    return (group.defaults() + HALF) / bads;
  }
}
