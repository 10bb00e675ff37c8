package io.riskmesh.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A fitted transform: a tree of operators whose leaves are columns and constants. The trees are
 * data; {@link ExprInterpreter} defines their meaning. Constants are never -0.0, which Spark's
 * optimizer cannot distinguish from 0.0.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "op")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Expr.NumberColumn.class, name = "number"),
  @JsonSubTypes.Type(value = Expr.Constant.class, name = "constant"),
  @JsonSubTypes.Type(value = Expr.Arithmetic.class, name = "arithmetic"),
  @JsonSubTypes.Type(value = Expr.IsMissing.class, name = "is_missing"),
  @JsonSubTypes.Type(value = Expr.If.class, name = "if"),
  @JsonSubTypes.Type(value = Expr.Fill.class, name = "fill"),
  @JsonSubTypes.Type(value = Expr.Clip.class, name = "clip"),
  @JsonSubTypes.Type(value = Expr.Log1p.class, name = "log1p"),
  @JsonSubTypes.Type(value = Expr.Finite.class, name = "finite"),
  @JsonSubTypes.Type(value = Expr.IsTextMissing.class, name = "is_text_missing"),
  @JsonSubTypes.Type(value = Expr.Equal.class, name = "equal"),
  @JsonSubTypes.Type(value = Expr.Lookup.class, name = "lookup"),
  @JsonSubTypes.Type(value = FormulaExpr.BinSearch.class, name = "bin_search"),
  @JsonSubTypes.Type(value = FormulaExpr.Logic.class, name = "logic"),
  @JsonSubTypes.Type(value = FormulaExpr.Absolute.class, name = "absolute"),
  @JsonSubTypes.Type(value = FormulaExpr.Pick.class, name = "pick"),
  @JsonSubTypes.Type(value = FormulaExpr.ReadWith.class, name = "read_with"),
  @JsonSubTypes.Type(value = DateExpr.DayOf.class, name = "day"),
  @JsonSubTypes.Type(value = DateExpr.PartOf.class, name = "date_part"),
  @JsonSubTypes.Type(value = DateExpr.AgeOf.class, name = "age"),
})
public sealed interface Expr
    permits Expr.NumberColumn,
        Expr.Constant,
        Expr.Arithmetic,
        Expr.IsMissing,
        Expr.If,
        Expr.Fill,
        Expr.Clip,
        Expr.Log1p,
        Expr.Finite,
        Expr.IsTextMissing,
        Expr.Equal,
        Expr.Lookup,
        FormulaExpr,
        DateExpr {

  /** Passes the tree to an interpreter, leaves first. */
  <T> T interpret(ExprInterpreter<T> interpreter);

  /**
   * Returns the number for one record, read as in {@link FeatureSpec#evaluate}. Meant for a single
   * tree: a {@link FeatureSpec} prepares all its trees once.
   */
  default double evaluate(Map<String, ?> record) {
    ExprProgram program = new ExprProgram();
    ExprProgram.Step step = interpret(program.reading(new ModelFeature("tree", this, List.of())));
    return step.at(program.records().read(record));
  }

  /** The canonical number of a source column; see {@link ExprInterpreter#number}. */
  record NumberColumn(String column) implements Expr {
    /** Requires a column name. */
    public NumberColumn {
      Objects.requireNonNull(column);
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.number(column);
    }
  }

  /** A constant, which may be NaN; see {@link ExprInterpreter#constant}. */
  record Constant(double value) implements Expr {
    /** Replaces -0.0 by 0.0. */
    public Constant {
      value = unsigned(value);
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.constant(value);
    }
  }

  /** Arithmetic on two numbers; see {@link ExprInterpreter#arithmetic}. */
  record Arithmetic(ArithmeticOperator operator, Expr left, Expr right) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.arithmetic(
          operator, left.interpret(interpreter), right.interpret(interpreter));
    }
  }

  /** Tests a number for being missing; see {@link ExprInterpreter#isMissing}. */
  record IsMissing(Expr of) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.isMissing(of.interpret(interpreter));
    }
  }

  /** Chooses one of two numbers; see {@link ExprInterpreter#choose}. */
  record If(Expr condition, Expr then, Expr otherwise) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.choose(
          condition.interpret(interpreter),
          then.interpret(interpreter),
          otherwise.interpret(interpreter));
    }
  }

  /** Replaces a missing number by a value; see {@link ExprInterpreter#fill}. */
  record Fill(Expr of, double value) implements Expr {
    /** Replaces -0.0 by 0.0. */
    public Fill {
      value = unsigned(value);
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.fill(of.interpret(interpreter), value);
    }
  }

  /** Limits a number to an interval that includes both bounds; see {@link ExprInterpreter#clip}. */
  record Clip(Expr of, double lower, double upper) implements Expr {
    /**
     * Replaces -0.0 by 0.0, and requires that the lower bound does not exceed the upper.
     *
     * @throws IllegalArgumentException when it does, or when a bound is NaN
     */
    public Clip {
      lower = unsigned(lower);
      upper = unsigned(upper);
      if (!(lower <= upper)) {
        throw new IllegalArgumentException("invalid clip from %s to %s".formatted(lower, upper));
      }
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.clip(of.interpret(interpreter), lower, upper);
    }
  }

  /** The logarithm of 1 plus a number; see {@link ExprInterpreter#log1p}. */
  record Log1p(Expr of) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.log1p(of.interpret(interpreter));
    }
  }

  /** Treats an infinite number as missing; see {@link ExprInterpreter#finite}. */
  record Finite(Expr of) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.finite(of.interpret(interpreter));
    }
  }

  /**
   * Tests the text of a source column for being missing; see {@link ExprInterpreter#isTextMissing}.
   */
  record IsTextMissing(String column) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.isTextMissing(column);
    }
  }

  /** Compares the text of a source column with a value; see {@link ExprInterpreter#equal}. */
  record Equal(String column, String value) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.equal(column, value);
    }
  }

  /**
   * Looks up the text of a source column in a table; see {@link ExprInterpreter#lookup}. The table
   * is sorted by key, so that equal tables have equal JSON.
   */
  record Lookup(String column, Map<String, Double> table, double otherwise) implements Expr {
    /** Sorts the table by key, and replaces -0.0 by 0.0. */
    public Lookup {
      Map<String, Double> sorted = new LinkedHashMap<>();
      new TreeMap<>(table).forEach((key, value) -> sorted.put(key, unsigned(value)));
      table = Collections.unmodifiableMap(sorted);
      otherwise = unsigned(otherwise);
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.lookup(column, table, otherwise);
    }
  }

  private static double unsigned(double value) {
    return value + 0.0;
  }
}
