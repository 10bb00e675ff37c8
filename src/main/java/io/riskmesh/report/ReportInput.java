package io.riskmesh.report;

import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.AboutConfig;
import io.riskmesh.config.LabelConfig;
import io.riskmesh.evaluate.ChampionComparison;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.explain.Explanation;
import io.riskmesh.explain.PointTable;
import io.riskmesh.features.BinTables;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.gate.Verdict;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.screen.ScreeningResult;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.train.TrainSummary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that a report shows. Equal input gives equal bytes.
 *
 * @param screening audit of the candidates; empty if the job asks for none
 * @param stages in the order in which they ran, up to the report itself
 * @param references comparison with champion and anchor; empty if the job asks for none
 * @param bins bins of the features that have bins
 * @param points tables of points; empty if the model has none
 */
public record ReportInput(
    RunFacts run,
    JobFacts job,
    Verdict verdict,
    Evaluation evaluation,
    Explanation explanation,
    DataFacts data,
    SplitSummary split,
    FeatureSummary features,
    Optional<ScreeningResult> screening,
    TrainSummary training,
    List<StageFacts> stages,
    ConfigTexts config,
    Optional<ChampionComparison> references,
    BinTables bins,
    Optional<PointTable> points) {

  /** Creates the input of a model without points. */
  public ReportInput(
      RunFacts run,
      JobFacts job,
      Verdict verdict,
      Evaluation evaluation,
      Explanation explanation,
      DataFacts data,
      SplitSummary split,
      FeatureSummary features,
      Optional<ScreeningResult> screening,
      TrainSummary training,
      List<StageFacts> stages,
      ConfigTexts config,
      Optional<ChampionComparison> references,
      BinTables bins) {
    this(
        run,
        job,
        verdict,
        evaluation,
        explanation,
        data,
        split,
        features,
        screening,
        training,
        stages,
        config,
        references,
        bins,
        Optional.empty());
  }

  /**
   * The run itself.
   *
   * @param created time of its first attempt, ISO-8601, as the manifest records it
   * @param versions name to version of each component, in display order
   */
  public record RunFacts(String runId, String created, Map<String, String> versions) {}

  /**
   * The parts of the job's configuration that the text mentions.
   *
   * @param weight column with the rows' weights; if present, the evaluation's counts are weighted
   * @param masked columns whose values must not be shown
   * @param interactions names of the features that trees may combine, group by group; empty if they
   *     may combine all
   * @param about what people say about the model
   */
  public record JobFacts(
      String name,
      LabelConfig label,
      Optional<String> weight,
      Set<String> masked,
      List<List<String>> interactions,
      AboutConfig about) {}

  /**
   * The rows that were read, and what was checked on them.
   *
   * @param rules the quality rules that were checked, in words
   */
  public record DataFacts(SourcePin source, QualityReport quality, List<String> rules) {}

  /**
   * The effective configuration, secrets masked.
   *
   * @param digest sha256 that identifies the job's configuration, as in the manifest
   * @param job YAML of the job
   * @param environment YAML of the environment
   */
  public record ConfigTexts(String digest, String job, String environment) {}

  /**
   * One stage of the run.
   *
   * @param rows rows that it read; null if it does not work on rows
   * @param bytesRead bytes that it read; null if unknown
   * @param peakMemory bytes that the process had held at most by its end; null if unknown
   */
  public record StageFacts(
      String name, double seconds, Long rows, Long bytesRead, Long peakMemory) {}
}
