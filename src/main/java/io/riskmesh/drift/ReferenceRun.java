package io.riskmesh.drift;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.MetricName;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.runs.Manifest;
import io.riskmesh.split.SplitSummary;
import java.util.Optional;

/**
 * The run that is compared with, as far as its manifest describes it.
 *
 * @param auc on test; NaN if the manifest has none
 * @param low lower end of its 95 % interval; null if there is none
 */
public record ReferenceRun(
    String id, SourcePin source, SplitSummary split, double auc, Double low, Double high) {

  /** Extracts from a manifest what the current rows are compared with. */
  public static ReferenceRun of(Manifest manifest) {
    Optional<Metric> auc = manifest.metric(MetricName.AUC);
    return new ReferenceRun(
        manifest.runId(),
        manifest.source(),
        manifest.split(),
        auc.map(Metric::value).orElse(Double.NaN),
        auc.map(Metric::low).orElse(null),
        auc.map(Metric::high).orElse(null));
  }
}
