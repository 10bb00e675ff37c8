package io.riskmesh.model;

import java.util.List;
import java.util.Objects;

/** Operators that formulas, bins and parts of dates need. */
public sealed interface FormulaExpr extends Expr {

  /** A condition on two numbers; see {@link ExprInterpreter#logic}. */
  record Logic(LogicOperator operator, Expr left, Expr right) implements FormulaExpr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.logic(operator, left.interpret(interpreter), right.interpret(interpreter));
    }
  }

  /** A number without its sign; see {@link ExprInterpreter#absolute}. */
  record Absolute(Expr of) implements FormulaExpr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.absolute(of.interpret(interpreter));
    }
  }

  /** One of several numbers, by its place; see {@link ExprInterpreter#pick}. */
  record Pick(Expr of, List<Double> values) implements FormulaExpr {
    /** Copies the values, and replaces -0.0 by 0.0. */
    public Pick {
      values = values.stream().map(value -> value + 0.0).toList();
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.pick(of.interpret(interpreter), values);
    }
  }

  /**
   * A tree whose columns have other missing values than those of its feature; see {@link
   * ExprInterpreter#reading}.
   */
  record ReadWith(List<String> missing, Expr of) implements FormulaExpr {
    /** Copies the entries, and requires a tree. */
    public ReadWith {
      missing = List.copyOf(missing);
      Objects.requireNonNull(of);
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return of.interpret(interpreter.reading(missing));
    }
  }

  /**
   * Finds the bin of a number and returns the bin's value; see {@link ExprInterpreter#binSearch}.
   *
   * @param cuts where bins end and the next begin, ascending
   * @param values one more than there are cuts
   */
  record BinSearch(Expr of, List<Double> cuts, List<Double> values) implements FormulaExpr {
    /**
     * Replaces -0.0 by 0.0, and requires ascending cuts.
     *
     * @throws IllegalArgumentException if they are not, or if there is not one value per bin
     */
    public BinSearch {
      cuts = cuts.stream().map(number -> number + 0.0).toList();
      values = values.stream().map(number -> number + 0.0).toList();
      for (int i = 0; i < cuts.size(); i++) {
        if (!(cuts.get(i) > (i == 0 ? Double.NEGATIVE_INFINITY : cuts.get(i - 1)))) {
          throw new IllegalArgumentException("invalid cuts " + cuts);
        }
      }
      if (values.size() != cuts.size() + 1) {
        throw new IllegalArgumentException(
            "%d values for %d bins".formatted(values.size(), cuts.size() + 1));
      }
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.binSearch(of.interpret(interpreter), cuts, values);
    }
  }
}
