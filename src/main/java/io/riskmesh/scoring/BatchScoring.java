package io.riskmesh.scoring;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.IcebergSink;
import io.riskmesh.catalog.ReadFailure;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceSelection;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.session.AccessRecorder;
import io.riskmesh.session.AsOf;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SoftwareVersions;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.store.Lease;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Scores the table of a job with a published run, once per run and state of the table. */
public final class BatchScoring {

  /**
   * Request to score a table.
   *
   * @param run the run whose model scores
   * @param table Iceberg table for the scores; without it they are written as files below the run's
   *     scores
   * @param allowRefused whether a run that the gates refused may score
   * @param replace whether rows that were already scored are scored again
   */
  public record ScoringRequest(
      RunPaths run, Optional<String> table, boolean allowRefused, boolean replace) {}

  /**
   * Result of a request.
   *
   * @param where URI of the manifest
   * @param earlier whether the scores already existed
   */
  public record Scored(ScoreManifest manifest, String where, boolean earlier) {}

  private final EffectiveConfig settings;
  private final Store store;
  private final Instant now;
  private final Consumer<String> progress;

  /**
   * Prepares a scoring.
   *
   * @param now the time at which this attempt begins, used for what the configuration leaves open
   * @param progress receives progress messages
   */
  public BatchScoring(
      EffectiveConfig settings, Store store, Instant now, Consumer<String> progress) {
    this.settings = settings;
    this.store = store;
    this.now = now;
    this.progress = progress;
  }

  /**
   * Scores the table, or finds the existing scores.
   *
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} if the run or the source does not
   *     exist, or a column is missing or has another type; {@code REFUSED} for a refused run;
   *     {@code FAILED} if a file of the run differs from what was published; {@code
   *     SOURCE_UNAVAILABLE} if another attempt is working on it
   */
  public Scored run(ScoringRequest request) {
    ScoredModel model = ScoredModel.read(store, request.run());
    if (!request.allowRefused()) {
      model.requireAccepted();
    }
    String intermediate = request.run().ofJob().scratch("score");
    store.probe(intermediate + "/probe");
    try (SparkRuntime runtime = new SparkRuntime(request.run().job(), settings.env())) {
      runtime.begin(RunStage.SOURCE);
      return run(request, model, runtime, intermediate);
    } finally {
      store.delete(intermediate);
    }
  }

  private Scored run(
      ScoringRequest request, ScoredModel model, SparkRuntime runtime, String intermediate) {
    SourceSelection wanted = ScoreJob.wanted(model.spec(), settings.job());
    return ReadFailure.translated(
        wanted.source().name(),
        "could not be scored",
        () -> run(request, model, wanted, runtime, intermediate));
  }

  private Scored run(
      ScoringRequest request,
      ScoredModel model,
      SourceSelection wanted,
      SparkRuntime runtime,
      String intermediate) {
    AccessRecorder watch = watch(runtime);
    SourceTable table = open(runtime, wanted, intermediate);
    ScoreJob job = prepare(request, model, table, runtime, intermediate + "/scores");
    AccessTrail.AccessSpan opened = watch.end();
    List<String> columns = List.copyOf(wanted.roles().used());
    progress.accept("source    " + table.shown());
    table.remarks().forEach(remark -> progress.accept("          " + remark));
    return scoreOnce(
        job, request, runtime, read -> AccessTrail.of(table.pin(), opened, read, columns));
  }

  private AccessRecorder watch(SparkRuntime runtime) {
    return new AccessRecorder(runtime.aws(), settings.env().usesAws());
  }

  private SourceTable open(SparkRuntime runtime, SourceSelection wanted, String intermediate) {
    String asOf = AsOf.of(wanted.source(), now).toString();
    return runtime.open(
        new SourceRequest(wanted, settings.env(), asOf, store.uri(intermediate), Optional.empty()));
  }

  private ScoreJob prepare(
      ScoringRequest request,
      ScoredModel model,
      SourceTable table,
      SparkRuntime runtime,
      String staging) {
    return ScoreJob.prepare(
        store,
        model,
        settings.job(),
        table,
        request.table(),
        staging,
        name -> IcebergSink.open(runtime.spark(), settings.env(), name),
        progress);
  }

  private Scored scoreOnce(
      ScoreJob job,
      ScoringRequest request,
      SparkRuntime runtime,
      Function<AccessTrail.AccessSpan, AccessTrail> access) {
    String where = store.uri(job.manifest());
    Optional<ScoreManifest> earlier = request.replace() ? Optional.empty() : job.findPublished();
    if (earlier.isPresent()) {
      return new Scored(earlier.get(), where, true);
    }
    runtime.begin(RunStage.EVALUATE);
    ScoreManifest manifest = attempt(job, request.replace(), runtime, access);
    store.delete(job.work().workFolder());
    return new Scored(manifest, where, false);
  }

  private ScoreManifest attempt(
      ScoreJob job,
      boolean replace,
      SparkRuntime runtime,
      Function<AccessTrail.AccessSpan, AccessTrail> access) {
    try (Lease lease = Lease.acquire(store, job.work(), Lease.PATIENCE)) {
      Optional<ScoreManifest> faster = replace ? Optional.empty() : job.findPublished();
      if (faster.isPresent()) {
        return faster.get();
      }
      progress.accept("score     by run " + job.run());
      lease.onLoss(runtime::cancel);
      AccessRecorder watch = watch(runtime);
      ScoreJob.Output output = lease.whileHeld(job::write);
      output.moved().forEach(told -> progress.accept("moved     " + told));
      AccessTrail read = access.apply(watch.end());
      lease.require();
      return job.publish(output, read, now.toString(), SoftwareVersions.of(), replace);
    }
  }
}
