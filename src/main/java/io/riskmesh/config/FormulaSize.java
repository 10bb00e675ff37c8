package io.riskmesh.config;

import java.util.Collection;

/**
 * The size of an expression tree, at most.
 *
 * @param operators number of operators
 * @param depth number of operators from the root to the deepest leaf
 */
record FormulaSize(int operators, int depth) {
  /** Most operators of a tree, so that no interpreter comes to its limits. */
  static final int MAX_OPERATORS = 1_000;

  /** Greatest depth of a tree. */
  static final int MAX_DEPTH = 150;

  /** Operators that clip, impute and the like put around a tree. */
  private static final int SHAPING = 6;

  /** Returns the size of a feature that reads a column, whose special codes are tested in turn. */
  static FormulaSize ofColumn(int codes) {
    return new FormulaSize(20 + 8 * codes, 10 + 2 * codes);
  }

  /** Returns the size of a tree that contains those of other features. */
  FormulaSize containing(Collection<FormulaSize> features) {
    long sum = operators;
    int deepest = 0;
    for (FormulaSize feature : features) {
      sum += feature.operators + SHAPING;
      deepest = Math.max(deepest, feature.depth + SHAPING);
    }
    return new FormulaSize((int) Math.min(sum, Integer.MAX_VALUE), depth + deepest);
  }

  boolean isTooLarge() {
    return operators > MAX_OPERATORS || depth > MAX_DEPTH;
  }
}
