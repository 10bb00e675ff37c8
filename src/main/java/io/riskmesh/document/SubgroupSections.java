package io.riskmesh.document;

import io.riskmesh.document.MarkdownPage.TableRow;
import io.riskmesh.store.RunPaths;
import java.util.List;
import java.util.stream.Stream;

/** For whom the model is wrong: groups, segments, and time. */
final class SubgroupSections {

  static final DocumentSection GROUPED =
      MarkdownPage.ofFile(RunPaths.CURVES, "Protected groups", SubgroupSections::groups);
  static final DocumentSection PROXIED =
      MarkdownPage.ofFile(
          "evaluation/explanation.json", "Proxies of protected groups", SubgroupSections::proxies);
  static final DocumentSection SEGMENTED =
      MarkdownPage.ofFile(RunPaths.CURVES, "Segments", SubgroupSections::segments);
  static final DocumentSection TIMED =
      MarkdownPage.ofFile(RunPaths.CURVES, "Over time", SubgroupSections::time);

  private SubgroupSections() {}

  private static void groups(FileNode file, MarkdownPage page) {
    List<FileNode> tables = file.at("groups").items();
    if (tables.isEmpty()) {
      page.sentence("The job compares no groups.");
      page.owe("an analysis of the outcomes of protected groups");
    }
    for (FileNode table : tables) {
      page.facts(table, "column", "reference", "note");
      page.table(
          List.of(
              "group",
              "rows",
              "default rate",
              "approval rate",
              "impact ratio",
              "low",
              "high",
              "AUC"),
          table.at("groups").items().stream()
              .map(
                  group -> {
                    FileNode ratio = metric(group, "adverseImpactRatio");
                    return row(
                        group,
                        metric(group, "defaultRate").at("value"),
                        metric(group, "approvalRate").at("value"),
                        ratio.at("value"),
                        ratio.at("low"),
                        ratio.at("high"),
                        metric(group, "auc").at("value"));
                  })
              .toList());
    }
  }

  private static void segments(FileNode file, MarkdownPage page) {
    List<FileNode> tables = file.at("segments").items();
    if (tables.isEmpty()) {
      page.sentence("The job evaluates no segments.");
    }
    for (FileNode table : tables) {
      page.facts(table, "column", "note");
      page.table(
          List.of(
              "segment", "rows", "default rate", "mean probability", "difference", "low", "high"),
          table.at("groups").items().stream()
              .map(
                  group -> {
                    FileNode bias = metric(group, "calibrationInTheLarge");
                    return row(
                        group,
                        metric(group, "defaultRate").at("value"),
                        metric(group, "meanProbability").at("value"),
                        bias.at("value"),
                        bias.at("low"),
                        bias.at("high"));
                  })
              .toList());
    }
  }

  private static TableRow row(FileNode group, FileNode... values) {
    return new TableRow(
        Stream.concat(Stream.of(group.at("name"), group.at("rows")), Stream.of(values))
            .map(FileNode::shown)
            .toList(),
        group);
  }

  private static FileNode metric(FileNode group, String name) {
    FileNode metrics = group.at("metrics");
    return metrics.items().stream()
        .filter(metric -> metric.at("name").shown().equals(name))
        .findFirst()
        .orElse(metrics.at(name));
  }

  private static void proxies(FileNode file, MarkdownPage page) {
    page.sentence("How well the other inputs of the model predict each group:");
    for (FileNode proxy : file.at("proxies").items()) {
      page.facts(proxy, "column", "leftOut");
      page.items(
          proxy.at("groups").items(), "name", "rows", "auc", "low", "high", "missing", "features");
    }
  }

  private static void time(FileNode file, MarkdownPage page) {
    FileNode later = file.at("outOfTime");
    FileNode vintages = file.at("vintages");
    if (!later.isPresent() && !vintages.isPresent()) {
      page.sentence("The job has no event time.");
      page.owe("how the model holds over time");
    }
    page.facts(later, "rows", "defaults", "noMetrics");
    page.items(later.at("metrics").items(), "name", "value", "low", "high");
    page.items(
        vintages.at("vintages").items(),
        "name",
        "part",
        "rows",
        "rate",
        "low",
        "high",
        "pd",
        "auc",
        "aucLow",
        "aucHigh");
  }
}
