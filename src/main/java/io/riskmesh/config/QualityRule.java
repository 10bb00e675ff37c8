package io.riskmesh.config;

import io.riskmesh.config.yaml.YamlWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** A rule on the rows; {@code maxShare} is the share of rows in [0, 1] that may violate it. */
public sealed interface QualityRule {

  /** Returns the column that the rule checks; empty for a rule on whole rows. */
  default Optional<String> on() {
    return Optional.empty();
  }

  /** Returns whether the column is read as a number. */
  default boolean readsNumber() {
    return false;
  }

  /** Returns whether the rule requires the source to have an event time. */
  default boolean needsEventTime() {
    return false;
  }

  /** Returns a readable description of the rule. */
  String inWords();

  /** Returns the rule as in the job file, with defaults filled in. */
  Map<String, Object> yaml();

  /** Returns a readable description without the values of a masked column. */
  default String inWords(PrivacyConfig privacy) {
    return inWords();
  }

  /** Returns the rule as in the job file, without the values of a masked column. */
  default Map<String, Object> yaml(PrivacyConfig privacy) {
    return yaml();
  }

  private static String except(double share) {
    return share == 0 ? "" : String.format(Locale.ROOT, ", except for %s%%", share(share));
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private static String share(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString();
  }

  private static YamlWriter check(String name) {
    return new YamlWriter().with("check", name);
  }

  /** At most {@code maxShare} of a column's values are missing. */
  record Nulls(String column, double maxShare) implements QualityRule {
    @Override
    public Optional<String> on() {
      return Optional.of(column);
    }

    @Override
    public String inWords() {
      return "%s: missing in at most %s%% of the rows".formatted(column, share(maxShare));
    }

    @Override
    public Map<String, Object> yaml() {
      return check("nulls").with("column", column).number("maxShare", maxShare).fields();
    }
  }

  /** Values are in [min, max], both ends included; missing values are ignored. */
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
    public String inWords() {
      String from = min.isPresent() ? " from " + number(min.getAsDouble()) : "";
      String to = max.isPresent() ? " up to " + number(max.getAsDouble()) : "";
      return column + ":" + from + to + except(maxShare);
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

  /** Values, as canonical text, are in this list; missing values are ignored. */
  record Allowed(String column, List<String> values, double maxShare) implements QualityRule {
    private static final String VALUES = "values";

    @Override
    public Optional<String> on() {
      return Optional.of(column);
    }

    @Override
    public String inWords() {
      return "%s: one of %s%s".formatted(column, String.join(", ", values), except(maxShare));
    }

    @Override
    public Map<String, Object> yaml() {
      return check("allowed")
          .with("column", column)
          .with(VALUES, YamlWriter.texts(values))
          .number("maxShare", maxShare)
          .fields();
    }

    @Override
    public String inWords(PrivacyConfig privacy) {
      return privacy.hides(column)
          ? "%s: one of %d values%s".formatted(column, values.size(), except(maxShare))
          : inWords();
    }

    @Override
    public Map<String, Object> yaml(PrivacyConfig privacy) {
      Map<String, Object> yaml = yaml();
      if (privacy.hides(column)) {
        yaml.remove(VALUES);
      }
      return yaml;
    }
  }

  /** At most {@code maxShare} of the rows repeat the key of another row. */
  record DuplicateKeys(double maxShare) implements QualityRule {
    @Override
    public String inWords() {
      return "duplicate keys in at most %s%% of the rows".formatted(share(maxShare));
    }

    @Override
    public Map<String, Object> yaml() {
      return check("duplicate_keys").number("maxShare", maxShare).fields();
    }
  }

  /** The newest event time is at most {@code maxAge} before the run's as-of time. */
  record Freshness(Duration maxAge) implements QualityRule {
    @Override
    public boolean needsEventTime() {
      return true;
    }

    @Override
    public String inWords() {
      return "newest event at most %s hours old".formatted(maxAge.toHours());
    }

    @Override
    public Map<String, Object> yaml() {
      return check("freshness").with("maxAge", maxAge.toString()).fields();
    }
  }
}
