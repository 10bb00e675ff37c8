package io.riskmesh.sagemaker;

import io.riskmesh.drift.Baseline.BaselineColumn;
import io.riskmesh.drift.ColumnDistribution;
import io.riskmesh.drift.ColumnMoments;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a column, in Model Monitor's terms. Its type is how the job reads it: a code
 * that a feature reads as a category is a text.
 */
final class ColumnFacts {
  private static final String WHOLE = "(TINYINT|SMALLINT|INT|BIGINT|DECIMAL\\(\\d+, ?0\\))";

  private final long rows;
  private final BaselineColumn column;
  private final Optional<Double> least;
  private final Optional<Double> greatest;

  /**
   * Describes a column.
   *
   * @param rows all rows
   * @param summary smallest and largest value, as far as they may be shown; may be null
   */
  ColumnFacts(long rows, BaselineColumn column, ColumnSummary summary) {
    this.rows = rows;
    this.column = column;
    boolean isNumber = column.moments() != null && summary != null;
    this.least = isNumber ? number(summary.min()) : Optional.empty();
    this.greatest = isNumber ? number(summary.max()) : Optional.empty();
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.ofNullable(text).map(Double::valueOf).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private long missing() {
    return Math.round(column.nullShare() * rows);
  }

  private String type() {
    if (column.moments() == null) {
      return column.texts() == null ? "Unknown" : "String";
    }
    return column.type().toUpperCase(Locale.ROOT).matches(WHOLE) ? "Integral" : "Fractional";
  }

  /** Returns the column's entry in {@code statistics.json}. */
  Map<String, Object> statistics() {
    Map<String, Object> entry = head();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("common", Map.of("num_present", rows - missing(), "num_missing", missing()));
    ColumnMoments moments = column.moments();
    if (column.texts() != null) {
      facts.put("distinct_count", column.texts());
      facts.put("distribution", Map.of("categorical", Map.of("buckets", values())));
      entry.put("string_statistics", facts);
    } else if (moments != null) {
      facts.put("mean", moments.mean());
      facts.put("sum", moments.sum());
      facts.put("std_dev", moments.deviation());
      least.ifPresent(number -> facts.put("min", number));
      greatest.ifPresent(number -> facts.put("max", number));
      facts.put("distribution", Map.of("kll", Map.of("buckets", ranges())));
      entry.put("numerical_statistics", facts);
    }
    return entry;
  }

  private Map<String, Object> head() {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("name", column.name());
    head.put("inferred_type", type());
    return head;
  }

  private List<Map<String, Object>> values() {
    ColumnDistribution groups = column.distribution();
    List<Map<String, Object>> buckets = new ArrayList<>();
    for (int i = 0; i < groups.values().size(); i++) {
      buckets.add(Map.of("value", groups.values().get(i), "count", groups.rows().get(i)));
    }
    return buckets;
  }

  /** Returns the ranges, or each of a few numbers; a range whose end is not shown is left out. */
  private List<Map<String, Object>> ranges() {
    ColumnDistribution groups = column.distribution();
    List<Map<String, Object>> buckets = new ArrayList<>();
    if (groups.values() != null) {
      for (int i = 0; i < groups.values().size(); i++) {
        double number = Double.parseDouble(groups.values().get(i));
        buckets.add(bucket(number, number, groups.rows().get(i)));
      }
      return buckets;
    }
    Optional<Double> from = least;
    for (int i = 0; i < groups.rows().size(); i++) {
      boolean isLast = i == groups.edges().size();
      Optional<Double> to = isLast ? greatest : Optional.of(groups.edges().get(i));
      if (from.isPresent() && to.isPresent()) {
        buckets.add(bucket(from.get(), to.get(), groups.rows().get(i)));
      }
      from = to;
    }
    return buckets;
  }

  private static Map<String, Object> bucket(double from, double to, long rows) {
    return Map.of("lower_bound", from, "upper_bound", to, "count", rows);
  }

  /** Returns the column's entry in {@code constraints.json}. */
  Map<String, Object> constraints() {
    Map<String, Object> entry = head();
    entry.put("completeness", (double) (rows - missing()) / rows);
    least.ifPresent(number -> entry.put("num_constraints", Map.of("is_non_negative", number >= 0)));
    if (column.texts() != null && isWhole(column.distribution())) {
      entry.put("string_constraints", Map.of("domains", column.distribution().values()));
    }
    return entry;
  }

  /** Returns whether the groups have every value, so that another one is new. */
  private static boolean isWhole(ColumnDistribution groups) {
    List<Long> counts = groups.rows();
    return !groups.values().isEmpty() && counts.get(counts.size() - 1) == 0;
  }
}
