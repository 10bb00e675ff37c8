package io.riskmesh.sagemaker;

import io.riskmesh.config.FeatureConfig;
import io.riskmesh.drift.Baseline.BaselineColumn;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Statistics of the columns that the features read, and constraints that later rows should meet, as
 * Model Monitor writes them for data quality. They describe all rows of the run. Masked columns,
 * keys and times are left out.
 */
final class DataFiles {
  private final long rows;
  private final List<ColumnFacts> columns;

  private DataFiles(long rows, List<ColumnFacts> columns) {
    this.rows = rows;
    this.columns = columns;
  }

  static DataFiles of(DescribedRun run) {
    Set<String> read =
        run.job().features().stream()
            .map(FeatureConfig::columns)
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    Map<String, ColumnSummary> summaries = new HashMap<>();
    run.quality().columns().forEach(summary -> summaries.put(summary.name(), summary));
    long rows = run.baseline().rows();
    List<ColumnFacts> columns =
        run.baseline().columns().stream()
            .filter(column -> read.contains(column.name()) && isShown(column))
            .map(column -> new ColumnFacts(rows, column, summaries.get(column.name())))
            .toList();
    return new DataFiles(rows, columns);
  }

  private static boolean isShown(BaselineColumn column) {
    return column.distribution() != null;
  }

  /** Returns {@code statistics.json}. */
  Map<String, Object> statistics() {
    return Map.of(
        "version",
        0.0,
        "dataset",
        Map.of("item_count", rows),
        "features",
        columns.stream().map(ColumnFacts::statistics).toList());
  }

  /** Returns {@code constraints.json}, with the settings that Model Monitor suggests. */
  Map<String, Object> constraints() {
    Map<String, Object> monitoring =
        Map.of(
            "evaluate_constraints",
            "Enabled",
            "emit_metrics",
            "Enabled",
            "datatype_check_threshold",
            1.0,
            "domain_content_threshold",
            1.0,
            "distribution_constraints",
            Map.of(
                "perform_comparison",
                "Enabled",
                "comparison_threshold",
                0.1,
                "comparison_method",
                "Robust"));
    return Map.of(
        "version",
        0.0,
        "features",
        columns.stream().map(ColumnFacts::constraints).toList(),
        "monitoring_config",
        monitoring);
  }
}
