package io.riskmesh.config;

import io.riskmesh.config.FormulaPart.ColumnPart;
import io.riskmesh.config.FormulaPart.ConstantPart;
import io.riskmesh.config.FormulaPart.NumberPart;
import io.riskmesh.config.FormulaPart.TextPart;
import io.riskmesh.config.FormulaTokens.FormulaToken;
import io.riskmesh.config.FormulaTokens.TokenKind;
import io.riskmesh.model.ArithmeticOperator;
import io.riskmesh.model.Expr;
import io.riskmesh.model.FormulaExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Reads the functions of a formula, and the constants that some of them and lists need. */
final class FormulaFunctions {
  private final FormulaTokens tokens;
  private final FormulaNodes nodes;
  private final Supplier<FormulaPart> argument;

  /**
   * Creates a reader.
   *
   * @param argument reads a formula within the formula
   */
  FormulaFunctions(FormulaTokens tokens, FormulaNodes nodes, Supplier<FormulaPart> argument) {
    this.tokens = tokens;
    this.nodes = nodes;
    this.argument = argument;
  }

  /** Reads the arguments of a function whose name was taken, with their parentheses. */
  FormulaPart read(FormulaToken name) {
    tokens.require("(");
    FormulaPart read =
        switch (name.text()) {
          case "abs" -> absolute(name.at());
          case "clip" -> clip(name.at());
          case "feature" -> nodes.feature(name.at(), name("the name of an earlier feature"));
          case "fill" -> fill(name.at());
          case "if" -> choice(name.at());
          case "log1p" -> log1p(name.at());
          case "max" -> extreme(ArithmeticOperator.MAXIMUM);
          case "min" -> extreme(ArithmeticOperator.MINIMUM);
          case "missing" -> nodes.isMissing(argument.get());
          case "text" -> new ColumnPart(name.at(), name("a column"), true);
          default ->
              throw new FormulaException(
                  name.at(),
                  "%s is no function; there are abs, clip, feature, fill, if, log1p, max, min, missing and text"
                      .formatted(name.shown()));
        };
    tokens.require(")");
    return read;
  }

  private NumberPart number() {
    return nodes.number(argument.get());
  }

  private NumberPart absolute(int at) {
    NumberPart of = number();
    return nodes.node(at, new FormulaExpr.Absolute(of.expr()), of);
  }

  private NumberPart log1p(int at) {
    NumberPart of = number();
    return nodes.node(at, new Expr.Log1p(of.expr()), of);
  }

  private NumberPart clip(int at) {
    NumberPart of = number();
    tokens.require(",");
    double lower = constant();
    tokens.require(",");
    FormulaToken last = tokens.peek();
    double upper = constant();
    if (lower > upper) {
      throw new FormulaException(last.at(), "the upper bound is below the lower");
    }
    return nodes.node(at, new Expr.Clip(of.expr(), lower, upper), of);
  }

  private NumberPart fill(int at) {
    NumberPart of = number();
    tokens.require(",");
    return nodes.node(at, new Expr.Fill(of.expr(), constant()), of);
  }

  private NumberPart choice(int at) {
    NumberPart condition = number();
    tokens.require(",");
    NumberPart then = number();
    tokens.require(",");
    NumberPart otherwise = number();
    return nodes.node(
        at,
        new Expr.If(condition.expr(), then.expr(), otherwise.expr()),
        condition,
        then,
        otherwise);
  }

  private FormulaPart extreme(ArithmeticOperator operator) {
    FormulaPart most = argument.get();
    tokens.require(",");
    do {
      most = nodes.arithmetic(operator, most, argument.get());
    } while (tokens.takes(","));
    return most;
  }

  private String name(String what) {
    TokenKind kind = tokens.peek().kind();
    if (kind != TokenKind.WORD && kind != TokenKind.QUOTED) {
      throw tokens.expected(what);
    }
    return tokens.take().text();
  }

  /** Reads constants in parentheses. */
  List<FormulaPart> constants() {
    tokens.require("(");
    List<FormulaPart> values = new ArrayList<>();
    do {
      FormulaToken next = tokens.peek();
      if (next.kind() == TokenKind.TEXT) {
        values.add(new TextPart(tokens.take().at(), next.text()));
      } else {
        values.add(new ConstantPart(next.at(), constant()));
      }
    } while (tokens.takes(","));
    tokens.require(")");
    return values;
  }

  /** Reads a number that is written in the formula. */
  double constant() {
    boolean isNegative = tokens.takes("-");
    if (tokens.peek().kind() != TokenKind.NUMBER) {
      throw tokens.expected("a number");
    }
    FormulaToken token = tokens.take();
    double number = Double.parseDouble(token.text());
    if (Double.isInfinite(number)) {
      throw new FormulaException(token.at(), "the number is too large");
    }
    return isNegative ? -number : number;
  }
}
