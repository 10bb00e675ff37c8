package io.riskmesh.config.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.yaml.YamlTree.Scalar;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoublePredicate;
import java.util.function.Function;

/**
 * Reads a single value as exactly one type: {@code "200"} is not a number, and 3.5 is not whole.
 * Values of another type are reported as problems and read as empty.
 */
public final class ConfigValue {
  private final ConfigNode node;

  ConfigValue(ConfigNode node) {
    this.node = node;
  }

  /** Returns a text that is not blank. */
  public Optional<String> text() {
    return read("text", ConfigValue::textOf).filter(this::isFilled);
  }

  private static Optional<String> textOf(Scalar scalar) {
    return scalar.value().isTextual() || scalar.filled()
        ? Optional.of(scalar.text())
        : Optional.empty();
  }

  private boolean isFilled(String text) {
    if (text.isBlank()) {
      node.problem("must not be empty");
    }
    return !text.isBlank();
  }

  /** Returns an absolute location; relative ones are resolved against the folder of their file. */
  public Optional<String> location() {
    return text().filter(this::isPublic).map(node::resolve);
  }

  private boolean isPublic(String location) {
    if (UserInfo.in(location)) {
      node.problem(UserInfo.REFUSED);
    }
    return !UserInfo.in(location);
  }

  /**
   * Returns any value as it was written, as an entry that is matched with the values of a column.
   */
  public Optional<String> entry() {
    return read(
        "a single finite value", scalar -> YamlScalars.entry(scalar.value(), scalar.text()));
  }

  /**
   * Returns any value as text: whole numbers and flags in canonical form, anything else as written.
   */
  public Optional<String> written() {
    return read(
        "a single value",
        scalar -> {
          boolean usual = scalar.value().isIntegralNumber() || scalar.value().isBoolean();
          return Optional.of(usual ? scalar.value().asText() : scalar.text());
        });
  }

  /** Returns a flag: true or false. */
  public Optional<Boolean> flag() {
    return read(
        "true or false",
        scalar ->
            scalar.value().isBoolean()
                ? Optional.of(scalar.value().booleanValue())
                : Optional.empty());
  }

  /** Returns a whole number in [min, max]. */
  public Optional<Long> whole(long min, long max) {
    return whole("", min, max);
  }

  private Optional<Long> whole(String or, long min, long max) {
    String expected =
        or
            + (max == Long.MAX_VALUE
                ? "a whole number"
                    + (min == Long.MIN_VALUE ? " of 64 bits" : " of at least %d".formatted(min))
                : "a whole number from %d to %d".formatted(min, max));
    return read(
        expected,
        scalar -> {
          JsonNode value = scalar.value();
          boolean fits = value.isIntegralNumber() && value.canConvertToLong();
          return fits && value.longValue() >= min && value.longValue() <= max
              ? Optional.of(value.longValue())
              : Optional.empty();
        });
  }

  /** Returns a whole number in [min, max]. */
  public OptionalInt integer(int min, int max) {
    return integer("", min, max);
  }

  /**
   * Returns a whole number in [min, max].
   *
   * @param or alternative to the number in messages, such as {@code auto or }
   */
  public OptionalInt integer(String or, int min, int max) {
    Optional<Long> number = whole(or, min, max);
    return number.isPresent() ? OptionalInt.of(Math.toIntExact(number.get())) : OptionalInt.empty();
  }

  /** Returns a finite number. */
  public OptionalDouble number() {
    return number("a number", x -> true);
  }

  /** Returns a share: a number in [0, 1]. */
  public OptionalDouble share() {
    return number("a number from 0 to 1", x -> x >= 0 && x <= 1);
  }

  /**
   * Returns a finite number that passes a check.
   *
   * @param expected description of a valid number
   */
  public OptionalDouble number(String expected, DoublePredicate allowed) {
    Optional<Double> number =
        read(
            expected,
            scalar ->
                scalar.value().isNumber()
                    ? Optional.of(scalar.value().doubleValue())
                        .filter(x -> Double.isFinite(x) && allowed.test(x))
                    : Optional.empty());
    return number.isPresent() ? OptionalDouble.of(number.get()) : OptionalDouble.empty();
  }

  /** Returns a constant of an enum, written in lower case. */
  public <E extends Enum<E>> Optional<E> choice(Class<E> type) {
    List<E> constants = Arrays.asList(type.getEnumConstants());
    return choice(constants.stream().map(ConfigValue::word).toList())
        .map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
  }

  /** Returns an enum constant as it is written in YAML. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /** Returns a text that is one of the given words. */
  public Optional<String> choice(List<String> words) {
    String expected = words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
    return read(expected, scalar -> textOf(scalar).filter(words::contains));
  }

  /**
   * Returns a parsed text.
   *
   * @param expected description of a valid text
   * @param parser throws a {@link DateTimeException}, {@link IllegalArgumentException} or {@link
   *     ArithmeticException} if the text is invalid
   */
  public <T> Optional<T> parsed(String expected, Function<String, T> parser) {
    return read(expected, scalar -> textOf(scalar).flatMap(text -> parse(text, parser)));
  }

  private static <T> Optional<T> parse(String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns an id: a text or a whole number, as text.
   *
   * @param expected description of a valid id
   * @param parser throws {@link IllegalArgumentException} if the id is invalid
   */
  public Optional<String> id(String expected, Function<String, String> parser) {
    return read(
        expected,
        scalar ->
            scalar.value().isDouble() || scalar.value().isBoolean()
                ? Optional.empty()
                : parse(written(scalar), parser));
  }

  private static String written(Scalar scalar) {
    return scalar.value().isIntegralNumber() ? scalar.value().asText() : scalar.text();
  }

  private <T> Optional<T> read(String expected, Function<Scalar, Optional<T>> reader) {
    Optional<Scalar> scalar = node.scalar(expected);
    Optional<T> value = scalar.flatMap(reader);
    if (scalar.isPresent() && value.isEmpty()) {
      node.expected(expected);
    }
    return value;
  }
}
