package io.riskmesh.profile;

import io.riskmesh.config.PrivacyConfig;
import java.util.List;

/**
 * How the numbers of a column lie. Dates count as days, times as seconds since 1970 in UTC; they
 * have no mean.
 *
 * @param unit what the numbers count where they stand for times; null otherwise
 * @param mean of the finite values
 * @param deviation standard deviation of the sample (n - 1)
 * @param least the smallest value; null unless {@link PrivacyConfig#SMALL_CELL} rows have it
 * @param greatest the largest value; null likewise
 * @param below rows below zero; null when they are few
 * @param quantiles none of a column that is counted by value; by share, outermost the first that
 *     leaves {@link PrivacyConfig#SMALL_CELL} rows outside; a quantile is the least value with at
 *     least that share of rows at or below it, up to a rank error of one in ten thousand
 * @param histogram counts over ranges from the first to the last quantile, what lies outside in the
 *     first and last
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

  /** A quantile; the text is the value as a person reads it, a date for instance. */
  public record Quantile(double share, double value, String text) {}

  /** Rows in (from, to]. */
  public record Bar(double from, double to, long rows) {}

  /** The quantile at that share, null when it may not be shown. */
  Quantile at(double share) {
    return quantiles.stream().filter(q -> q.share() == share).findFirst().orElse(null);
  }
}
