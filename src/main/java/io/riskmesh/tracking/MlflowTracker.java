package io.riskmesh.tracking;

import io.riskmesh.config.MlflowConfig;
import io.riskmesh.config.TrackingConfig;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.S3Uri;
import io.riskmesh.store.Store;
import io.riskmesh.tracking.MlflowClient.KeyedText;
import io.riskmesh.tracking.MlflowClient.KnownRun;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Records a training run as a run of MLflow. A run that is repeated or continued is found again by
 * its id and address and has one run in MLflow. Files stay where they are: tags name them.
 */
final class MlflowTracker implements RunTracker {
  /** Tag by which a run is found again. */
  static final String RUN_ID = "riskmesh.run_id";

  /** Tag that is written last; a run that has it is complete. */
  static final String MANIFEST = "sha256.manifest";

  private static final String ADDRESS = "riskmesh.uri";
  private static final int LONGEST_TAG = 5000;
  private static final int LONGEST_PARAM = 500;

  private final MlflowConfig config;
  private final String environment;
  private final Store store;
  private final TrackerHttp http;
  private final MlflowClient client;

  MlflowTracker(MlflowConfig config, TrackingConfig tracking, Store store, TrackerHttp http) {
    this.config = config;
    this.environment = tracking.environment();
    this.store = store;
    this.http = http;
    this.client = new MlflowClient(http);
  }

  @Override
  public String name() {
    return "mlflow";
  }

  @Override
  public void end(TrackedCommand command, TrackedEnd end) {
    if (command.kind() != TrackedCommand.CommandKind.RUN) {
      return;
    }
    RunPaths paths = command.paths();
    String name = config.experiment().orElse(paths.job());
    String experiment = client.findExperiment(name).orElseGet(() -> client.createExperiment(name));
    Optional<KnownRun> earlier =
        client.findRuns(experiment, RUN_ID, paths.runId()).stream()
            .filter(run -> address(paths).equals(run.tags().get(ADDRESS)))
            .findFirst();
    Map<String, String> tags = tags(command, end);
    String run =
        earlier
            .map(KnownRun::id)
            .orElseGet(
                () ->
                    client.createRun(
                        experiment,
                        paths.runId(),
                        command.began().toEpochMilli(),
                        KeyedText.list(tags, LONGEST_TAG)));
    boolean isComplete = earlier.filter(known -> known.tags().containsKey(MANIFEST)).isPresent();
    if (!isComplete) {
      record(run, tags, end);
    }
    end.run().map(HashedManifest::manifest).ifPresent(manifest -> register(run, paths, manifest));
  }

  private void record(String run, Map<String, String> tags, TrackedEnd end) {
    client.logTags(run, KeyedText.list(tags, LONGEST_TAG));
    if (end.run().isEmpty()) {
      client.endRun(run, "FAILED", end.ended().toEpochMilli());
      return;
    }
    Manifest manifest = end.run().get().manifest();
    client.logParams(run, KeyedText.list(MlflowRecord.params(manifest), LONGEST_PARAM));
    client.logMetrics(run, MlflowRecord.metrics(manifest));
    client.logInput(run, MlflowRecord.dataset(manifest));
    client.endRun(run, "FINISHED", end.ended().toEpochMilli());
    client.logTags(run, List.of(new KeyedText(MANIFEST, end.run().get().sha256())));
  }

  private void register(String run, RunPaths paths, Manifest manifest) {
    if (config.model().isEmpty() || !manifest.isAccepted()) {
      return;
    }
    client.register(
        config.model().get(),
        run,
        S3Uri.ofAws(store.uri(paths.published(RunPaths.MODEL))),
        List.of(
            new KeyedText(RUN_ID, paths.runId()),
            new KeyedText("riskmesh.job", paths.job()),
            new KeyedText("riskmesh.as_of", manifest.asOf())));
  }

  private String address(RunPaths paths) {
    return S3Uri.ofAws(store.uri(paths.runFolder()));
  }

  private Map<String, String> tags(TrackedCommand command, TrackedEnd end) {
    RunPaths paths = command.paths();
    Map<String, String> tags = new TreeMap<>();
    tags.put(RUN_ID, paths.runId());
    tags.put(ADDRESS, address(paths));
    tags.put("riskmesh.job", paths.job());
    tags.put("riskmesh.environment", environment);
    tags.put("riskmesh.outcome", end.outcome().kind());
    tags.put("mlflow.source.name", "riskmesh run");
    tags.put("mlflow.source.type", "JOB");
    if (end.run().isEmpty()) {
      tags.put("mlflow.note.content", "**%s**: %s".formatted(end.outcome().kind(), end.message()));
    }
    end.run()
        .ifPresent(
            run -> {
              tags.putAll(MlflowRecord.tags(run));
              tags.put("mlflow.note.content", MlflowNote.of(run.manifest(), address(paths)));
            });
    return tags;
  }

  @Override
  public String probe() {
    String known =
        config
            .experiment()
            .map(
                name ->
                    client.findExperiment(name).isPresent()
                        ? ", experiment %s is there".formatted(name)
                        : ", experiment %s will be created".formatted(name))
            .orElseGet(
                () -> {
                  client.findExperiment("Default");
                  return "";
                });
    return http.uri() + " answers" + known;
  }
}
