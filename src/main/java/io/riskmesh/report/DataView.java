package io.riskmesh.report;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.quality.QualityReport.ColumnSummary;
import io.riskmesh.quality.QualityReport.FeatureShare;
import io.riskmesh.quality.QualityReport.Violation;
import java.util.ArrayList;
import java.util.List;

/** Where the rows came from and what was found in them. */
record DataView(
    List<Fact> facts,
    List<ColumnRow> columns,
    boolean many,
    List<FeatureRow> features,
    List<String> rules,
    List<Violation> violations) {
  /** Longer tables are folded away. */
  private static final int MANY = 40;

  record FeatureRow(String name, String missing, String unknown, String remark) {}

  record ColumnRow(String name, String type, String nulls, String share, String range) {}

  static DataView of(ReportInput input) {
    QualityReport quality = input.quality();
    return new DataView(
        facts(input),
        quality.columns().stream().map(c -> row(c, input)).toList(),
        quality.columns().size() > MANY,
        quality.features().stream().map(f -> row(f, quality.rows())).toList(),
        input.rules(),
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

  private static List<Fact> facts(ReportInput input) {
    SourcePin source = input.source();
    List<Fact> facts = new ArrayList<>();
    facts.add(Fact.code(source.kind().equals("files") ? "Files" : "Table", source.name()));
    if (source.table() != null) {
      facts.add(Fact.code("Behind it", source.table().shown()));
      source.table().links().forEach(link -> facts.add(Fact.code("Link", link)));
    }
    facts.add(Fact.code("Location", source.location()));
    facts.add(Fact.code("Snapshot", snapshot(source)));
    facts.add(Fact.code("Filter", source.filter() == null ? "none" : source.filter()));
    facts.add(Fact.code("Default means", positive(input.job())));
    input.job().weight().ifPresent(w -> facts.add(Fact.code("Weighted by", w)));
    facts.add(Fact.of("Rows", Numbers.count(input.quality().rows())));
    facts.add(Fact.of("Defaults", defaults(input.quality())));
    facts.add(
        Fact.of(
            "Columns", input.quality().columns().size() + " used of " + source.columns().size()));
    return facts;
  }

  private static String positive(ReportInput.Job job) {
    String column = job.label().column();
    return column
        + (job.masked().contains(column)
            ? ": the value is masked"
            : " = " + job.label().positive());
  }

  private static String snapshot(SourcePin source) {
    if (source.snapshot() == null) {
      long bytes = source.files().stream().mapToLong(SourcePin.SourceFile::bytes).sum();
      return Numbers.count(source.files().size(), "file") + ", " + Numbers.bytes(bytes);
    }
    String time = source.snapshotTime();
    return source.snapshot() + (time == null ? "" : " of " + time);
  }

  private static String defaults(QualityReport quality) {
    double share = Shares.divide(quality.positives(), quality.rows());
    return Numbers.count(quality.positives()) + ", " + Numbers.percent(share) + " of all rows";
  }

  private static ColumnRow row(ColumnSummary column, ReportInput input) {
    return new ColumnRow(
        column.name(),
        column.type(),
        Numbers.count(column.nulls()),
        Numbers.percent(Shares.divide(column.nulls(), input.quality().rows())),
        range(column, input));
  }

  private static FeatureRow row(FeatureShare feature, long rows) {
    return new FeatureRow(
        feature.name(),
        Numbers.percent(feature.missingShare(rows)),
        feature.unknown() == null ? "" : Numbers.percent(feature.unknownShare(rows)),
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
