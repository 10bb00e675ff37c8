package io.riskmesh.quality;

import io.riskmesh.config.JobConfig;
import io.riskmesh.quality.QualityReport.Violation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Checks the staged rows. */
public final class Quality {
  private static final Comparator<Violation> WORST_FIRST =
      Comparator.comparingLong(Violation::count)
          .reversed()
          .thenComparing(Violation::rule)
          .thenComparing(violation -> String.valueOf(violation.column()));

  private Quality() {}

  /**
   * Looks at every row once, in one aggregation; a declared {@code duplicateKeys} rule counts the
   * distinct row hashes beside it. Nothing is thrown for data: broken rules are values.
   *
   * @param staged rows as {@code split.Staging} writes them
   * @param asOf the time that the run stands for
   */
  public static QualityReport check(Dataset<Row> staged, JobConfig job, Instant asOf) {
    Sheet sheet = new Sheet(staged.schema(), job);
    Scan.Handle rows = sheet.scan().rows();
    LabelCheck label = LabelCheck.in(sheet, staged);
    sheet.add(label);
    ImpliedRules.addTo(sheet);
    DeclaredRules declared = new DeclaredRules(sheet, staged, asOf);
    job.quality().rules().forEach(declared::add);
    Summaries summaries = new Summaries(sheet);
    Scan.Result result = sheet.scan().run(staged);
    return new QualityReport(
        result.count(rows),
        result.count(label.positives()),
        summaries.read(result),
        violations(sheet.checks(), result, result.count(rows)));
  }

  private static List<Violation> violations(List<Check> checks, Scan.Result result, long rows) {
    return checks.stream()
        .map(check -> check.verdict(result, rows))
        .flatMap(Optional::stream)
        .sorted(WORST_FIRST)
        .toList();
  }
}
