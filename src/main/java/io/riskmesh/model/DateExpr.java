package io.riskmesh.model;

import java.util.Objects;

/** Operators on days, which are counted from 1970-01-01 in UTC. */
public sealed interface DateExpr extends Expr {

  /**
   * The day of a source column with dates or times; see {@link ExprInterpreter#day}.
   *
   * @param format how the column is written, as {@link DayReading} defines it
   */
  record DayOf(String column, String format) implements DateExpr {
    /**
     * Requires a column and a format.
     *
     * @throws IllegalArgumentException when {@link DayReading} does not know the format
     */
    public DayOf {
      Objects.requireNonNull(column);
      DayReading.of(format);
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.day(column, format);
    }
  }

  /** A part of a day's date; see {@link ExprInterpreter#datePart}. */
  record PartOf(DatePart part, Expr of) implements DateExpr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.datePart(part, of.interpret(interpreter));
    }
  }

  /** The completed units between two days; see {@link ExprInterpreter#age}. */
  record AgeOf(AgeUnit unit, Expr from, Expr to) implements DateExpr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.age(unit, from.interpret(interpreter), to.interpret(interpreter));
    }
  }
}
