package io.riskmesh.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.QualityRule;
import io.riskmesh.drift.DriftReport;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Store;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What was checked on a source, as facets of the input. Has no values of the data. */
final class LineageQuality {
  private static final String STATISTICS = "registry/statistics.json";

  private LineageQuality() {}

  /**
   * Returns the facet {@code dataQualityMetrics}: rows, and missing values of the columns that are
   * not masked.
   */
  static Map<String, Object> metrics(Store store, Manifest manifest) {
    Map<String, Object> columns = new TreeMap<>();
    if (manifest.files().stream().anyMatch(file -> file.path().equals(STATISTICS))) {
      JsonNode statistics = JsonText.read(manifest.readFile(store, STATISTICS), JsonNode.class);
      for (JsonNode feature : statistics.path("features")) {
        JsonNode common = feature.findPath("common");
        if (common.has("num_missing")) {
          columns.put(
              feature.path("name").asText(),
              Map.of("nullCount", common.path("num_missing").asLong()));
        }
      }
    }
    Map<String, Object> facet = new LinkedHashMap<>();
    facet.put("rowCount", manifest.split().allRows());
    facet.put("columnMetrics", columns);
    return facet;
  }

  /** Returns the facet {@code dataQualityAssertions} of a published run: every rule was kept. */
  static Map<String, Object> kept(EffectiveConfig settings) {
    JobConfig job = settings.job();
    List<Map<String, Object>> assertions = new ArrayList<>();
    assertions.add(
        assertion("min_rows", "at least %d rows".formatted(job.quality().minRows()), true));
    assertions.add(assertion("label", "every row with a label, and rows of both classes", true));
    for (QualityRule rule : job.quality().rules()) {
      Map<String, Object> kept =
          assertion(
              String.valueOf(rule.yaml(job.privacy()).get("check")),
              rule.inWords(job.privacy()),
              true);
      rule.on().ifPresent(column -> kept.put("column", column));
      assertions.add(kept);
    }
    return Map.of("assertions", assertions);
  }

  /** Returns the facet of a run that ended because of its data: one assertion per broken rule. */
  static Map<String, Object> broken(String message) {
    return Map.of(
        "assertions", message.lines().map(line -> assertion("quality_rule", line, false)).toList());
  }

  /** Returns the facet of a comparison: one assertion per column that was compared. */
  static Map<String, Object> shifts(DriftReport drift) {
    List<Map<String, Object>> assertions = new ArrayList<>();
    for (DriftReport.DriftColumn column : drift.columns()) {
      if (column.shift() != null) {
        Map<String, Object> psi =
            assertion(
                "population_stability_index",
                "the distribution has not moved since run " + drift.run(),
                !column.shift().exceeds());
        psi.put("column", column.name());
        psi.put("actual", number(column.shift().psi()));
        psi.put("expected", "<= " + number(column.shift().limit()));
        assertions.add(psi);
      }
    }
    return Map.of("assertions", assertions);
  }

  private static Map<String, Object> assertion(String kind, String words, boolean success) {
    Map<String, Object> assertion = new LinkedHashMap<>();
    assertion.put("assertion", kind);
    assertion.put("success", success);
    assertion.put("severity", "error");
    assertion.put("description", words);
    return assertion;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
