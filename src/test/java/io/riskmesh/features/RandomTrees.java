package io.riskmesh.features;

import io.riskmesh.model.AgeUnit;
import io.riskmesh.model.ArithmeticOperator;
import io.riskmesh.model.DateExpr;
import io.riskmesh.model.DatePart;
import io.riskmesh.model.DayReading;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FormulaExpr;
import io.riskmesh.model.LogicOperator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Random expression trees over the columns of {@link RandomRows}. */
final class RandomTrees {
  private static final List<String> TEXTS = List.of(RandomRows.SCHEMA.fieldNames());
  private static final List<String> NUMBERS =
      Arrays.stream(RandomRows.SCHEMA.fieldNames())
          .filter(name -> !name.equals("Text") && !name.equals("größe"))
          .toList();

  private static final List<String> DATES = List.of("date", "time", "local.time");

  private final Random random;
  private final RandomRows values;

  RandomTrees(long seed) {
    this.random = new Random(seed);
    this.values = new RandomRows(seed + 1);
  }

  Expr tree(int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return leaf();
    }
    return switch (random.nextInt(15)) {
      case 0, 1 ->
          new Expr.Arithmetic(
              pick(List.of(ArithmeticOperator.values())), tree(depth - 1), tree(depth - 1));
      case 2 -> new Expr.If(tree(depth - 1), tree(depth - 1), tree(depth - 1));
      case 3 -> new Expr.Fill(tree(depth - 1), values.anyDouble());
      case 4 -> clip(depth);
      case 5 -> new Expr.Log1p(tree(depth - 1));
      case 6 -> new Expr.Finite(tree(depth - 1));
      case 7, 8 ->
          new FormulaExpr.Logic(
              pick(List.of(LogicOperator.values())), tree(depth - 1), tree(depth - 1));
      case 9 -> new FormulaExpr.Absolute(tree(depth - 1));
      case 10 -> new FormulaExpr.Pick(tree(depth - 1), values());
      case 11 -> new FormulaExpr.ReadWith(List.of("7", "a", ""), tree(depth - 1));
      case 12 -> dates(depth);
      case 13 -> bins(depth);
      default -> new Expr.IsMissing(tree(depth - 1));
    };
  }

  private Expr leaf() {
    String column = pick(TEXTS);
    return switch (random.nextInt(9)) {
      case 0 -> new Expr.Constant(values.anyDouble());
      case 1 -> new Expr.IsTextMissing(column);
      case 2 -> new Expr.Equal(column, text());
      case 3 -> new Expr.Lookup(column, table(), values.anyDouble());
      case 4 -> day();
      default -> new Expr.NumberColumn(pick(NUMBERS));
    };
  }

  private Expr day() {
    return new DateExpr.DayOf(pick(DATES), DayReading.ISO);
  }

  private Expr dates(int depth) {
    return random.nextBoolean()
        ? new DateExpr.PartOf(
            pick(List.of(DatePart.values())), random.nextBoolean() ? day() : tree(depth - 1))
        : new DateExpr.AgeOf(
            pick(List.of(AgeUnit.values())), day(), random.nextBoolean() ? day() : tree(depth - 1));
  }

  private List<Double> values() {
    return Stream.generate(values::anyDouble).limit(random.nextInt(4)).toList();
  }

  private Expr clip(int depth) {
    double first = values.anyDouble();
    double second = values.anyDouble();
    return Double.isNaN(first + second)
        ? new Expr.Clip(tree(depth - 1), -1, 1)
        : new Expr.Clip(tree(depth - 1), Math.min(first, second), Math.max(first, second));
  }

  private Expr bins(int depth) {
    List<Double> cuts =
        Stream.generate(values::anyDouble)
            .limit(random.nextInt(40))
            .filter(cut -> !Double.isNaN(cut) && cut != Double.NEGATIVE_INFINITY)
            .map(cut -> cut + 0.0)
            .sorted()
            .distinct()
            .toList();
    return new FormulaExpr.BinSearch(
        tree(depth - 1), cuts, Stream.generate(values::anyDouble).limit(cuts.size() + 1L).toList());
  }

  private Map<String, Double> table() {
    Map<String, Double> table = new HashMap<>();
    boolean same = random.nextInt(3) == 0;
    double value = values.anyDouble();
    for (int size = random.nextInt(30); size > 0; size--) {
      table.put(text(), same ? value : values.anyDouble());
    }
    return table;
  }

  private String text() {
    return switch (random.nextInt(4)) {
      case 0 -> "true";
      case 1 -> Integer.toString(random.nextInt(20) - 5);
      default -> pick(RandomRows.TEXTS);
    };
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
