package io.riskmesh.quality;

import io.riskmesh.config.JobConfig;
import io.riskmesh.quality.QualityReport.Violation;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Checks the staged rows. */
public final class QualityChecks {
  private static final Comparator<Violation> WORST_FIRST =
      Comparator.comparingLong(Violation::count)
          .reversed()
          .thenComparing(Violation::rule)
          .thenComparing(violation -> String.valueOf(violation.column()));

  private QualityChecks() {}

  /**
   * Checks every row in one pass, or several for a wide table. A declared {@code duplicate_keys}
   * rule additionally counts the distinct row hashes, and examples are looked up for broken rules.
   * Invalid data does not throw: broken rules are part of the report.
   *
   * @param staged rows as {@code split.RowStaging} writes them
   * @param asOf the as-of time of the run
   */
  public static QualityReport check(Dataset<Row> staged, JobConfig job, Instant asOf) {
    CheckBuilder sheet = new CheckBuilder(staged.schema(), job);
    LabelCheck label = LabelCheck.in(sheet, staged);
    sheet.add(label);
    ImpliedRules.addTo(sheet, asOf);
    FeatureRules features = FeatureRules.addTo(sheet);
    DeclaredRules declared = new DeclaredRules(sheet, staged, asOf);
    job.quality().rules().forEach(declared::add);
    ColumnSummaries summaries = new ColumnSummaries(sheet);
    AggregateScan.ScanResult result = sheet.scan().run(staged);
    Map<QualityCheck, Violation> broken = new LinkedHashMap<>();
    for (QualityCheck check : sheet.checks()) {
      check.judge(result, result.rows()).ifPresent(v -> broken.put(check, v));
    }
    return new QualityReport(
        result.rows(),
        result.count(label.positives()),
        summaries.read(result),
        features.shares(result, result.rows()),
        findExamples(broken, staged).stream().sorted(WORST_FIRST).toList());
  }

  private static List<Violation> findExamples(
      Map<QualityCheck, Violation> broken, Dataset<Row> staged) {
    AggregateScan scan = new AggregateScan();
    Map<QualityCheck, AggregateScan.Handle> examples = new LinkedHashMap<>();
    // The smallest text, so that the example does not depend on the order of the rows.
    broken
        .keySet()
        .forEach(check -> check.example().ifPresent(e -> examples.put(check, scan.least(e))));
    if (examples.isEmpty()) {
      return List.copyOf(broken.values());
    }
    AggregateScan.ScanResult result = scan.run(staged);
    examples.forEach(
        (check, handle) -> {
          if (result.value(handle) instanceof String value) {
            broken.computeIfPresent(
                check, (c, violation) -> violation.showing(ValueMask.of(value)));
          }
        });
    return List.copyOf(broken.values());
  }
}
