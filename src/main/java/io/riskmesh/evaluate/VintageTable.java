package io.riskmesh.evaluate;

import io.riskmesh.config.SplitPart;
import java.util.List;

/**
 * Metrics of test and out-of-time rows by the time of their event.
 *
 * @param period {@code quarter}, or {@code year} if there are more than 20 quarters
 * @param rows rows that the metrics describe
 * @param ofRows rows of both parts; more than {@code rows} if these are a sample
 * @param untimed rows without an event time, in no vintage
 * @param hidden rows in no vintage because theirs would have fewer than ten rows, or no weight
 * @param vintages by part and time
 */
public record VintageTable(
    String period, long rows, long ofRows, long untimed, long hidden, List<Vintage> vintages) {

  /**
   * Rows of one part and period. Neighbours with fewer than ten rows are merged.
   *
   * @param name {@code 2024-Q1}, {@code 2024}, or a range of them; a number if the event time is
   *     masked
   * @param rows rows, weighted
   * @param effectiveRows effective number of rows
   * @param defaults defaults, weighted
   * @param rate default rate
   * @param low lower end of its 95 % Wilson interval
   * @param high upper end of the interval
   * @param pd mean calibrated probability, before it is anchored
   * @param rateChance chance of a default rate at least as far from the probability, if that is
   *     right: two-sided binomial test
   * @param auc AUC of the raw score; null unless both classes occur
   * @param aucLow lower end of its 95 % interval; null if there is none
   * @param aucHigh upper end of the interval; null if there is none
   * @param aucOthers AUC of the test rows of all other vintages; null unless both classes occur
   * @param aucChance chance of a difference at least as large between two samples that the model
   *     ranks equally well, two-sided; null if a standard error is missing
   */
  public record Vintage(
      String name,
      SplitPart part,
      double rows,
      double effectiveRows,
      double defaults,
      double rate,
      double low,
      double high,
      double pd,
      double rateChance,
      Double auc,
      Double aucLow,
      Double aucHigh,
      Double aucOthers,
      Double aucChance) {}

  /** Chance of one false claim over all vintages. */
  private static final double UNLIKELY = 0.05;

  /** Copies the list. */
  public VintageTable {
    vintages = List.copyOf(vintages);
  }

  /**
   * Returns whether chance does not explain a difference of one vintage, with Bonferroni's
   * correction for as many comparisons as there are vintages.
   *
   * @param chance of the difference; null if it was not computed
   */
  public boolean isUnlikely(Double chance) {
    return chance != null && chance * vintages.size() < UNLIKELY;
  }
}
