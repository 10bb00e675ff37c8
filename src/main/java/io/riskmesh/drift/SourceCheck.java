package io.riskmesh.drift;

import static org.apache.spark.sql.functions.lit;

import io.riskmesh.catalog.ColumnRoles;
import io.riskmesh.catalog.SourceChange;
import io.riskmesh.catalog.SourceChange.Extent;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceSelection;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.quality.SchemaCheck;
import io.riskmesh.rows.ParquetFolder;
import io.riskmesh.rows.StagedColumns;
import io.riskmesh.scoring.RowScorer;
import io.riskmesh.scoring.ScoredModel;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.split.RowStaging;
import io.riskmesh.split.Splitter;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Compares the source as it is now with what a run saw. */
final class SourceCheck {
  private final EffectiveConfig settings;
  private final JobConfig job;
  private final Store store;
  private final String work;
  private final ReferenceRun run;
  private final Baseline baseline;
  private final Consumer<String> progress;

  /**
   * Creates a comparison.
   *
   * @param work folder for rows, in the store; the caller removes it
   */
  SourceCheck(
      EffectiveConfig settings,
      Store store,
      String work,
      ReferenceRun run,
      Baseline baseline,
      Consumer<String> progress) {
    this.settings = settings;
    this.job = settings.job();
    this.store = store;
    this.work = work;
    this.run = run;
    this.baseline = baseline;
    this.progress = progress;
  }

  /** Opens the source, with the label if it has one. */
  SourceTable open(SparkRuntime runtime, String asOf) {
    SourceTable table = open(runtime, asOf, SourceSelection.of(job));
    return isUnlabelled(table.schema())
        ? open(runtime, asOf, withoutLabel(ColumnRoles.of(job)))
        : table;
  }

  private SourceTable open(SparkRuntime runtime, String asOf, SourceSelection wanted) {
    return runtime.open(
        new SourceRequest(
            wanted, settings.env(), asOf, store.uri(work + "/source"), Optional.empty()));
  }

  /** Returns whether a table has no label: its rows are compared all the same. */
  private boolean isUnlabelled(StructType schema) {
    return !StagedColumns.has(schema, job.label().column());
  }

  private SourceSelection withoutLabel(ColumnRoles roles) {
    Set<String> used = new LinkedHashSet<>(roles.used());
    Set<String> numbers = new LinkedHashSet<>(roles.numbers());
    used.remove(job.label().column());
    numbers.remove(job.label().column());
    return new SourceSelection(job.source(), new ColumnRoles(used, numbers, roles.times()));
  }

  /** Compares the rows of the source that the run did not see, or all if these are unknown. */
  DriftFindings findDrift(SparkRuntime runtime, SourceTable table) {
    SchemaCheck.requireMasks(table.schema(), columns(run.source()), job);
    SourceChange growth = SourceChange.find(run.source(), table, job);
    progress.accept(growth.why());
    SchemaChange schema =
        SchemaChange.compare(run.source().columns(), table.schema(), table.isText(), job);
    DriftFindings found = DriftFindings.of(run.id(), source(run.source(), growth), schema);
    Set<String> refused = new HashSet<>(schema.refused().keySet());
    if (isUnlabelled(table.schema())) {
      refused.remove(job.label().column());
    }
    if (growth.extent() == Extent.NOTHING || !refused.isEmpty()) {
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
    Dataset<Row> known = Splitter.withFinalLabels(rows, job, Instant.parse(table.pin().asOf()));
    return compareScore(isAll, known, comparison, found);
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
        growth.why(),
        null);
  }

  private Dataset<Row> stage(SparkRuntime runtime, SourceTable table) {
    runtime.begin(RunStage.READ);
    String folder = store.uri(work + "/rows");
    Dataset<Row> rows = table.readRows();
    Column none = lit(null).cast(DataTypes.StringType);
    RowStaging.write(
        isUnlabelled(rows.schema()) ? rows.withColumn(job.label().column(), none) : rows,
        job,
        folder);
    table.requireUnchanged();
    runtime.begin(RunStage.EVALUATE);
    return ParquetFolder.at(runtime.spark(), folder).rows();
  }

  /**
   * Compares the score and the performance. If all rows were read, those that the run was trained
   * on are excluded: they say nothing about later ones.
   */
  private DriftFindings compareScore(
      boolean isAll, Dataset<Row> rows, DriftComparison comparison, DriftFindings found) {
    Optional<Dataset<Row>> fresh =
        isAll ? Splitter.findUntrained(rows, job, run.split()) : Optional.of(rows);
    if (fresh.isEmpty()) {
      return found.noting(
          "The score was not compared: the run's training rows can no longer be determined.");
    }
    progress.accept("score");
    try {
      Dataset<Row> predictions =
          new RowScorer(ScoredModel.read(store, new RunPaths(job.name(), run.id())))
              .score(fresh.get(), store.uri(work + "/predictions"));
      LevelComparison.Findings level =
          new LevelComparison(baseline, job.drift(), job.evaluation().grades(), run)
              .compare(predictions);
      return level.addedTo(found, comparison.compareScore(predictions));
    } catch (RunException e) {
      if (e.outcome() != Outcome.SOURCE_MISSING && e.outcome() != Outcome.USAGE) {
        throw e;
      }
      return found.noting("The score was not compared: %s".formatted(e.getMessage()));
    }
  }
}
