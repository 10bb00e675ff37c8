package io.riskmesh.rows;

import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.NumberText;
import io.riskmesh.model.TimeText;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * {@link CanonicalValues} over Spark's own representations of texts, numbers and decimals. The code
 * that Spark generates calls these methods, which no function of SQL could stand for: a cast to
 * text is the JVM's, and a cast from text takes {@code 30D} for a number. Nothing else calls them;
 * an argument is never null, a result may be.
 */
public final class ValueFunctions {
  private static final int FIRST_BYTE = 56;
  private static final int LONG_DIGITS = 19;

  private static final BigDecimal FIRST_MICROS = new BigDecimal("-62135596800000000");
  private static final BigDecimal LAST_MICROS = new BigDecimal("253402300799999999");

  /** One for each pattern that a job names. */
  private static final ConcurrentHashMap<String, TimeText.TimePattern> FORMATS =
      new ConcurrentHashMap<>();

  private ValueFunctions() {}

  /** A call of one of the methods below; null where an argument is. */
  public static Column call(String method, DataType returns, Column... arguments) {
    List<Expression> expressions = Stream.of(arguments).map(Column::expr).toList();
    return new Column(
        new StaticInvoke(
            ValueFunctions.class,
            returns,
            method,
            ScalaInterop.seq(expressions),
            ScalaInterop.seq(List.of()),
            true,
            true,
            true));
  }

  public static UTF8String text(double number) {
    return UTF8String.fromString(NumberText.of(number));
  }

  public static UTF8String text(float number) {
    return UTF8String.fromString(NumberText.of(number));
  }

  public static UTF8String text(Decimal number) {
    return UTF8String.fromString(NumberText.of(number.toJavaBigDecimal()));
  }

  public static UTF8String plain(double number) {
    return UTF8String.fromString(Double.isNaN(number) ? null : NumberText.plain(number));
  }

  public static UTF8String plain(float number) {
    return UTF8String.fromString(Float.isNaN(number) ? null : NumberText.plain(number));
  }

  public static UTF8String plain(Decimal number) {
    return UTF8String.fromString(NumberText.plain(number.toJavaBigDecimal()));
  }

  public static UTF8String plain(UTF8String text) {
    // Most texts that are no numbers are told by their first byte.
    if (text.numBytes() == 0 || text.getPrefix() >>> FIRST_BYTE > '9') {
      return text;
    }
    String written = text.toString();
    String plain = NumberText.plain(written);
    return plain.equals(written) ? text : UTF8String.fromString(plain);
  }

  public static UTF8String strippedPlain(UTF8String text) {
    return UTF8String.fromString(NumberText.plain(text.toString().strip()));
  }

  public static Double written(UTF8String text) {
    return CanonicalValues.written(text.toString().strip());
  }

  /** The number that a text says; dates and times are none. */
  public static Double number(UTF8String text) {
    return NumberText.number(text.toString().strip());
  }

  /** What a text says a number by: 0 digits, 1 a date, 2 a time; null when it says none. */
  public static Integer notation(UTF8String text) {
    String stripped = text.toString().strip();
    if (NumberText.number(stripped) != null) {
      return 0;
    }
    if (TimeText.days(stripped) != null) {
      return 1;
    }
    return TimeText.micros(stripped) == null ? null : Integer.valueOf(2);
  }

  /** Sign of the number that a text says less another; null when it says none. */
  public static Integer compared(UTF8String text, UTF8String with) {
    String stripped = text.toString().strip();
    BigDecimal number = NumberText.decimal(stripped);
    if (number != null) {
      return number.compareTo(new BigDecimal(with.toString()));
    }
    Double other = NumberText.number(stripped);
    return other == null || other.isNaN() ? null : Integer.valueOf(other > 0 ? 1 : -1);
  }

  /** The whole number that a text says, {@code 4.0} among them; null outside of [min, max]. */
  public static Long whole(UTF8String text, long min, long max) {
    BigDecimal number = NumberText.decimal(text.toString().strip());
    if (number == null || number.precision() - number.scale() > LONG_DIGITS) {
      return null;
    }
    BigDecimal digits = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    boolean isLong = digits.scale() <= 0 && digits.toBigInteger().bitLength() < Long.SIZE;
    return isLong && digits.longValue() >= min && digits.longValue() <= max
        ? Long.valueOf(digits.longValue())
        : null;
  }

  /** The decimal that a text says; null when it needs more digits than the type has. */
  public static Decimal decimal(UTF8String text, int precision, int scale) {
    BigDecimal number = NumberText.decimal(text.toString().strip());
    if (number == null) {
      return null;
    }
    BigDecimal digits = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return digits.scale() > scale || digits.precision() - digits.scale() > precision - scale
        ? null
        : Decimal.apply(digits.setScale(scale), precision, scale);
  }

  /** Days since 1970 of a date. */
  public static Integer days(UTF8String text) {
    Long days = TimeText.days(text.toString().strip());
    return days == null ? null : Integer.valueOf(Math.toIntExact(days));
  }

  /** Microseconds since 1970 of a date or time. */
  public static Long instant(UTF8String text) {
    return TimeText.instant(text.toString().strip());
  }

  /** Microseconds since 1970, in the years 1 to 9999, of a number of so many nanoseconds each. */
  public static Long counted(UTF8String text, long nanos) {
    BigDecimal number = NumberText.decimal(text.toString().strip());
    if (number == null || number.precision() - number.scale() > LONG_DIGITS) {
      return null;
    }
    BigDecimal micros =
        number
            .multiply(BigDecimal.valueOf(nanos))
            .divide(BigDecimal.valueOf(1000), 0, RoundingMode.FLOOR);
    return micros.compareTo(FIRST_MICROS) < 0 || micros.compareTo(LAST_MICROS) > 0
        ? null
        : Long.valueOf(micros.longValue());
  }

  /** Microseconds since 1970 of a text that follows the pattern. */
  public static Long formatted(UTF8String text, UTF8String pattern) {
    return FORMATS
        .computeIfAbsent(pattern.toString(), TimeText.TimePattern::new)
        .micros(text.toString().strip());
  }
}
