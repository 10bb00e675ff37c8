package io.riskmesh.drift;

import io.riskmesh.catalog.ReadFailure;
import io.riskmesh.catalog.SourceChange;
import io.riskmesh.catalog.SourceChange.Extent;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.quality.SchemaCheck;
import io.riskmesh.rows.ParquetFolder;
import io.riskmesh.runs.Manifest;
import io.riskmesh.scoring.RowScorer;
import io.riskmesh.scoring.ScoredModel;
import io.riskmesh.session.AsOf;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.split.RowStaging;
import io.riskmesh.split.Splitter;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares the source as it is now with a published run. The rows that are needed are read once,
 * into a work folder that is deleted afterwards; if nothing is new, no row is read.
 */
public final class DriftCheck {
  private final EffectiveConfig settings;
  private final JobConfig job;
  private final Store store;
  private final DriftReport.Head head;
  private final Consumer<String> progress;
  private final String work;

  /**
   * Creates a comparison.
   *
   * @param id identifier of the comparison
   * @param against the requested run: {@code latest}, {@code approved} or a run id
   * @param now start time, used if the configuration sets no as-of time
   * @param progress receives progress messages
   */
  public DriftCheck(
      EffectiveConfig settings,
      Store store,
      String id,
      String against,
      Instant now,
      Consumer<String> progress) {
    this.settings = settings;
    this.job = settings.job();
    this.store = store;
    this.progress = progress;
    String asOf = AsOf.of(job.source(), now).toString();
    this.head = new DriftReport.Head(id, job.name(), asOf, against);
    this.work = new JobPaths(job.name()).scratch("drift");
  }

  /**
   * Runs the comparison.
   *
   * @param production the run to compare with; if empty, the result is that one must be trained
   * @throws io.riskmesh.store.RunException as a run would, if the source is missing, not granted or
   *     does not respond
   */
  public DriftReport run(Optional<Manifest> production) {
    if (production.isEmpty()) {
      return head.without(null, noRun());
    }
    RunPaths paths = new RunPaths(job.name(), production.get().runId());
    Optional<Baseline> baseline =
        store.read(paths.published(RunPaths.BASELINE)).flatMap(Baseline::read);
    return baseline.isPresent()
        ? compare(ReferenceRun.of(production.get()), baseline.get())
        : head.without(paths.runId(), noBaseline(paths.runId()));
  }

  private RetrainReason noRun() {
    String message =
        "Job %s has no run in production (%s): train one.".formatted(job.name(), head.against());
    return new RetrainReason("production", job.name(), null, null, message);
  }

  private static RetrainReason noBaseline(String run) {
    String message =
        "Run %s has no %s that this version can read, so nothing can be compared with it; the next run will have one."
            .formatted(run, RunPaths.BASELINE);
    return new RetrainReason("baseline", run, null, null, message);
  }

  private DriftReport compare(ReferenceRun run, Baseline baseline) {
    try (SparkRuntime runtime = new SparkRuntime(job.name(), settings.env())) {
      runtime.begin(RunStage.SOURCE);
      SourceTable table = open(runtime);
      return ReadFailure.translated(
          baseline.source().name(),
          "could not be compared",
          () -> head.with(findDrift(runtime, table, run, baseline)));
    } finally {
      store.delete(work);
    }
  }

  private SourceTable open(SparkRuntime runtime) {
    return runtime.open(
        new SourceRequest(
            job, settings.env(), head.asOf(), store.uri(work + "/source"), Optional.empty()));
  }

  private DriftFindings findDrift(
      SparkRuntime runtime, SourceTable table, ReferenceRun run, Baseline baseline) {
    SchemaCheck.requireMasks(table.schema(), columns(run.source()), job);
    SourceChange growth = SourceChange.find(run.source(), table, job);
    progress.accept(growth.why());
    SchemaChange schema =
        SchemaChange.compare(run.source().columns(), table.schema(), table.isText(), job);
    DriftFindings found = DriftFindings.of(run.id(), source(run.source(), growth), schema);
    if (growth.extent() == Extent.NOTHING || !schema.refused().isEmpty()) {
      return found;
    }
    Dataset<Row> rows = stage(runtime, growth.table());
    boolean isAll = growth.extent() == Extent.ALL;
    DriftReport.RowCounts counted =
        DriftReport.RowCounts.of(baseline.rows(), rows.count(), isAll, job.drift());
    if (counted.compared() == null) {
      return found.with(counted);
    }
    DriftComparison comparison = new DriftComparison(baseline, job);
    progress.accept("columns of %,d rows".formatted(counted.compared()));
    found = found.with(counted).with(comparison.compareColumns(rows, counted.compared()));
    return compareScore(isAll, rows, run, comparison, found);
  }

  private static Set<String> columns(SourcePin then) {
    return then.columns().stream().map(SourcePin.PinnedColumn::name).collect(Collectors.toSet());
  }

  private static DriftReport.DriftSource source(SourcePin then, SourceChange growth) {
    boolean isSame = growth.extent() == Extent.NOTHING;
    return new DriftReport.DriftSource(
        then.name(),
        then.shown(),
        isSame ? then.shown() : growth.table().pin().shown(),
        growth.extent(),
        growth.why());
  }

  private Dataset<Row> stage(SparkRuntime runtime, SourceTable table) {
    runtime.begin(RunStage.READ);
    String folder = store.uri(work + "/rows");
    RowStaging.write(table.readRows(), job, folder);
    table.requireUnchanged();
    runtime.begin(RunStage.EVALUATE);
    return ParquetFolder.at(runtime.spark(), folder).rows();
  }

  /**
   * Compares the score, and the performance on the rows whose label is final. If all rows were
   * read, those that the run was trained on are excluded: they say nothing about later ones.
   */
  private DriftFindings compareScore(
      boolean isAll,
      Dataset<Row> rows,
      ReferenceRun run,
      DriftComparison comparison,
      DriftFindings found) {
    Optional<Dataset<Row>> fresh =
        isAll ? Splitter.findUntrained(rows, job, run.split()) : Optional.of(rows);
    if (fresh.isEmpty()) {
      return found.noting(
          "The score was not compared: the run's training rows can no longer be determined.");
    }
    progress.accept("score");
    try {
      Dataset<Row> known = Splitter.withFinalLabels(fresh.get(), job, Instant.parse(head.asOf()));
      Dataset<Row> predictions =
          new RowScorer(ScoredModel.read(store, new RunPaths(job.name(), run.id())))
              .score(known, store.uri(work + "/predictions"));
      return found.with(
          comparison.compareScore(predictions),
          comparison.measurePerformance(predictions, run).orElse(null));
    } catch (RunException e) {
      if (e.outcome() != Outcome.SOURCE_MISSING && e.outcome() != Outcome.USAGE) {
        throw e;
      }
      return found.noting("The score was not compared: %s".formatted(e.getMessage()));
    }
  }
}
