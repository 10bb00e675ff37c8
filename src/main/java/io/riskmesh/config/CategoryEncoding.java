package io.riskmesh.config;

/** How the values of a categorical feature become floats. */
public enum CategoryEncoding {
  /** An indicator for each value. */
  ONE_HOT,
  /** The position of the value in the declared domain. */
  ORDINAL;

  /** Returns whether the feature is one number, under its own name. */
  public boolean isNumber() {
    return this != ONE_HOT;
  }
}
