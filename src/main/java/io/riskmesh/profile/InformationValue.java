package io.riskmesh.profile;

import io.riskmesh.features.BinEvidence;
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
record InformationValue(long goods, long bads, int groups) {

  /** Creates the sums over these groups. */
  static InformationValue over(List<GroupCounts> groups) {
    return new InformationValue(
        groups.stream().mapToLong(group -> group.counts().goods()).sum(),
        groups.stream().mapToLong(group -> group.counts().defaults()).sum(),
        groups.size());
  }

  private boolean hasTwoClasses() {
    return goods > 0 && bads > 0;
  }

  /**
   * Returns the bound that an uninformative column stays below, see {@link ChanceBound}; null
   * without both classes.
   */
  Double noise() {
    return hasTwoClasses() ? Double.valueOf(ChanceBound.of(groups, goods, bads)) : null;
  }

  /**
   * Returns a group's weight of evidence, above 0 if good rows are overrepresented; null without
   * both classes.
   */
  Double weight(GroupCounts group) {
    return hasTwoClasses()
        ? Double.valueOf(evidence().woe(group.counts().goods(), group.counts().defaults()))
        : null;
  }

  /** Returns the information value; null without both classes. */
  Double of(List<GroupCounts> all) {
    BinEvidence evidence = evidence();
    return hasTwoClasses()
        ? all.stream()
            .map(GroupCounts::counts)
            .mapToDouble(counts -> evidence.value(counts.goods(), counts.defaults()))
            .sum()
        : null;
  }

  private BinEvidence evidence() {
    return BinEvidence.of(goods, bads, groups);
  }
}
