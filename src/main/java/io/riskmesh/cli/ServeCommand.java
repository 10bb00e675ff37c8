package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.model.Scorer;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.scoring.PublishedScorer;
import io.riskmesh.serve.ServeOptions;
import io.riskmesh.serve.ServeProcess;
import io.riskmesh.serve.ServeSetting;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Serves a published run over HTTP. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Answers records over HTTP with a published run, as a SageMaker container does.",
      "GET /ping, POST /invocations, GET /metrics; ends on Ctrl-C. Limits are environment variables: docs/serving.md."
    })
final class ServeCommand implements Callable<Integer> {
  private static final String LOCAL = "127.0.0.1";

  @Mixin private JobOptions options;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "The run to serve. Default: latest, the latest accepted run.")
  private String runId;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "A model.tar.gz, or the folder into which it was unpacked, instead of a run.")
  private Path model;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on; 0 for any that is free. Default: 8080.")
  private String port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address to listen on. Default: " + LOCAL + ".")
  private String host;

  @Option(
      names = "--reasons",
      paramLabel = "N",
      description = "Most reasons of a record, if the request does not say. Default: 0.")
  private String reasons;

  @Option(names = "--allow-refused", description = "Also serves a run that its gates refused.")
  private boolean allowRefused;

  @Override
  public Integer call() {
    try {
      Map<ServeSetting, String> given = settings();
      ServeOptions serve = ServeOptions.of(given);
      ServeProcess.run(scorer(given), serve);
    } catch (IllegalArgumentException e) {
      throw new RunException(Outcome.USAGE, e.getMessage(), e);
    }
    return Outcome.DONE.code();
  }

  private Scorer scorer(Map<ServeSetting, String> given) {
    if (model != null && runId != null) {
      throw new RunException(
          Outcome.USAGE, "--run-id does not go with --model, which names no run");
    }
    if (model != null) {
      return PublishedScorer.load(model);
    }
    return runId == null && given.containsKey(ServeSetting.MODEL)
        ? PublishedScorer.load(Path.of(given.get(ServeSetting.MODEL)))
        : published(runId == null ? "latest" : runId);
  }

  private Map<ServeSetting, String> settings() {
    Map<ServeSetting, String> settings = ServeOptions.settings(System.getenv());
    settings.putIfAbsent(ServeSetting.HOST, LOCAL);
    put(settings, ServeSetting.PORT, port);
    put(settings, ServeSetting.HOST, host);
    put(settings, ServeSetting.REASONS, reasons);
    return settings;
  }

  private static void put(Map<ServeSetting, String> settings, ServeSetting setting, String value) {
    if (value != null) {
      settings.put(setting, value);
    }
  }

  private Scorer published(String id) {
    EffectiveConfig settings = options.load();
    try (Store store = ArtifactStores.open(settings.env())) {
      Manifest manifest = new PublishedRuns(store, settings.job().name()).readManifest(id);
      if (!allowRefused && !manifest.isAccepted()) {
        throw new RunException(
            Outcome.REFUSED,
            "run %s was refused by its gates and cannot be served. Use an accepted run, or pass --allow-refused."
                .formatted(manifest.runId()));
      }
      return PublishedScorer.read(store, manifest, settings.job());
    }
  }
}
