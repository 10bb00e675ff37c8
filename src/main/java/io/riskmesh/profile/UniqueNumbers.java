package io.riskmesh.profile;

import java.util.Locale;
import java.util.Set;

/**
 * Tells numbers that name rows (an index, account numbers) from whole measurements, of which a
 * small table has nearly all different ones too.
 *
 * <p>Whole measurements coincide by chance: of n rows so many pairs as {@code n^2 / 2} times the
 * sum of squared shares of the values, which the quantiles tell (the birthday problem). Names do
 * not. So a column names rows when far fewer rows share a value than measurements would: {@code 4 *
 * (twins + 2) <= expected}, which measurements fulfil in fewer than 4 of 10,000 cases. Where even
 * measurements would hardly coincide, the numbers must be all different, and: the last word of the
 * column's name says it; or they have 16 digits; or all have the same number of digits, ten or
 * more; or they lie as evenly as no amount does, and either fill the table's number of rows or all
 * have the same number of digits, seven or more.
 */
final class UniqueNumbers {
  /** No amount has so many digits. */
  private static final int NO_AMOUNT = 16;

  /** Amounts of so many digits, all of them, are not seen. */
  private static final int LONG_DIGITS = 10;

  /** Of so many an amount might be, but would not lie evenly. */
  private static final int MANY_DIGITS = 7;

  /** Distance of quantiles from a straight line, beside what sampling explains (Kolmogorov). */
  private static final double EVEN = 0.02;

  private static final double SAMPLING = 1.63;

  /** With more room, of fewer than 415 rows, a bell would pass for a line. */
  private static final double MAX_ROOM = 0.1;

  private static final Set<String> LAST_WORDS =
      Set.of(
          "id",
          "ids",
          "uuid",
          "guid",
          "key",
          "nr",
          "no",
          "num",
          "number",
          "ref",
          "reference",
          "index",
          "idx",
          "rownum",
          "rowid",
          "ssn",
          "iban",
          "serial");

  private final ColumnStatistics found;
  private final long rows;

  private UniqueNumbers(ColumnStatistics found, long rows) {
    this.found = found;
    this.rows = rows;
  }

  /**
   * Whether whole numbers name rows.
   *
   * @param name of the column
   * @param distinct different values, counted
   * @param rows of the table, of which those that were looked at may be a sample
   */
  static boolean areNames(String name, ColumnStatistics found, long distinct, long rows) {
    return new UniqueNumbers(found, rows).areNames(name, distinct);
  }

  private boolean areNames(String name, long distinct) {
    long twins = Math.max(0, found.finite() - distinct);
    if (4.0 * (twins + 2.0) <= expectedTwins()) {
      return true;
    }
    if (twins > 0) {
      return false;
    }
    int digits = digits(found.least());
    int most = digits(found.greatest());
    boolean areAlike = found.least() > 0 && digits == most;
    return saysSo(name)
        || Math.min(digits, most) >= NO_AMOUNT
        || (areAlike && digits >= LONG_DIGITS)
        || (isEven() && (isDense() || (areAlike && digits >= MANY_DIGITS)));
  }

  /**
   * Pairs of rows that would have the same value if values were drawn by the shares that the
   * quantiles tell; less than there would be if they were not even between two quantiles.
   */
  double expectedTwins() {
    double squares = 0;
    double low = found.least() - 1;
    double from = 0;
    for (double share : FirstPass.SHARES) {
      double high = found.quantile(share);
      if (high > low) {
        squares += (share - from) * (share - from) / (high - low);
        low = high;
        from = share;
      }
    }
    squares += found.greatest() > low ? (1 - from) * (1 - from) / (found.greatest() - low) : 0;
    double n = (double) found.finite();
    return n * n / 2 * squares;
  }

  private boolean isDense() {
    return found.greatest() - found.least() + 1 <= 2.0 * (double) rows;
  }

  private static int digits(double number) {
    return (int) Math.floor(Math.log10(Math.max(1, Math.abs(number)))) + 1;
  }

  private boolean isEven() {
    double room = EVEN + SAMPLING / Math.sqrt((double) found.finite());
    if (room > MAX_ROOM) {
      return false;
    }
    double span = found.greatest() - found.least();
    return FirstPass.SHARES.stream()
        .allMatch(q -> Math.abs((found.quantile(q) - found.least()) / span - q) <= room);
  }

  /** By its last word, of {@code loan_id}, {@code AccountNo} or {@code Konto-Nr.}. */
  static boolean saysSo(String name) {
    String words = name.replaceAll("([a-z])([A-Z])", "$1 $2").replaceAll("[^\\p{L}\\p{N}]+", " ");
    String last = words.strip().replaceFirst(".* ", "");
    return LAST_WORDS.contains(last.toLowerCase(Locale.ROOT));
  }
}
