package io.riskmesh.config;

/** How the values of a categorical feature become floats. */
public enum CategoryEncoding {
  /** An indicator for each value. */
  ONE_HOT,
  /** The position of the value in the declared domain. */
  ORDINAL,
  /** The share of the value among the train rows with a value. */
  FREQUENCY,
  /** The smoothed mean label of the value's train rows. */
  TARGET_MEAN,
  /** The index of the value, by which the booster's trees split in sets of values. */
  NATIVE;

  /** Returns whether the feature is one number, under its own name. */
  public boolean isNumber() {
    return this != ONE_HOT;
  }

  /** Returns whether the feature counts the values on train even if their domain is declared. */
  public boolean isCounted() {
    return this == FREQUENCY || this == TARGET_MEAN;
  }
}
