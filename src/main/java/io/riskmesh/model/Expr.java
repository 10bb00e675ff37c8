package io.riskmesh.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A fitted transform: a tree of operators that ends in columns and constants. The trees are data;
 * {@link ExprInterpreter} says what they mean. Constants never hold -0.0, which Spark's optimizer
 * cannot tell from 0.0.
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
})
public sealed interface Expr {

  /** Hands the tree to an interpreter, leaves first. */
  <T> T interpret(ExprInterpreter<T> interpreter);

  /**
   * The number for one record, read as {@link FeatureSpec#evaluate} reads it. For a look at one
   * tree: a {@link FeatureSpec} prepares all its trees once.
   */
  default double evaluate(Map<String, ?> record) {
    ExprProgram program = new ExprProgram();
    ExprProgram.Step step = interpret(program);
    return step.at(InputSlots.read(program.inputs(), record));
  }

  record NumberColumn(String column) implements Expr {
    public NumberColumn {
      Objects.requireNonNull(column);
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.number(column);
    }
  }

  record Constant(double value) implements Expr {
    public Constant {
      value = unsigned(value);
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.constant(value);
    }
  }

  record Arithmetic(ArithmeticOperator operator, Expr left, Expr right) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.arithmetic(
          operator, left.interpret(interpreter), right.interpret(interpreter));
    }
  }

  record IsMissing(Expr of) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.isMissing(of.interpret(interpreter));
    }
  }

  record If(Expr condition, Expr then, Expr otherwise) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.choose(
          condition.interpret(interpreter),
          then.interpret(interpreter),
          otherwise.interpret(interpreter));
    }
  }

  record Fill(Expr of, double value) implements Expr {
    public Fill {
      value = unsigned(value);
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.fill(of.interpret(interpreter), value);
    }
  }

  record Clip(Expr of, double lower, double upper) implements Expr {
    public Clip {
      lower = unsigned(lower);
      upper = unsigned(upper);
      if (!(lower <= upper)) {
        throw new IllegalArgumentException("clip from %s to %s".formatted(lower, upper));
      }
    }

    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.clip(of.interpret(interpreter), lower, upper);
    }
  }

  record Log1p(Expr of) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.log1p(of.interpret(interpreter));
    }
  }

  record Finite(Expr of) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.finite(of.interpret(interpreter));
    }
  }

  record IsTextMissing(String column) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.isTextMissing(column);
    }
  }

  record Equal(String column, String value) implements Expr {
    @Override
    public <T> T interpret(ExprInterpreter<T> interpreter) {
      return interpreter.equal(column, value);
    }
  }

  /** The table is kept in the order of its keys, so that one table has one JSON. */
  record Lookup(String column, Map<String, Double> table, double otherwise) implements Expr {
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
