package io.riskmesh.profile;

import java.util.Locale;
import java.util.Set;

/**
 * Distinguishes numbers that identify rows (an index, account numbers) from whole measurements,
 * which in a small table are nearly all distinct, too.
 *
 * <p>Whole measurements coincide by chance (the birthday problem): among n rows, the expected
 * number of pairs is {@code n^2 / 2} times the sum of the squared shares of the values, which the
 * quantiles provide. Identifiers do not coincide. So a column identifies rows if far fewer rows
 * share a value than measurements would: {@code 4 * (twins + 2) <= expected}, which holds for
 * measurements in fewer than 4 of 10,000 cases. If even measurements would hardly coincide, the
 * numbers must all be distinct, and one of these must hold: the last word of the column's name
 * indicates an identifier; or they have 16 digits; or all have the same number of digits, ten or
 * more; or they are spread more evenly than any amount, and either fill the table's number of rows
 * or all have the same number of digits, seven or more.
 */
final class UniqueNumbers {
  /** Number of digits that no amount has. */
  private static final int NO_AMOUNT = 16;

  /** Number of digits that a column of amounts never has throughout. */
  private static final int LONG_DIGITS = 10;

  /** Number of digits that amounts may have throughout, but then not evenly spread. */
  private static final int MANY_DIGITS = 7;

  /**
   * Distance of the quantiles from a straight line, in addition to what sampling explains
   * (Kolmogorov).
   */
  private static final double EVEN = 0.02;

  private static final double SAMPLING = 1.63;

  /** Largest tolerance. With more, below 415 rows, a bell curve would pass for a straight line. */
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

  private final FiniteNumbers numbers;
  private final long rows;

  private UniqueNumbers(FiniteNumbers numbers, long rows) {
    this.numbers = numbers;
    this.rows = rows;
  }

  /**
   * Returns whether whole numbers identify rows.
   *
   * @param name name of the column
   * @param distinct number of distinct values, counted
   * @param rows number of rows of the table, of which the profile may have read a sample
   */
  static boolean areNames(String name, FiniteNumbers numbers, long distinct, long rows) {
    return new UniqueNumbers(numbers, rows).areNames(name, distinct);
  }

  private boolean areNames(String name, long distinct) {
    long twins = Math.max(0, numbers.count() - distinct);
    if (4.0 * (twins + 2.0) <= expectedTwins()) {
      return true;
    }
    if (twins > 0) {
      return false;
    }
    int digits = digits(numbers.least());
    int most = digits(numbers.greatest());
    boolean areAlike = numbers.least() > 0 && digits == most;
    return saysSo(name)
        || Math.min(digits, most) >= NO_AMOUNT
        || (areAlike && digits >= LONG_DIGITS)
        || (isEven() && (isDense() || (areAlike && digits >= MANY_DIGITS)));
  }

  /**
   * Returns the expected number of pairs of rows with the same value if values were drawn with the
   * shares that the quantiles provide. It is a lower bound: values that are unevenly spread between
   * two quantiles give more pairs.
   */
  double expectedTwins() {
    double squares = 0;
    double low = numbers.least() - 1;
    double from = 0;
    for (double share : FirstPass.SHARES) {
      double high = numbers.quantile(share);
      if (high > low) {
        squares += (share - from) * (share - from) / (high - low);
        low = high;
        from = share;
      }
    }
    squares += numbers.greatest() > low ? (1 - from) * (1 - from) / (numbers.greatest() - low) : 0;
    double n = (double) numbers.count();
    return n * n / 2 * squares;
  }

  private boolean isDense() {
    return numbers.greatest() - numbers.least() + 1 <= 2.0 * (double) rows;
  }

  private static int digits(double number) {
    return (int) Math.floor(Math.log10(Math.max(1, Math.abs(number)))) + 1;
  }

  private boolean isEven() {
    double room = EVEN + SAMPLING / Math.sqrt((double) numbers.count());
    if (room > MAX_ROOM) {
      return false;
    }
    double span = numbers.greatest() - numbers.least();
    return FirstPass.SHARES.stream()
        .allMatch(q -> Math.abs((numbers.quantile(q) - numbers.least()) / span - q) <= room);
  }

  /**
   * Returns whether the last word of a name, such as {@code loan_id}, {@code AccountNo} or {@code
   * Konto-Nr.}, indicates an identifier.
   */
  static boolean saysSo(String name) {
    String words = name.replaceAll("([a-z])([A-Z])", "$1 $2").replaceAll("[^\\p{L}\\p{N}]+", " ");
    String last = words.strip().replaceFirst(".* ", "");
    return LAST_WORDS.contains(last.toLowerCase(Locale.ROOT));
  }
}
