package io.riskmesh.config;

import io.riskmesh.config.FormulaPart.ColumnPart;
import io.riskmesh.config.FormulaPart.ConstantPart;
import io.riskmesh.config.FormulaPart.NumberPart;
import io.riskmesh.config.FormulaPart.TextPart;
import io.riskmesh.model.ArithmeticOperator;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FormulaExpr;
import io.riskmesh.model.LogicOperator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Builds the tree of a formula, and collects what it reads. */
final class FormulaNodes {
  private final Set<String> knownTexts;
  private final Function<String, Expr> features;
  private final Set<String> columns = new LinkedHashSet<>();
  private final Set<String> numbers = new LinkedHashSet<>();
  private final Set<String> texts = new LinkedHashSet<>();
  private final List<String> references = new ArrayList<>();
  private boolean comparesValues;
  private int operators;

  /**
   * Creates a builder.
   *
   * @param knownTexts columns that the formula reads as text, as far as known
   * @param features trees of the features that it refers to
   */
  FormulaNodes(Set<String> knownTexts, Function<String, Expr> features) {
    this.knownTexts = knownTexts;
    this.features = features;
  }

  /** Returns what was collected; {@code missing(x)} alone does not say what a column is. */
  Formula formula(String text, int depth) {
    columns.stream().filter(column -> !texts.contains(column)).forEach(numbers::add);
    return new Formula(
        text,
        List.copyOf(numbers),
        List.copyOf(texts),
        List.copyOf(references),
        comparesValues,
        new FormulaSize(operators, depth));
  }

  NumberPart node(int at, Expr expr, NumberPart... of) {
    if (++operators > FormulaSize.MAX_OPERATORS) {
      throw new FormulaException(
          at, "a formula has at most %,d operators".formatted(FormulaSize.MAX_OPERATORS));
    }
    int depth = 0;
    for (NumberPart operand : of) {
      depth = Math.max(depth, operand.depth());
    }
    return new NumberPart(at, expr, depth + 1);
  }

  /** Returns a part as a number. */
  NumberPart number(FormulaPart part) {
    if (part instanceof ColumnPart column) {
      String name = column.column();
      if (column.isText() || texts.contains(name) || knownTexts.contains(name)) {
        throw new FormulaException(
            part.at(), "column %s is a text here or elsewhere in the formula".formatted(name));
      }
      numbers.add(name);
      columns.add(name);
      return node(part.at(), new Expr.Finite(new Expr.NumberColumn(name)));
    }
    if (part instanceof TextPart) {
      throw new FormulaException(part.at(), "a text is only valid in a comparison with a column");
    }
    return part instanceof ConstantPart constant
        ? node(part.at(), new Expr.Constant(constant.value()))
        : (NumberPart) part;
  }

  NumberPart constant(int at, double value) {
    return number(new ConstantPart(at, value));
  }

  NumberPart arithmetic(ArithmeticOperator operator, FormulaPart left, FormulaPart right) {
    NumberPart first = number(left);
    NumberPart second = number(right);
    return node(
        left.at(), new Expr.Arithmetic(operator, first.expr(), second.expr()), first, second);
  }

  NumberPart logic(LogicOperator operator, FormulaPart left, FormulaPart right) {
    NumberPart first = number(left);
    NumberPart second = number(right);
    return node(
        left.at(), new FormulaExpr.Logic(operator, first.expr(), second.expr()), first, second);
  }

  NumberPart not(int at, FormulaPart of) {
    return logic(LogicOperator.EQUAL, of, new ConstantPart(at, 0));
  }

  /** Compares for equality: a column with a text, or two numbers. */
  NumberPart equal(FormulaPart left, FormulaPart right) {
    comparesValues = true;
    if (right instanceof TextPart text) {
      return oneOf(left, List.of(text));
    }
    return left instanceof TextPart text
        ? oneOf(right, List.of(text))
        : logic(LogicOperator.EQUAL, left, right);
  }

  /** Tests whether a part is one of several constants, all of them texts or all of them numbers. */
  NumberPart oneOf(FormulaPart part, List<? extends FormulaPart> values) {
    comparesValues = true;
    Map<String, Double> table = new HashMap<>();
    for (FormulaPart value : values) {
      if (value instanceof TextPart != values.get(0) instanceof TextPart) {
        throw new FormulaException(value.at(), "texts and numbers cannot be mixed in one list");
      }
      if (value instanceof TextPart text) {
        table.put(text.text(), 1.0);
      }
    }
    return table.isEmpty()
        ? anyOf(number(part), values)
        : node(part.at(), new Expr.Lookup(text(part), table, 0));
  }

  private NumberPart anyOf(NumberPart number, List<? extends FormulaPart> values) {
    if (values.size() == 1) {
      return logic(LogicOperator.EQUAL, number, values.get(0));
    }
    int half = values.size() / 2;
    return logic(
        LogicOperator.OR,
        anyOf(number, values.subList(0, half)),
        anyOf(number, values.subList(half, values.size())));
  }

  private String text(FormulaPart part) {
    if (!(part instanceof ColumnPart column)) {
      throw new FormulaException(part.at(), "only a column can be compared with a text");
    }
    if (numbers.contains(column.column())) {
      throw new FormulaException(
          part.at(), "column %s is a number elsewhere in the formula".formatted(column.column()));
    }
    texts.add(column.column());
    columns.add(column.column());
    return column.column();
  }

  NumberPart isMissing(FormulaPart part) {
    if (part instanceof ColumnPart column) {
      if (column.isText() || knownTexts.contains(column.column())) {
        return node(part.at(), new Expr.IsTextMissing(text(part)));
      }
      columns.add(column.column());
      return node(
          part.at(), new Expr.IsMissing(new Expr.Finite(new Expr.NumberColumn(column.column()))));
    }
    NumberPart number = number(part);
    return node(part.at(), new Expr.IsMissing(number.expr()), number);
  }

  NumberPart feature(int at, String name) {
    references.add(name);
    return node(at, features.apply(name));
  }
}
