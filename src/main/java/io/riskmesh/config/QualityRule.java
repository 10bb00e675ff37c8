package io.riskmesh.config;

import io.riskmesh.config.yaml.YamlWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

  /** The rule as a person reads it. */
  String inWords();

  /** As in the job file, defaults filled in. */
  Map<String, Object> yaml();

  /** In words, without the values of a masked column. */
  default String inWords(PrivacyConfig privacy) {
    return inWords();
  }

  /** As in the job file, without the values of a masked column. */
  default Map<String, Object> yaml(PrivacyConfig privacy) {
    return yaml();
  }

  private static String except(double share) {
    return share == 0 ? "" : String.format(Locale.ROOT, ", but for %s %%", share(share));
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

  /** At most this share of a column's values is missing. */
  record Nulls(String column, double maxShare) implements QualityRule {
    @Override
    public Optional<String> on() {
      return Optional.of(column);
    }

    @Override
    public String inWords() {
      return "%s: missing in at most %s %% of the rows".formatted(column, share(maxShare));
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

  /** Values, as canonical text, are among these; missing values are not looked at. */
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

  /** At most this share of rows repeats the key of another row. */
  record DuplicateKeys(double maxShare) implements QualityRule {
    @Override
    public String inWords() {
      return "the same key in at most %s %% of the rows".formatted(share(maxShare));
    }

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
    public String inWords() {
      return "newest event at most %s hours old".formatted(maxAge.toHours());
    }

    @Override
    public Map<String, Object> yaml() {
      return check("freshness").with("maxAge", maxAge.toString()).fields();
    }
  }
}
