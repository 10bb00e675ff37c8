package io.riskmesh.model;

import java.io.Serializable;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Entries of a configuration that are matched with the values of a column that is read as a number:
 * missing values and special codes. An entry that is a number matches every value that reads as
 * that number, however it is written, and a float if both are equal in 32 bits. Any other entry
 * matches a text without surrounding blanks, or the {@linkplain CanonicalValues#plain plain text}
 * of a date, time or boolean. {@code Infinity} and {@code -Infinity} also match infinite numbers.
 */
public final class NumberEntries implements Serializable {
  private static final long serialVersionUID = 1L;

  private final double[] numbers;
  private final double[] readings;
  private final Set<String> codes;
  private final Set<String> plain;

  private NumberEntries(Collection<String> entries) {
    this.numbers = doubles(entries.stream().map(NumberEntries::number));
    this.readings =
        doubles(
            entries.stream()
                .map(e -> number(e) == null ? CanonicalValues.written(e.strip()) : number(e)));
    this.codes =
        entries.stream().map(CanonicalValues::code).collect(Collectors.toUnmodifiableSet());
    this.plain = CanonicalValues.plain(entries);
  }

  /** Prepares entries for matching. */
  public static NumberEntries of(Collection<String> entries) {
    return new NumberEntries(entries);
  }

  /** Returns the number of an entry; null if it is none. */
  public static Double number(String entry) {
    return switch (entry) {
      case "Infinity" -> Double.valueOf(Double.POSITIVE_INFINITY);
      case "-Infinity" -> Double.valueOf(Double.NEGATIVE_INFINITY);
      default -> NumberText.number(entry.strip());
    };
  }

  private static double[] doubles(Stream<Double> found) {
    // The sum turns -0.0 into 0.0.
    return found.filter(n -> n != null).mapToDouble(n -> n + 0.0).distinct().toArray();
  }

  /** Returns whether an entry matches the value, which may be null. */
  public boolean matches(Object value) {
    if (value instanceof String text) {
      return codes.contains(CanonicalValues.code(text));
    }
    if (value instanceof Float single) {
      return matches(single.floatValue());
    }
    if (value instanceof Number number) {
      return matches(number.doubleValue());
    }
    return value != null && plain.contains(CanonicalValues.plain(value));
  }

  /** Returns whether an entry is this number. */
  public boolean matches(double value) {
    for (double number : numbers) {
      if (number == value) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether an entry is this number in 32 bits. */
  public boolean matches(float value) {
    for (double number : numbers) {
      if ((float) number == value) {
        return true;
      }
    }
    return false;
  }

  /** Returns the entries that are numbers. */
  public DoubleStream numbers() {
    return DoubleStream.of(numbers);
  }

  /** Returns the numbers that texts which match an entry are read as. */
  public DoubleStream readings() {
    return DoubleStream.of(readings);
  }

  /** Returns the {@linkplain CanonicalValues#plain plain texts} of the entries. */
  public Set<String> plain() {
    return plain;
  }

  /** Returns the {@linkplain CanonicalValues#code codes} of the entries. */
  public Set<String> codes() {
    return codes;
  }
}
