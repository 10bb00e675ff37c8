package io.riskmesh.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One expectation on the rows; {@code maxShare} is the share of rows in [0, 1] that may break it.
 */
public sealed interface QualityRule {

  /** The column that the rule is on; empty for a rule on whole rows. */
  default Optional<String> on() {
    return Optional.empty();
  }

  /** Whether the column is read as a number. */
  default boolean readsNumber() {
    return false;
  }

  /** Whether the source needs an event time for it. */
  default boolean needsEventTime() {
    return false;
  }

  /** As in the job file, defaults filled in. */
  Map<String, Object> yaml();

  private static Written check(String name) {
    return new Written().with("check", name);
  }

  /** At most this share of a column's values is missing. */
  record Nulls(String column, double maxShare) implements QualityRule {
    @Override
    public Optional<String> on() {
      return Optional.of(column);
    }

    @Override
    public Map<String, Object> yaml() {
      return check("nulls").with("column", column).number("maxShare", maxShare).fields();
    }
  }

  /** Values lie in [min, max], both ends included; missing values are not looked at. */
  record Range(String column, OptionalDouble min, OptionalDouble max, double maxShare)
      implements QualityRule {
    @Override
    public Optional<String> on() {
      return Optional.of(column);
    }

    @Override
    public boolean readsNumber() {
      return true;
    }

    @Override
    public Map<String, Object> yaml() {
      return check("range")
          .with("column", column)
          .with("min", min)
          .with("max", max)
          .number("maxShare", maxShare)
          .fields();
    }
  }

  /** Values, as canonical text, are among these; missing values are not looked at. */
  record Allowed(String column, List<String> values, double maxShare) implements QualityRule {
    @Override
    public Optional<String> on() {
      return Optional.of(column);
    }

    @Override
    public Map<String, Object> yaml() {
      return check("allowed")
          .with("column", column)
          .with("values", Written.texts(values))
          .number("maxShare", maxShare)
          .fields();
    }
  }

  /** At most this share of rows repeats the key of another row. */
  record DuplicateKeys(double maxShare) implements QualityRule {
    @Override
    public Map<String, Object> yaml() {
      return check("duplicate_keys").number("maxShare", maxShare).fields();
    }
  }

  /** The newest event time is at most this much older than the run's as-of time. */
  record Freshness(Duration maxAge) implements QualityRule {
    @Override
    public boolean needsEventTime() {
      return true;
    }

    @Override
    public Map<String, Object> yaml() {
      return check("freshness").with("maxAge", maxAge.toString()).fields();
    }
  }
}
