package io.riskmesh.report;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import io.riskmesh.quality.QualityReport.FeatureShare;
import io.riskmesh.quality.QualityReport.Violation;
import java.util.ArrayList;
import java.util.List;

/** The source of the rows, and the results of the quality checks. */
record DataView(
    List<ReportFact> facts,
    List<SourceColumnRow> columns,
    boolean many,
    List<FeatureRow> features,
    List<String> rules,
    List<Violation> violations) {
  /** Number of columns above which the table is collapsed. */
  private static final int MANY = 40;

  record FeatureRow(String name, String missing, String unknown, String remark) {}

  record SourceColumnRow(String name, String type, String nulls, String share, String range) {}

  static DataView of(ReportInput input) {
    QualityReport quality = input.data().quality();
    return new DataView(
        facts(input),
        quality.columns().stream().map(c -> row(c, input)).toList(),
        quality.columns().size() > MANY,
        quality.features().stream().map(f -> row(f, quality.rows())).toList(),
        input.data().rules(),
        quality.violations());
  }

  boolean broken() {
    return !violations.isEmpty();
  }

  boolean told() {
    return !features.isEmpty();
  }

  boolean ruled() {
    return !rules.isEmpty();
  }

  private static List<ReportFact> facts(ReportInput input) {
    SourcePin source = input.data().source();
    List<ReportFact> facts = new ArrayList<>();
    facts.add(ReportFact.code(source.kind().equals("files") ? "Files" : "Table", source.name()));
    if (source.table() != null) {
      facts.add(ReportFact.code("Target table", source.table().shown()));
      source.table().links().forEach(link -> facts.add(ReportFact.code("Link", link)));
    }
    facts.add(ReportFact.code("Location", source.location()));
    facts.add(ReportFact.code("Snapshot", snapshot(source)));
    facts.add(ReportFact.code("Filter", source.filter() == null ? "none" : source.filter()));
    facts.add(ReportFact.code("Default means", positive(input.job())));
    input.job().weight().ifPresent(w -> facts.add(ReportFact.code("Weighted by", w)));
    facts.add(ReportFact.of("Rows", EnglishNumbers.count(input.data().quality().rows())));
    facts.add(ReportFact.of("Defaults", defaults(input.data().quality())));
    facts.add(
        ReportFact.of(
            "Columns",
            input.data().quality().columns().size() + " of " + source.columns().size() + " used"));
    return facts;
  }

  private static String positive(ReportInput.JobFacts job) {
    String column = job.label().column();
    return column
        + (job.masked().contains(column)
            ? ": the value is masked"
            : " = " + job.label().positive());
  }

  private static String snapshot(SourcePin source) {
    if (source.snapshot() == null) {
      long bytes = source.files().stream().mapToLong(SourcePin.SourceFile::bytes).sum();
      return EnglishNumbers.count(source.files().size(), "file")
          + ", "
          + EnglishNumbers.bytes(bytes);
    }
    String time = source.snapshotTime();
    return source.snapshot() + (time == null ? "" : " of " + time);
  }

  private static String defaults(QualityReport quality) {
    double share = ConfusionShares.divide(quality.positives(), quality.rows());
    return EnglishNumbers.count(quality.positives())
        + ", "
        + EnglishNumbers.percent(share)
        + " of all rows";
  }

  private static SourceColumnRow row(ColumnSummary column, ReportInput input) {
    return new SourceColumnRow(
        column.name(),
        column.type(),
        EnglishNumbers.count(column.nulls()),
        EnglishNumbers.percent(
            ConfusionShares.divide(column.nulls(), input.data().quality().rows())),
        range(column, input));
  }

  private static FeatureRow row(FeatureShare feature, long rows) {
    return new FeatureRow(
        feature.name(),
        EnglishNumbers.percent(feature.missingShare(rows)),
        feature.unknown() == null ? "" : EnglishNumbers.percent(feature.unknownShare(rows)),
        remark(feature));
  }

  private static String remark(FeatureShare feature) {
    List<String> remarks = new ArrayList<>();
    if (feature.constant()) {
      remarks.add("the same in every row");
    }
    if (feature.missingFiles() != null) {
      remarks.add(feature.missingFiles().shown("no value"));
    }
    if (feature.unknownFiles() != null) {
      remarks.add(feature.unknownFiles().shown("no known value"));
    }
    return String.join("; ", remarks);
  }

  private static String range(ColumnSummary column, ReportInput input) {
    if (input.job().masked().contains(column.name())) {
      return "masked";
    }
    return column.min() == null || column.max() == null
        ? "no values"
        : column.min() + " to " + column.max();
  }
}
