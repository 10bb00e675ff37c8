package io.riskmesh.featurestore;

import io.riskmesh.aws.AwsClients;
import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.FeatureGroups;
import io.riskmesh.catalog.IcebergAppend;
import io.riskmesh.catalog.OfflineTable;
import io.riskmesh.catalog.ReadFailure;
import io.riskmesh.catalog.SourceRequest;
import io.riskmesh.catalog.SourceSelection;
import io.riskmesh.catalog.SourceTable;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.quality.HeaderCheck;
import io.riskmesh.quality.SchemaCheck;
import io.riskmesh.session.AccessRecorder;
import io.riskmesh.session.AsOf;
import io.riskmesh.session.RunStage;
import io.riskmesh.session.SparkRuntime;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.Lease;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Writes a job's raw feature columns to a feature group, each state of the source once. */
public final class FeatureIngestion {

  /**
   * Result of a request.
   *
   * @param where URI of the manifest
   * @param failures URI of the list of records that the online store has not accepted; empty if it
   *     has accepted all
   * @param earlier whether the rows were already there
   */
  public record Ingested(
      IngestionManifest manifest, String where, Optional<String> failures, boolean earlier) {}

  private final EffectiveConfig settings;
  private final Store store;
  private final Instant now;
  private final Consumer<String> progress;

  /**
   * Prepares an ingestion.
   *
   * @param now the time at which this attempt begins, used for what the configuration leaves open
   * @param progress receives progress messages
   */
  public FeatureIngestion(
      EffectiveConfig settings, Store store, Instant now, Consumer<String> progress) {
    this.settings = settings;
    this.store = store;
    this.now = now;
    this.progress = progress;
  }

  /**
   * Writes the rows, or finds that they are there: to the offline store first, then on request to
   * the online store.
   *
   * @throws RunException {@code USAGE} if the group has other features or holds rows of other
   *     features; {@code SOURCE_MISSING} if source, group or permission is missing; {@code
   *     DATA_QUALITY} for rows that a group cannot hold; {@code SOURCE_UNAVAILABLE} if a service
   *     does not answer or another attempt is working on the same rows
   */
  public Ingested run(GroupOptions options) {
    JobPaths paths = new JobPaths(settings.job().name());
    String intermediate = paths.scratch("features");
    store.probe(intermediate + "/probe");
    try (SparkRuntime runtime = new SparkRuntime(paths.job(), settings.env())) {
      runtime.begin(RunStage.SOURCE);
      RawColumns columns = new RawColumns(settings.job(), options.training());
      return ReadFailure.translated(
          settings.job().source().name(),
          "could not be written to feature group " + options.group(),
          () -> run(options, columns, runtime, intermediate));
    } finally {
      store.delete(intermediate);
    }
  }

  private Ingested run(
      GroupOptions options, RawColumns columns, SparkRuntime runtime, String intermediate) {
    AccessRecorder watch = new AccessRecorder(runtime.aws(), true);
    SourceSelection wanted = columns.wanted();
    Instant asOf = AsOf.of(settings.job().source(), now);
    SourceTable table =
        runtime.open(
            new SourceRequest(
                wanted,
                settings.env(),
                asOf.toString(),
                store.uri(intermediate),
                Optional.empty()));
    requireColumns(table, wanted);
    GroupSchema schema = GroupSchema.of(columns, table.readRows().schema(), asOf);
    AccessTrail.AccessSpan opened = watch.end();
    progress.accept("source    " + table.shown());
    table.remarks().forEach(remark -> progress.accept("          " + remark));
    IngestionJob job =
        new IngestionJob(store, settings.job(), options, schema, table, intermediate + "/rows");
    Optional<IngestionManifest> earlier =
        new FeatureGroups(runtime.aws())
            .find(options.group())
            .flatMap(group -> job.findWritten(OfflineTable.of(group)));
    if (earlier.filter(job::isDone).isPresent()) {
      return result(job, earlier.get(), true);
    }
    runtime.begin(RunStage.READ);
    IngestionManifest manifest =
        attempt(job, runtime, read -> job.trail(opened, read), options, schema);
    store.delete(job.work().workFolder());
    return result(job, manifest, false);
  }

  private void requireColumns(SourceTable table, SourceSelection wanted) {
    JobConfig job = settings.job();
    HeaderCheck.require(table.schema(), job.source(), wanted.roles().used());
    Map<String, String> problems = SchemaCheck.problems(table.schema(), table.isText(), job);
    problems.keySet().retainAll(wanted.roles().used());
    if (!problems.isEmpty()) {
      throw new RunException(Outcome.SOURCE_MISSING, String.join("\n", problems.values()));
    }
    SchemaCheck.requireMasks(table.schema(), Set.of(), job);
  }

  private IngestionManifest attempt(
      IngestionJob job,
      SparkRuntime runtime,
      Function<AccessTrail.AccessSpan, AccessTrail> trail,
      GroupOptions options,
      GroupSchema schema) {
    try (Lease lease = Lease.acquire(store, job.work(), Lease.PATIENCE)) {
      lease.onLoss(runtime::cancel);
      return lease.whileHeld(() -> write(job, runtime, trail, options, schema, lease));
    }
  }

  private IngestionManifest write(
      IngestionJob job,
      SparkRuntime runtime,
      Function<AccessTrail.AccessSpan, AccessTrail> trail,
      GroupOptions options,
      GroupSchema schema,
      Lease lease) {
    AwsClients aws = runtime.aws();
    AccessRecorder watch = new AccessRecorder(aws, true);
    JobPaths paths = new JobPaths(settings.job().name());
    OfflineTable offline =
        OfflineTable.of(
            new GroupSetup(new FeatureGroups(aws), options, schema)
                .ensure(
                    paths.job(),
                    store.uri(paths.offlineStores()),
                    settings.env().aws().s3().kmsKey()));
    progress.accept("group     %s, table %s".formatted(options.group(), offline.shown()));
    IcebergAppend target =
        IcebergAppend.open(runtime.spark(), settings.env().aws(), aws.region(), offline);
    IngestionManifest manifest = job.findWritten(offline).orElse(null);
    if (manifest == null) {
      IcebergAppend.AppendedRows appended = job.append(target, lease, Instant.now());
      manifest = job.publish(appended, target, offline, trail.apply(watch.end()), now.toString());
      progress.accept("offline   %,d rows".formatted(manifest.rows()));
    }
    if (options.online() && !manifest.isOnline()) {
      OnlineWriter writer = new OnlineWriter(aws.featureStore(), options, job.rowsId());
      lease.onLoss(
          () -> {
            writer.stop();
            runtime.cancel();
          });
      IngestionManifest.OnlineCount count =
          new OnlineIngestion(store, schema, writer, job.failures()).put(manifest, target);
      lease.require();
      manifest = job.publish(manifest, count);
      progress.accept("online    %,d records".formatted(count.accepted()));
    }
    return manifest;
  }

  private Ingested result(IngestionJob job, IngestionManifest manifest, boolean earlier) {
    boolean failed = manifest.online() != null && manifest.online().failed() > 0;
    return new Ingested(
        manifest,
        store.uri(job.manifest()),
        failed ? Optional.of(store.uri(job.failures())) : Optional.empty(),
        earlier);
  }
}
