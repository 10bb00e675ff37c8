package io.riskmesh.scoring;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.IcebergSink;
import io.riskmesh.catalog.SourceSelection;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.JobConfig;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.quality.HeaderCheck;
import io.riskmesh.quality.SchemaCheck;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores the current rows of one source with the model of one run, for one destination.
 *
 * <p>The manifest is written last, under a lease, after files or a commit that only this attempt
 * writes. An attempt that finds the manifest has nothing to do.
 */
public final class ScoreJob {
  private final Store store;
  private final ScoredModel model;
  private final ScoreInput input;
  private final SourceTable table;
  private final ScorePaths paths;
  private final ScoreSink target;
  private final String attempt = UUID.randomUUID().toString().substring(0, 8);

  /**
   * The written scores, the number of rows per band, and the shares of missing and unknown inputs.
   */
  public record Output(
      ScoreSink.WrittenScores written,
      List<ScoreManifest.BandRows> bands,
      List<InputShares.InputShare> inputs) {

    /** Describes the inputs that differ much from the training, one per line. */
    public List<String> moved() {
      return inputs.stream()
          .filter(InputShares.InputShare::hasMoved)
          .map(InputShares::told)
          .toList();
    }
  }

  private ScoreJob(
      Store store,
      ScoredModel model,
      ScoreInput input,
      SourceTable table,
      ScorePaths paths,
      ScoreSink target) {
    this.store = store;
    this.model = model;
    this.input = input;
    this.table = table;
    this.paths = paths;
    this.target = target;
  }

  /** Returns the columns to read from the source. */
  public static SourceSelection wanted(FeatureSpec spec, JobConfig job) {
    return ScoreInput.of(spec, job).wanted();
  }

  /**
   * Prepares a scoring. Opens the table for the scores, if there is one, and pins the source; Spark
   * reads no row.
   *
   * @param job whose key, bands and columns to keep apply, whatever those of the run were
   * @param name of an Iceberg table for the scores; without it they are Parquet files below the
   *     run's scores
   * @param staging folder in the store for scores before they enter that table; the caller removes
   *     it
   * @param sink opens that table
   * @param progress receives progress messages
   * @throws RunException {@code SOURCE_MISSING} naming every column, masked ones included, that is
   *     missing, and every input whose type differs from training; {@code USAGE} if a column has
   *     the name of a score
   */
  public static ScoreJob prepare(
      Store store,
      ScoredModel model,
      JobConfig job,
      SourceTable table,
      Optional<String> name,
      String staging,
      Function<String, IcebergSink> sink,
      Consumer<String> progress) {
    ScoreInput input = ScoreInput.of(model.spec(), job);
    ScoreTable.requireOwnNames(input, model.info().points() != null);
    HeaderCheck.require(table.schema(), job.source(), input.reasons().keySet());
    SchemaCheck.requireMasks(table.schema(), model.trained().keySet(), job);
    InputCheck.check(model, table, input);
    RunPaths run = new RunPaths(job.name(), model.manifest().runId());
    ScorePaths paths = new ScorePaths(run, SourceId.of(table.pin()), name);
    ScoreSink target =
        name.isPresent()
            ? new BranchSink(
                sink.apply(name.get()),
                paths.rows(table.pin().asOf()),
                store.uri(staging),
                ScoreAudit.of(job.score(), input.key()),
                progress)
            : new ScoreSink.Files(store, paths.folder());
    return new ScoreJob(store, model, input, table, paths, target);
  }

  /** Returns the path of the manifest in the store. */
  public String manifest() {
    return paths.manifest();
  }

  /** Returns the id of the run that scores. */
  public String run() {
    return paths.run().runId();
  }

  /** Returns the work folder that all attempts at this scoring share. */
  public RunPaths work() {
    return paths.work();
  }

  /**
   * Reads the manifest, one object, if the scoring is complete; empty otherwise.
   *
   * @throws RunException {@code USAGE} if the same rows were scored with other rules
   */
  public Optional<ScoreManifest> findPublished() {
    Optional<ScoreManifest> found = ScoreManifest.read(store, paths.manifest());
    if (found.filter(there -> !there.rules().equals(rules())).isPresent()) {
      throw new RunException(
          Outcome.USAGE,
          "run %s has scored these rows with other score.bands, score.keep, score.reasons or source.key, see %s. Pass --replace to score again, or restore the earlier settings."
              .formatted(paths.run().runId(), store.uri(paths.manifest())));
    }
    return found;
  }

  /**
   * Reads the source and writes its scores to a place that readers do not use yet.
   *
   * @throws RunException {@code DATA_QUALITY} if text cannot be read as numbers
   */
  public Output write() {
    Dataset<Row> rows = table.readRows();
    TextCheck.check(rows, input.job());
    FeatureInput features = FeatureInput.of(model.spec(), rows, "");
    ScoreSink.WrittenScores written =
        target.write(
            ScoreTable.score(model, input, table, rows, features, paths.sourceId()),
            attempt,
            () -> requireSound(features));
    return new Output(
        written,
        ScoreManifest.list(written.bands(), input.job().score().bands()),
        InputShares.of(model, features.tally()));
  }

  /** Checks what has been read, before anyone sees its scores. */
  private void requireSound(FeatureInput features) {
    table.requireUnchanged();
    InputShares.require(InputShares.of(model, features.tally()), input.job().quality().implied());
  }

  /**
   * Makes the written scores visible. The attempt must hold the lease; if several attempts publish,
   * the first one counts. Readers see either the earlier scores or these, never a mixture.
   *
   * @param replace whether to replace published scores
   */
  public ScoreManifest publish(
      Output output,
      AccessTrail access,
      String created,
      Map<String, String> versions,
      boolean replace) {
    Optional<byte[]> before = replace ? store.read(paths.manifest()) : Optional.empty();
    ScoreSink.WrittenScores written = output.written();
    ScoreManifest mine =
        new ScoreManifest(
            paths.run().runId(),
            paths.run().job(),
            model.manifest().verdict(),
            paths.sourceId(),
            created,
            versions,
            rules(),
            output.bands().stream().mapToLong(ScoreManifest.BandRows::rows).sum(),
            output.bands(),
            written.table(),
            written.snapshot(),
            written.publication(),
            written.files(),
            table.pin(),
            access,
            output.inputs());
    if (!store.replace(paths.manifest(), before, JsonText.bytes(mine))) {
      return ScoreManifest.read(store, paths.manifest()).orElseThrow();
    }
    target.tidy(attempt);
    return mine;
  }

  private ScoreManifest.Rules rules() {
    return new ScoreManifest.Rules(
        model.info().calibrator(),
        model.info().threshold(),
        input.job().score().bands().bands(),
        input.key().isEmpty() ? List.of(ScoreTable.ROW_KEY) : input.key(),
        input.keep(),
        input.job().score().reasons().orElse(null));
  }
}
