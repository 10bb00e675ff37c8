package io.riskmesh.config;

import io.riskmesh.model.Expr;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A number computed from columns and from earlier features.
 *
 * @param text the formula, in the grammar of {@link FormulaParser}
 * @param numbers columns that it reads as numbers
 * @param texts columns that it reads as text
 * @param references names of the features that it refers to, each as often as it does
 * @param comparesValues whether it compares for equality: then it may hold values of the columns
 */
public record Formula(
    String text,
    List<String> numbers,
    List<String> texts,
    List<String> references,
    boolean comparesValues,
    FormulaSize size) {
  /** What a feature with an invalid formula has. */
  static final Formula NONE =
      new Formula("", List.of(), List.of(), List.of(), false, new FormulaSize(0, 0));

  /**
   * Reads a formula.
   *
   * @throws FormulaException if it is invalid
   */
  static Formula parse(String text) {
    Function<String, Expr> unknown = name -> new Expr.Constant(Double.NaN);
    // The first pass finds which columns are texts.
    FormulaNodes first = new FormulaNodes(Set.of(), unknown);
    new FormulaParser(text, first).parse();
    FormulaNodes nodes = new FormulaNodes(Set.copyOf(first.formula(text, 0).texts()), unknown);
    return nodes.formula(text, new FormulaParser(text, nodes).parse().depth());
  }

  /** Returns the columns that the formula reads. */
  List<String> columns() {
    return Stream.concat(numbers.stream(), texts.stream()).toList();
  }

  /**
   * Returns the tree of the formula.
   *
   * @param features returns the tree of a feature that the formula refers to
   */
  public Expr tree(Function<String, Expr> features) {
    return new FormulaParser(text, new FormulaNodes(Set.copyOf(texts), features)).parse().expr();
  }
}
