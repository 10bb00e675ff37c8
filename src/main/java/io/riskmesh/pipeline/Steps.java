package io.riskmesh.pipeline;

import static org.apache.spark.sql.functions.col;

import io.riskmesh.catalog.Access;
import io.riskmesh.catalog.ReadFailure;
import io.riskmesh.catalog.Roles;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.catalog.Sources;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.Part;
import io.riskmesh.config.Settings;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluator;
import io.riskmesh.evaluate.Scorer;
import io.riskmesh.features.FeatureFitter;
import io.riskmesh.features.FeatureTable;
import io.riskmesh.gate.Gate;
import io.riskmesh.gate.Verdict;
import io.riskmesh.monitor.Baseline;
import io.riskmesh.monitor.Observer;
import io.riskmesh.quality.FileGaps;
import io.riskmesh.quality.Quality;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.quality.SchemaCheck;
import io.riskmesh.scoring.FeatureSpec;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.Splitter;
import io.riskmesh.split.Staging;
import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.Hashes;
import io.riskmesh.store.Journal;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.Refusal;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import io.riskmesh.train.TrainSummary;
import io.riskmesh.train.Trained;
import io.riskmesh.train.Trainer;
import io.riskmesh.train.TrainingData;
import io.riskmesh.train.TrainingPlan;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What each stage reads, calls and leaves behind. */
final class Steps {
  static final String BOOSTER = "booster.ubj";
  static final String FEATURES = "features.json";
  static final String BASELINE = "baseline.json";
  static final String PREDICTIONS = "predictions";
  private static final String ROWS = "rows";

  /**
   * The source as the run will read it, and what it took to find it.
   *
   * @param remarks what a person should know of it, such as files that were left out
   */
  record Pinned(SourcePin source, Access.Span span, List<String> remarks) {
    Pinned {
      remarks = remarks == null ? List.of() : remarks;
    }
  }

  /** How many rows and columns a stage has written, and what it took to read them. */
  record Rows(long count, int columns, Access.Span span) {}

  /** The baseline that was written: its SHA-256, and how many columns it describes. */
  record Observed(String digest, int columns) {}

  private final Settings settings;
  private final JobConfig job;
  private final Store store;
  private final AttemptPaths mine;
  private final Journal journal;
  private final RunRecord record;
  private final Workshop workshop;
  private final Progress progress;

  /** The source as this attempt has pinned it: opened once, not for each stage. */
  private SourceTable table;

  /** The assignment of this attempt, so that the next stage need not make it again. */
  private Splitter.Split split;

  Steps(
      Settings settings,
      Store store,
      AttemptPaths mine,
      Journal journal,
      RunRecord record,
      Workshop workshop,
      Progress progress) {
    this.settings = settings;
    this.job = settings.job();
    this.store = store;
    this.mine = mine;
    this.journal = journal;
    this.record = record;
    this.workshop = workshop;
    this.progress = progress;
  }

  /** Whose output of a stage counts. */
  private AttemptPaths of(Stage stage) {
    return journal.of(stage.key());
  }

  Pinned pin() {
    Watch watch = watch();
    table = source(Optional.empty());
    SchemaCheck.check(table.schema(), table.isText(), job);
    // Fails here if the filter is no predicate, before anything is written.
    table.rows();
    return new Pinned(table.pin(), watch.end(), table.remarks());
  }

  private Watch watch() {
    return new Watch(workshop.aws(), settings.env().usesAws());
  }

  private SourceTable source(Optional<SourcePin> pinned) {
    return Sources.open(
        workshop.spark(),
        workshop.aws(),
        new SourceRequest(
            job,
            settings.env(),
            record.asOf(),
            store.uri(of(Stage.SOURCE).work("source")),
            pinned));
  }

  Rows read(SourcePin pin) {
    Watch watch = watch();
    SourceTable source = pinned(pin);
    try {
      Staging.write(source.rowsByFile(), job, store.uri(mine.work(ROWS)));
      source.requireUnchanged();
    } catch (Exception e) {
      // Spark throws its checked exception undeclared.
      throw Refusal.below(store.uri(mine.workFolder()), e, "staging the rows of " + pin.name())
          .orElseGet(
              () ->
                  ReadFailure.of(
                      e, pin.name(), "the rows of %s could not be staged".formatted(pin.name())));
    }
    // Counted in the footers of what was written: an observation on the way would wait for ever if
    // Spark dropped its event.
    long count = staged(mine).count();
    if (count == 0) {
      throw new RunException(Outcome.SOURCE_MISSING, "source %s has no rows".formatted(pin.name()));
    }
    return new Rows(count, Roles.of(job).used().size(), watch.end());
  }

  private SourceTable pinned(SourcePin pin) {
    if (table == null) {
      table = source(Optional.of(pin));
    }
    return table;
  }

