package io.riskmesh.report;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.LabelConfig;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.gate.Verdict;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.train.TrainSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a report shows. Equal input gives equal bytes.
 *
 * @param created time of the run's first attempt, ISO-8601, as the manifest records it
 * @param rules the quality rules that were checked, in words
 * @param stages in the order in which they ran, up to the report itself
 * @param versions name to version of each component, in display order
 * @param configDigest sha256 that identifies the job's configuration, as in the manifest
 * @param jobYaml the effective job, secrets masked
 * @param envYaml the effective environment, secrets masked
 */
public record ReportInput(
    String runId,
    String created,
    JobFacts job,
    Verdict verdict,
    Evaluation evaluation,
    SourcePin source,
    QualityReport quality,
    List<String> rules,
    SplitSummary split,
    FeatureSummary features,
    TrainSummary training,
    List<StageFacts> stages,
    Map<String, String> versions,
    String configDigest,
    String jobYaml,
    String envYaml) {

  /**
   * The parts of the job's configuration that the text mentions.
   *
   * @param weight column with the rows' weights; if present, the evaluation's counts are weighted
   * @param masked columns whose values must not be shown
   */
  public record JobFacts(
      String name, LabelConfig label, Optional<String> weight, Set<String> masked) {}

  /**
   * One stage of the run.
   *
   * @param rows rows that it read; null if it does not work on rows
   * @param bytesRead bytes that it read; null if unknown
   */
  public record StageFacts(String name, double seconds, Long rows, Long bytesRead) {}
}
