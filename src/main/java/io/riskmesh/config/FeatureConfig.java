package io.riskmesh.config;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One declared feature; a categorical one becomes several floats. */
public sealed interface FeatureConfig {
  String name();

  /** Source columns that the feature reads. */
  List<String> columns();

  /** Whether the columns are read as numbers; otherwise as text. */
  default boolean readsNumbers() {
    return true;
  }

  /** What stands in for a missing number: nothing (NaN), a statistic of train, or a constant. */
  enum Impute {
    NONE,
    MEAN,
    MEDIAN,
    CONSTANT
  }

  /** Combines two columns. */
  enum Op {
    RATIO,
    DIFFERENCE,
    PRODUCT
  }

  /** Where a categorical value goes that the domain lacks. */
  enum Unknown {
    /** An indicator of its own, {@code name=<unknown>}. */
    BUCKET,
    /** Treated as missing. */
    MISSING
  }

  /** Where a missing categorical value goes. */
  enum Missing {
    /** Every indicator is NaN. */
    NAN,
    /** An indicator of its own, {@code name=<missing>}. */
    BUCKET
  }

  /** Lower and upper quantile of train, each in [0, 1]. */
  record Clip(double lower, double upper) {}

  /**
   * Order of the steps: infinite values become missing, clip, log1p, impute; the missing indicator
   * ({@code name.missing}) is taken before imputation.
   *
   * @param constant set exactly when {@code impute} is {@code CONSTANT}
   */
  record NumberOptions(
      Impute impute,
      OptionalDouble constant,
      boolean missingIndicator,
      Optional<Clip> clip,
      boolean log1p) {}

  record Numeric(String name, String column, NumberOptions options) implements FeatureConfig {
    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /**
   * One-hot.
   *
   * @param domain canonical texts in order; empty means learned on train
   * @param maxCategories most values that a learned domain keeps, by frequency, then by text
   */
  record Categorical(
      String name,
      String column,
      Optional<List<String>> domain,
      int maxCategories,
      Unknown unknown,
      Missing missing)
      implements FeatureConfig {
    @Override
    public List<String> columns() {
      return List.of(column);
    }

    @Override
    public boolean readsNumbers() {
      return false;
    }
  }

  /** Two numeric columns combined, left to right; a ratio with divisor zero is missing. */
  record Derived(String name, Op op, String left, String right, NumberOptions options)
      implements FeatureConfig {
    @Override
    public List<String> columns() {
      return List.of(left, right);
    }
  }
}