  private Dataset<Row> staged() {
    return staged(of(Stage.READ));
  }

  private Dataset<Row> staged(AttemptPaths attempt) {
    return read(attempt.work(ROWS));
  }

  private Dataset<Row> read(String folder) {
    return workshop.spark().read().parquet(store.uri(folder));
  }

  /** Broken rules are values up to here: all of them are told at once. */
  QualityReport check(SourcePin pin, Rows read) {
    QualityReport report = Quality.check(staged(), job, Instant.parse(pin.asOf()));
    requireAll("quality has looked at", report.rows(), read.count());
    report.requireAccepted();
    return FileGaps.added(report, staged(), job, () -> pinned(pin).filePaths());
  }

  SplitSummary split(Rows read) {
    split = Splitter.split(staged(), job);
    requireAll("the split has assigned or left out", split.summary().allRows(), read.count());
    return split.summary();
  }

  /**
   * What one stage has seen and what another has left must be the same rows.
   *
   * @throws RunException stale: what lies there is of no use to the next attempt
   */
  private static void requireAll(String what, long rows, long all) {
    if (rows != all) {
      throw changed("%s %,d rows of %,d".formatted(what, rows, all));
    }
  }

  private static RunException changed(String what) {
    return RunException.stale(
        Outcome.SOURCE_UNAVAILABLE,
        "what the run has left so far is not whole any more: %s. Start it again with the same --run-id: it begins anew."
            .formatted(what),
        null);
  }

  FeatureSummary features(SplitSummary recorded, Rows read) {
    if (split == null && !split(read).equals(recorded)) {
      throw changed("split again, its rows fall into other parts than before");
    }
    Dataset<Row> train = split.rows().filter(col(Splitter.PART).equalTo(Part.TRAIN.key()));
    long rows = split.summary().parts().get(Part.TRAIN).rows();
    FeatureSpec spec =
        FeatureFitter.fit(
            train,
            rows,
            job.features(),
            job.source().missingValues(),
            job.quality().implied().maxUnknown(),
            job.privacy().mask());
    FeatureTable.write(split.rows(), spec, store.uri(mine.dataFolder()))
        .forEach((part, written) -> requireWhole(part, written, split.summary()));
    byte[] json = spec.toJson();
    store.write(mine.work(FEATURES), json);
    return new FeatureSummary(Hashes.sha256(json), spec.names());
  }

  private static void requireWhole(Part part, long written, SplitSummary split) {
    long assigned = split.parts().containsKey(part) ? split.parts().get(part).rows() : 0;
    requireAll(part.key() + " has the features of", written, assigned);
  }

  TrainSummary train(FeatureSummary features, SplitSummary split) {
    TrainingData data =
        new TrainingData(
            part(Part.TRAIN),
            part(Part.VALIDATION),
            features.names(),
            split.parts().get(Part.TRAIN).rows(),
            split.parts().get(Part.VALIDATION).rows());
    TrainingPlan plan = new TrainingPlan(job.training(), job.training().seed());
    Trained trained =
        Trainer.of(job.training().engine())
            .train(
                data,
                plan,
                (round, metrics) ->
                    progress.round(
                        round + 1,
                        job.training().rounds(),
                        plan.params().get("eval_metric"),
                        metrics.train(),
                        metrics.validation()),
                new KeptSegments(store, mine, journal));
    store.write(mine.work(BOOSTER), trained.ubj());
    return trained.summary();
  }

  private Dataset<Row> part(Part part) {
    return read(of(Stage.FEATURES).data(part.key()));
  }

  Evaluation evaluate(FeatureSummary features, SplitSummary split) {
    Map<Part, Dataset<Row>> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, part(part));
    }
    byte[] booster = journal.file(Stage.TRAIN.key(), BOOSTER);
    Dataset<Row> predictions =
        Scorer.write(parts, features.names(), booster, store.uri(mine.data(PREDICTIONS)));
    requireAll("predictions were made for", predictions.count(), split.assignedRows());
    return Evaluator.evaluate(predictions, job.evaluation(), job.training().seed());
  }

  /** What later rows are held against: see {@code monitor}. */
  Observed observe(SourcePin pin, QualityReport quality) {
    Dataset<Row> predictions = read(of(Stage.EVALUATE).data(PREDICTIONS));
    Baseline baseline = new Observer(job).observe(pin, quality, staged(), predictions);
    requireAll("the baseline describes", baseline.rows(), quality.rows());
    byte[] json = baseline.toJson();
    store.write(mine.work(BASELINE), json);
    return new Observed(Hashes.sha256(json), baseline.columns().size());
  }

  Verdict judge(Evaluation evaluation) {
    return Gate.judge(evaluation, job.gates());
  }
}
