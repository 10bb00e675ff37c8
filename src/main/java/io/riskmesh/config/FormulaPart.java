package io.riskmesh.config;

import io.riskmesh.model.Expr;

/** A part of a formula that has been read. */
sealed interface FormulaPart {
  /** Returns the index of its first character. */
  int at();

  /** A number, or a truth value, which is one. */
  record NumberPart(int at, Expr expr, int depth) implements FormulaPart {}

  /** A number that is written in the formula. */
  record ConstantPart(int at, double value) implements FormulaPart {}

  /** A column, which becomes a number or a text by its use. */
  record ColumnPart(int at, String column, boolean isText) implements FormulaPart {}

  /** A text that is written in the formula. */
  record TextPart(int at, String text) implements FormulaPart {}
}
