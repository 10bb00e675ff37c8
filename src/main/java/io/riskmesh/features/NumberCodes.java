package io.riskmesh.features;

import io.riskmesh.model.ArithmeticOperator;
import io.riskmesh.model.CanonicalValues;
import io.riskmesh.model.Expr;
import io.riskmesh.model.NumberEntries;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Special codes of a column that is read as a number. A code that reads as a number, date or time
 * is compared with the column's number, any other with its text.
 */
record NumberCodes(String column, List<String> codes) {

  /**
   * Returns a tree that chooses {@code code} where the value is one of the codes and {@code other}
   * where it is another number; either where it is missing.
   */
  Expr choose(Expr code, Expr other) {
    Expr chosen = other;
    for (double number : numbers()) {
      Expr difference =
          new Expr.Arithmetic(ArithmeticOperator.SUBTRACT, number(), new Expr.Constant(number));
      chosen = new Expr.If(difference, chosen, code);
    }
    Map<String, Double> texts = texts();
    return texts.isEmpty() ? chosen : new Expr.If(new Expr.Lookup(column, texts, 0), code, chosen);
  }

  /** Returns a tree that is 1 where the value is one of the codes and 0 elsewhere. */
  Expr indicator() {
    Expr isNumber = new NumberCodes(column, readable()).choose(constant(1), constant(0));
    Expr isThere = new Expr.If(new Expr.IsMissing(number()), constant(0), isNumber);
    Map<String, Double> texts = texts();
    return texts.isEmpty()
        ? isThere
        : new Expr.If(new Expr.Lookup(column, texts, 0), constant(1), isThere);
  }

  /**
   * Returns a tree that gives a value of its own for each code and {@code other} for anything else,
   * also where the value is missing.
   *
   * @param values in the order of the codes
   */
  Expr values(List<Double> values, Expr other) {
    Expr chosen = other;
    Map<String, Double> texts = new HashMap<>();
    for (int i = 0; i < codes.size(); i++) {
      NumberCodes single = new NumberCodes(column, List.of(codes.get(i)));
      Expr value = constant(values.get(i));
      chosen = single.readable().isEmpty() ? chosen : single.choose(value, chosen);
      for (String text : single.texts().keySet()) {
        texts.put(text, values.get(i));
      }
    }
    Expr isThere =
        readable().isEmpty() ? other : new Expr.If(new Expr.IsMissing(number()), other, chosen);
    return texts.isEmpty()
        ? isThere
        : new Expr.If(
            new Expr.Lookup(column, texts(), 0), new Expr.Lookup(column, texts, 0), isThere);
  }

  private static Expr constant(double value) {
    return new Expr.Constant(value);
  }

  private Expr number() {
    return new Expr.NumberColumn(column);
  }

  private List<String> readable() {
    return codes.stream().filter(code -> reading(code) != null).toList();
  }

  private Map<String, Double> texts() {
    Map<String, Double> texts = new HashMap<>();
    codes.stream()
        .filter(code -> reading(code) == null)
        .forEach(code -> texts.put(code.strip(), 1.0));
    return texts;
  }

  private Set<Double> numbers() {
    Set<Double> numbers = new LinkedHashSet<>();
    codes.stream()
        .map(NumberCodes::reading)
        .filter(Objects::nonNull)
        .forEach(
            number -> {
              numbers.add(number + 0.0);
              if (number != Math.rint(number)) {
                // What a column of 32-bit floats has for such a fraction.
                numbers.add((double) number.floatValue() + 0.0);
              }
            });
    return numbers;
  }

  private static Double reading(String code) {
    Double number = NumberEntries.number(code);
    return number == null ? CanonicalValues.written(code.strip()) : number;
  }
}
