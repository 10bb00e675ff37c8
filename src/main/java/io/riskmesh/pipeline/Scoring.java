package io.riskmesh.pipeline;

import io.riskmesh.catalog.Access;
import io.riskmesh.catalog.IcebergSink;
import io.riskmesh.catalog.ReadFailure;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.catalog.Sources;
import io.riskmesh.catalog.Wanted;
import io.riskmesh.config.Settings;
import io.riskmesh.score.ScoreJob;
import io.riskmesh.score.ScoreManifest;
import io.riskmesh.score.ScoredModel;
import io.riskmesh.store.Lease;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** Scores the table of a job by a published run, once per run and state of the table. */
public final class Scoring {

  /**
   * What is asked for.
   *
   * @param run whose model scores
   * @param table Iceberg table for the scores; files below the run's scores without it
   * @param allowRefused whether a run that a gate refused may score
   * @param replace whether what was scored already is scored again
   */
  public record Request(
      RunPaths run, Optional<String> table, boolean allowRefused, boolean replace) {}

  /**
   * What is there now.
   *
   * @param where URI of the manifest
   * @param earlier whether it was there before
   */
  public record Scored(ScoreManifest manifest, String where, boolean earlier) {}

  private final Settings settings;
  private final Store store;
  private final Instant now;
  private final Consumer<String> progress;

  /**
   * A scoring.
   *
   * @param now the time at which this attempt begins, for what the configuration leaves open
   * @param progress is told what is being done
   */
  public Scoring(Settings settings, Store store, Instant now, Consumer<String> progress) {
    this.settings = settings;
    this.store = store;
    this.now = now;
    this.progress = progress;
  }

  /**
   * Scores, or finds what was scored.
   *
   * @throws io.riskmesh.store.RunException {@code SOURCE_MISSING} when the run or the source is not
   *     there, or a column is missing or retyped; {@code REFUSED} for a refused run; {@code FAILED}
   *     when a file of the run is not what was published; {@code SOURCE_UNAVAILABLE} when another
   *     attempt is at it
   */
  public Scored run(Request request) {
    ScoredModel model = ScoredModel.read(store, request.run());
    if (!request.allowRefused()) {
      model.requireAccepted();
    }
    String intermediate = "%s/work/.score-%s".formatted(request.run().job(), UUID.randomUUID());
    store.probe(intermediate + "/probe");
    try (Workshop workshop = new Workshop(request.run().job(), settings.env())) {
      workshop.begin(Stage.SOURCE);
      return run(request, model, workshop, intermediate);
    } finally {
      store.delete(intermediate);
    }
  }

  private Scored run(Request request, ScoredModel model, Workshop workshop, String intermediate) {
    Wanted wanted = ScoreJob.wanted(model.spec(), settings.job());
    try {
      Watch watch = watch(workshop);
      SourceTable table = open(workshop, wanted, intermediate);
      ScoreJob job = job(request, model, table, workshop, intermediate + "/scores");
      Access.Span opened = watch.end();
      List<String> columns = List.copyOf(wanted.roles().used());
      progress.accept("source    " + table.shown());
      table.remarks().forEach(remark -> progress.accept("          " + remark));
      return once(job, request, workshop, read -> Access.of(table.pin(), opened, read, columns));
    } catch (Exception e) {
      // Spark throws its checked exception undeclared.
      String name = wanted.source().table().or(wanted.source()::path).orElseThrow();
      throw ReadFailure.of(e, name, name + " could not be scored");
    }
  }

  private Watch watch(Workshop workshop) {
    return new Watch(workshop.aws(), settings.env().usesAws());
  }

  private SourceTable open(Workshop workshop, Wanted wanted, String intermediate) {
    String asOf = AsOf.of(wanted.source(), now).toString();
    return Sources.open(
        workshop.spark(),
        workshop.aws(),
        new SourceRequest(wanted, settings.env(), asOf, store.uri(intermediate), Optional.empty()));
  }

  private ScoreJob job(
      Request request, ScoredModel model, SourceTable table, Workshop workshop, String staging) {
    return ScoreJob.of(
        store,
        model,
        settings.job(),
        table,
        request.table(),
        staging,
        name -> IcebergSink.open(workshop.spark(), settings.env(), name));
  }

  private Scored once(
      ScoreJob job, Request request, Workshop workshop, Function<Access.Span, Access> access) {
    String where = store.uri(job.manifest());
    Optional<ScoreManifest> earlier = request.replace() ? Optional.empty() : job.published();
    if (earlier.isPresent()) {
      return new Scored(earlier.get(), where, true);
    }
    workshop.begin(Stage.EVALUATE);
    ScoreManifest manifest = attempt(job, request.replace(), workshop, access);
    store.delete(job.work().workFolder());
    return new Scored(manifest, where, false);
  }

  private ScoreManifest attempt(
      ScoreJob job, boolean replace, Workshop workshop, Function<Access.Span, Access> access) {
    try (Lease lease = Lease.acquire(store, job.work(), Lease.PATIENCE)) {
      Optional<ScoreManifest> faster = replace ? Optional.empty() : job.published();
      if (faster.isPresent()) {
        return faster.get();
      }
      progress.accept("score     by run " + job.run());
      lease.onLoss(workshop::cancel);
      Watch watch = watch(workshop);
      ScoreJob.Output output = lease.whileHeld(job::write);
      output.moved().forEach(told -> progress.accept("moved     " + told));
      Access read = access.apply(watch.end());
      lease.require();
      return job.publish(output, read, now.toString(), Versions.of(), replace);
    }
  }
}
