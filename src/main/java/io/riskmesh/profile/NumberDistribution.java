package io.riskmesh.profile;

import io.riskmesh.config.PrivacyConfig;
import java.util.List;

/**
 * Distribution of a column's numbers. Dates count as days since 1970, times as seconds since 1970
 * in UTC; they have no mean.
 *
 * @param unit what the numbers count if they are times; null otherwise
 * @param mean mean of the finite values
 * @param deviation standard deviation of the sample (n - 1)
 * @param least smallest value; null unless at least {@link PrivacyConfig#SMALL_CELL} rows have it
 * @param greatest largest value; null unless at least {@link PrivacyConfig#SMALL_CELL} rows have it
 * @param below rows below zero; null if they are few
 * @param quantiles quantiles by share; none for a column that is counted by value. The outermost
 *     are the first that leave {@link PrivacyConfig#SMALL_CELL} rows outside. A quantile is the
 *     least value with at least that share of rows at or below it, up to a rank error of one in ten
 *     thousand
 * @param histogram counts over ranges from the first to the last quantile; rows outside are in the
 *     first and last range
 */
public record NumberDistribution(
    String unit,
    Double mean,
    Double deviation,
    Double least,
    Double greatest,
    Long below,
    List<Quantile> quantiles,
    List<Bar> histogram) {

  static final String DAYS = "days since 1970";
  static final String SECONDS = "seconds since 1970";

  /** A quantile; the text is the value as shown to people, for example a date. */
  public record Quantile(double share, double value, String text) {}

  /** Rows in (from, to]. */
  public record Bar(double from, double to, long rows) {}

  /** Returns the quantile at the share; null if it may not be shown. */
  Quantile at(double share) {
    return quantiles.stream().filter(q -> q.share() == share).findFirst().orElse(null);
  }
}
