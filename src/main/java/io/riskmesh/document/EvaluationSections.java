package io.riskmesh.document;

import io.riskmesh.store.RunPaths;
import java.util.List;

/** What the files of the evaluation say. */
final class EvaluationSections {
  private static final String METRICS = "evaluation/metrics.json";

  static final DocumentSection MEASURED =
      MarkdownPage.ofFile(METRICS, "Metrics on test rows", EvaluationSections::metrics);
  static final DocumentSection DECIDED =
      MarkdownPage.ofFile(METRICS, "The decision on test rows", EvaluationSections::decision);
  static final DocumentSection CALIBRATED =
      MarkdownPage.ofFile(METRICS, "The calibrated probability", EvaluationSections::calibrated);
  static final DocumentSection CALIBRATION =
      MarkdownPage.ofFile(
          RunPaths.CURVES, "Predicted and observed default rates", EvaluationSections::calibration);
  static final DocumentSection GRADED =
      MarkdownPage.ofFile(RunPaths.CURVES, "Grades", EvaluationSections::grades);
  static final DocumentSection CUTOFFS =
      MarkdownPage.ofFile(
          RunPaths.CURVES, "What other thresholds would decide", EvaluationSections::cutoffs);

  private EvaluationSections() {}

  private static void metrics(FileNode file, MarkdownPage page) {
    folds(file, page);
    page.sentence("With confidence intervals, where the data allow one:");
    page.entries("Metric", file.at("metrics"), "value", "low", "high", "interval", "noInterval");
    page.sentence("The same metrics on the rows that the model was fitted and tuned on:");
    for (String part : file.at("parts").fields()) {
      page.entries("On " + part, file.at("parts").at(part));
    }
  }

  /** Says that the rows were predicted out of fold, if they were. */
  private static void folds(FileNode file, MarkdownPage page) {
    FileNode folds = file.at("folds");
    if (folds.isPresent()) {
      page.sentence(
          "Measured out of fold: there is no test part, each row was predicted by a model that was fitted on rows of the other folds. The published model was fitted on all rows.");
      page.facts(folds, "count", "widening", "rounds");
      page.items(folds.at("folds").items(), "rows", "defaults", "rounds", "auc", "threshold");
    }
  }

  private static void decision(FileNode file, MarkdownPage page) {
    folds(file, page);
    page.sentence("An application is refused from the threshold on, a raw probability of default.");
    page.facts(
        file.at("decision"),
        "threshold",
        "falsePositiveCost",
        "falseNegativeCost",
        "cost",
        "truePositives",
        "falsePositives",
        "trueNegatives",
        "falseNegatives");
  }

  private static void calibrated(FileNode file, MarkdownPage page) {
    FileNode calibration = file.at("recalibration");
    page.facts(calibration, "fit", "noFit", "brier", "logLoss");
    page.items(calibration.at("metrics").items(), "name", "value", "low", "high", "interval");
    page.facts(calibration.at("anchor"), "longRunRate", "observed", "shift");
  }

  private static void calibration(FileNode file, MarkdownPage page) {
    page.items(file.at("calibration").items(), "rows", "predicted", "observed", "low", "high");
  }

  private static void grades(FileNode file, MarkdownPage page) {
    FileNode table = file.at("grades");
    if (!table.isPresent()) {
      page.sentence("The job declares no grades.");
      return;
    }
    page.items(
        table.at("grades").items(),
        "name",
        "below",
        "rows",
        "defaults",
        "pd",
        "rate",
        "low",
        "high",
        "pValue");
    page.facts(
        table, "statistic", "degrees", "pValue", "leastExpected", "concentration", "inversions");
  }

  private static void cutoffs(FileNode file, MarkdownPage page) {
    List<FileNode> points = file.at("strategy").items();
    if (points.isEmpty()) {
      page.absent(file.file() + "#/strategy", "What other thresholds would decide");
    }
    page.items(points, "threshold", "accepted", "badRate", "low", "high", "caught", "cost");
  }
}
