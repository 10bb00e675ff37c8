package io.riskmesh.drift;

import io.riskmesh.catalog.SourceChange.Extent;
import io.riskmesh.config.JobConfig;
import io.riskmesh.drift.LevelComparison.Findings;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.scoring.PublishedScores;
import io.riskmesh.split.Splitter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Compares the rows that a run has scored with what it saw; no row is scored again. */
final class ScoresCheck {
  private final JobConfig job;
  private final ReferenceRun run;
  private final Baseline baseline;
  private final Instant asOf;
  private final Consumer<String> progress;

  /**
   * Creates a comparison.
   *
   * @param asOf the time at which labels must be final
   */
  ScoresCheck(
      JobConfig job, ReferenceRun run, Baseline baseline, Instant asOf, Consumer<String> progress) {
    this.job = job;
    this.run = run;
    this.baseline = baseline;
    this.asOf = asOf;
    this.progress = progress;
  }

  /**
   * Compares the scores, in at most eight Spark jobs.
   *
   * @param table rows of the scores
   */
  DriftFindings findDrift(PublishedScores scores, Dataset<Row> table) {
    Dataset<Row> rows = ScoredApplicants.staged(table, job);
    long count = scores.manifest().rows();
    boolean isEnough = count >= job.drift().minRows();
    DriftFindings found =
        DriftFindings.of(run.id(), source(scores), new SchemaChange(Map.of(), List.of(), List.of()))
            .with(
                new DriftReport.RowCounts(
                    baseline.rows(), 0, 0, job.drift().newRows(), isEnough ? count : null));
    if (!isEnough) {
      return found;
    }
    progress.accept("%,d scored rows".formatted(count));
    return compareScore(scores, rows, compareColumns(rows, count, found));
  }

  private DriftReport.DriftSource source(PublishedScores scores) {
    return new DriftReport.DriftSource(
        run.source().name(),
        run.source().shown(),
        scores.shown(),
        Extent.ALL,
        "the run scored them on " + scores.manifest().created(),
        scores.manifest().sourceId());
  }

  private DriftFindings compareColumns(Dataset<Row> rows, long count, DriftFindings found) {
    List<String> missing =
        baseline.columns().stream()
            .map(Baseline.BaselineColumn::name)
            .filter(name -> !name.equals(job.label().column()))
            .filter(name -> !StagedColumns.has(rows.schema(), StagedColumns.raw(name)))
            .toList();
    DriftFindings compared =
        found.with(new DriftComparison(baseline, job).compareColumns(rows, count));
    return missing.isEmpty()
        ? compared
        : compared.noting(
            "Not compared, because score.keep does not name them: %s."
                .formatted(String.join(", ", missing)));
  }

  /** Compares the score. Rows that the run was trained on are excluded if it is the same source. */
  private DriftFindings compareScore(
      PublishedScores scores, Dataset<Row> rows, DriftFindings found) {
    boolean isSame = scores.manifest().source().name().equals(run.source().name());
    Optional<Dataset<Row>> fresh = isSame ? untrained(rows) : Optional.of(rows);
    if (fresh.isEmpty()) {
      return found.noting(
          "The score was not compared: the scores do not show which rows the run was trained on.");
    }
    Dataset<Row> predictions =
        ScoredApplicants.predictions(ScoredApplicants.withFinalLabels(fresh.get(), job, asOf));
    if (isSame && predictions.count() < job.drift().minRows()) {
      return found.noting(
          "The score was not compared: the run was trained on all but a few of the scored rows.");
    }
    Findings level =
        new LevelComparison(baseline, job.drift(), job.evaluation().grades(), run)
            .compare(predictions);
    return level.addedTo(found, new DriftComparison(baseline, job).compareScore(predictions));
  }

  private Optional<Dataset<Row>> untrained(Dataset<Row> rows) {
    return ScoredApplicants.isSplittable(rows.schema(), job)
        ? Splitter.findUntrained(rows, job, run.split())
        : Optional.empty();
  }
}
