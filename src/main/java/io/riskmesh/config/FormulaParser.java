package io.riskmesh.config;

import io.riskmesh.config.FormulaPart.ColumnPart;
import io.riskmesh.config.FormulaPart.ConstantPart;
import io.riskmesh.config.FormulaPart.NumberPart;
import io.riskmesh.config.FormulaPart.TextPart;
import io.riskmesh.config.FormulaTokens.FormulaToken;
import io.riskmesh.config.FormulaTokens.TokenKind;
import io.riskmesh.model.ArithmeticOperator;
import io.riskmesh.model.LogicOperator;
import java.util.Set;

/**
 * Reads a formula by recursive descent:
 *
 * <pre>
 * either     = both {"or" both}
 * both       = negation {"and" negation}
 * negation   = "not" negation | comparison
 * comparison = sum [("=" | "==" | "!=" | "<>" | "<" | "<=" | ">" | ">=") sum
 *              | ["not"] "in" "(" constant {"," constant} ")"]
 * sum        = product {("+" | "-") product}
 * product    = factor {("*" | "/") factor}
 * factor     = "-" factor | number | text | column | "(" either ")" | function "(" .. ")"
 * </pre>
 */
final class FormulaParser {
  private static final int MAX_NESTING = 50;

  private static final Set<String> KEYWORDS = Set.of("and", "or", "not", "in");

  private final FormulaTokens tokens;
  private final FormulaNodes nodes;
  private final FormulaFunctions functions;
  private int nesting;

  FormulaParser(String formula, FormulaNodes nodes) {
    this.tokens = new FormulaTokens(formula);
    this.nodes = nodes;
    this.functions = new FormulaFunctions(tokens, nodes, this::either);
  }

  /**
   * Reads the whole formula.
   *
   * @throws FormulaException if it is invalid
   */
  NumberPart parse() {
    NumberPart all = nodes.number(either());
    if (tokens.peek().kind() != TokenKind.END) {
      throw tokens.expected("an operator or the end");
    }
    return all;
  }

  private FormulaPart either() {
    FormulaPart left = both();
    while (tokens.peek().isWord("or")) {
      tokens.take();
      left = nodes.logic(LogicOperator.OR, left, both());
    }
    return left;
  }

  private FormulaPart both() {
    FormulaPart left = negation();
    while (tokens.peek().isWord("and")) {
      tokens.take();
      left = nodes.logic(LogicOperator.AND, left, negation());
    }
    return left;
  }

  private FormulaPart negation() {
    if (tokens.peek().isWord("not")) {
      FormulaToken not = tokens.take();
      enter(not);
      FormulaPart of = nodes.not(not.at(), negation());
      nesting--;
      return of;
    }
    return comparison();
  }

  private void enter(FormulaToken token) {
    if (++nesting > MAX_NESTING) {
      throw new FormulaException(
          token.at(), "a formula is nested at most %d deep".formatted(MAX_NESTING));
    }
  }

  private FormulaPart comparison() {
    FormulaPart left = sum();
    FormulaToken operator = tokens.peek();
    boolean isNot = operator.isWord("not") && tokens.second().isWord("in");
    if (isNot || operator.isWord("in")) {
      tokens.take();
      if (isNot) {
        tokens.take();
      }
      NumberPart isIn = nodes.oneOf(left, functions.constants());
      return isNot ? nodes.not(operator.at(), isIn) : isIn;
    }
    if (operator.kind() != TokenKind.SIGN) {
      return left;
    }
    return switch (operator.text()) {
      case "=", "==" -> nodes.equal(left, operand());
      case "!=", "<>" -> nodes.not(operator.at(), nodes.equal(left, operand()));
      case "<" -> nodes.logic(LogicOperator.LESS, left, operand());
      case "<=" -> nodes.logic(LogicOperator.LESS_OR_EQUAL, left, operand());
      case ">" -> nodes.logic(LogicOperator.LESS, operand(), left);
      case ">=" -> nodes.logic(LogicOperator.LESS_OR_EQUAL, operand(), left);
      default -> left;
    };
  }

  private FormulaPart operand() {
    tokens.take();
    return sum();
  }

  private FormulaPart sum() {
    FormulaPart left = product();
    while (tokens.peek().isSign("+") || tokens.peek().isSign("-")) {
      boolean isPlus = tokens.take().isSign("+");
      left =
          nodes.arithmetic(
              isPlus ? ArithmeticOperator.ADD : ArithmeticOperator.SUBTRACT, left, product());
    }
    return left;
  }

  private FormulaPart product() {
    FormulaPart left = factor();
    while (tokens.peek().isSign("*") || tokens.peek().isSign("/")) {
      boolean isTimes = tokens.take().isSign("*");
      left =
          nodes.arithmetic(
              isTimes ? ArithmeticOperator.MULTIPLY : ArithmeticOperator.DIVIDE, left, factor());
    }
    return left;
  }

  private FormulaPart factor() {
    FormulaToken token = tokens.peek();
    enter(token);
    FormulaPart read = factor(token);
    nesting--;
    return read;
  }

  private FormulaPart factor(FormulaToken token) {
    return switch (token.kind()) {
      case NUMBER -> new ConstantPart(token.at(), functions.constant());
      case TEXT -> new TextPart(tokens.take().at(), token.text());
      case QUOTED -> new ColumnPart(tokens.take().at(), token.text(), false);
      case WORD -> word(token);
      default -> signed(token);
    };
  }

  private FormulaPart word(FormulaToken token) {
    boolean isFunction = tokens.second().isSign("(");
    if (KEYWORDS.contains(token.text())) {
      throw tokens.expected("a number, a column, a function or (");
    }
    tokens.take();
    return isFunction ? functions.read(token) : new ColumnPart(token.at(), token.text(), false);
  }

  private FormulaPart signed(FormulaToken token) {
    if (tokens.takes("(")) {
      FormulaPart inner = either();
      tokens.require(")");
      return inner;
    }
    if (!token.isSign("-")) {
      throw tokens.expected("a number, a column, a function or (");
    }
    if (tokens.second().kind() == TokenKind.NUMBER) {
      return new ConstantPart(token.at(), functions.constant());
    }
    tokens.take();
    return nodes.arithmetic(ArithmeticOperator.SUBTRACT, new ConstantPart(token.at(), 0), factor());
  }
}
