package io.riskmesh.config;

/** A formula that cannot be read; the message says where and why. */
final class FormulaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param at index of the character
   */
  FormulaException(int at, String what) {
    super("at character %d: %s".formatted(at + 1, what));
  }
}
