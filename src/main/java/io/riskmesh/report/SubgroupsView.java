package io.riskmesh.report;

import io.riskmesh.config.SubgroupMetricName;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.SubgroupMetric;
import io.riskmesh.evaluate.SubgroupTable;
import io.riskmesh.evaluate.SubgroupTable.Subgroup;
import io.riskmesh.explain.Explanation;
import io.riskmesh.html.EnglishNumbers;
import java.util.List;
import java.util.stream.Stream;

/**
 * For whom the model is wrong: protected groups and segments.
 *
 * @param findings what certainly differs
 */
record SubgroupsView(List<String> findings, List<TableView> groups, List<TableView> segments) {
  private static final String RATIO = SubgroupMetricName.ADVERSE_IMPACT_RATIO.key();
  private static final String AUC = SubgroupMetricName.AUC.key();
  private static final String BIAS = SubgroupMetricName.CALIBRATION_IN_THE_LARGE.key();

  /**
   * The groups of a column.
   *
   * @param lead with what they are compared, and what must be known; may be empty
   */
  record TableView(String column, String lead, List<RowView> rows) {}

  /** A group. */
  record RowView(
      String name,
      String rows,
      MetricCell defaults,
      MetricCell approved,
      MetricCell ratio,
      MetricCell refusedDefaults,
      MetricCell refusedGood,
      MetricCell auc,
      String probability,
      MetricCell bias) {}

  /**
   * A value and its interval, or why there is none.
   *
   * @param css marks a value that certainly differs
   */
  record MetricCell(String value, String interval, String css) {}

  static SubgroupsView of(Evaluation evaluation, Explanation explanation) {
    return new SubgroupsView(
        SubgroupFindings.of(evaluation, explanation),
        evaluation.groups().stream().map(SubgroupsView::table).toList(),
        evaluation.segments().stream().map(SubgroupsView::table).toList());
  }

  boolean shown() {
    return !groups.isEmpty() || !segments.isEmpty();
  }

  boolean grouped() {
    return !groups.isEmpty();
  }

  boolean segmented() {
    return !segments.isEmpty();
  }

  private static TableView table(SubgroupTable table) {
    String reference =
        table.reference() == null ? "" : "Compared with %s.".formatted(table.reference());
    String note = table.note() == null ? "" : table.note();
    return new TableView(
        table.column(),
        Stream.of(reference, note)
            .filter(text -> !text.isEmpty())
            .reduce((one, other) -> one + " " + other)
            .orElse(""),
        table.groups().stream().map(group -> row(table, group)).toList());
  }

  private static RowView row(SubgroupTable table, Subgroup group) {
    boolean isReference = group.name().equals(table.reference());
    return new RowView(
        group.name(),
        EnglishNumbers.count(group.rows()),
        share(group, "defaultRate"),
        share(group, "approvalRate"),
        isReference
            ? new MetricCell("1", "reference", "")
            : cell(group, RATIO, false, SubgroupFindings.isAdverse(group)),
        share(group, "truePositiveRate"),
        share(group, "falsePositiveRate"),
        cell(group, AUC, false, false),
        group
            .metric("meanProbability")
            .map(metric -> EnglishNumbers.percent(metric.value()))
            .orElse(EnglishNumbers.NONE),
        cell(group, BIAS, true, SubgroupFindings.isMiscalibrated(group)));
  }

  private static MetricCell share(Subgroup group, String name) {
    return cell(group, name, true, false);
  }

  private static MetricCell cell(Subgroup group, String name, boolean isShare, boolean isMarked) {
    return group
        .metric(name)
        .map(metric -> cell(metric, isShare, isMarked))
        .orElse(new MetricCell(EnglishNumbers.NONE, "", ""));
  }

  private static MetricCell cell(SubgroupMetric metric, boolean isShare, boolean isMarked) {
    if (metric.value() == null) {
      return new MetricCell(EnglishNumbers.NONE, metric.missing(), "");
    }
    String interval =
        metric.low() == null
            ? metric.missing() == null ? "" : metric.missing()
            : text(metric.low(), isShare) + " to " + text(metric.high(), isShare);
    return new MetricCell(text(metric.value(), isShare), interval, isMarked ? "failed" : "");
  }

  private static String text(double value, boolean isShare) {
    return isShare ? EnglishNumbers.percent(value) : EnglishNumbers.metric(value);
  }
}
