package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.registry.RegistrationRecord;
import io.riskmesh.registry.RunRegistrar;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Registers a published run in the model registry. A refused run is registered as rejected. */
@Command(
    name = "register",
    mixinStandardHelpOptions = true,
    description = {
      "Registers a published run in the environment's model registry, once.",
      "A run that is already registered is only shown. An accepted run waits for a person's "
          + "approval unless registry.approval is verdict; a refused run is registered as rejected."
    })
final class RegisterCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      required = true,
      description = "A run id, or latest for the latest accepted run.")
  private String runId;

  @Mixin private DryRun dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    if (dryRun.ends(settings, spec)) {
      return Outcome.DONE.code();
    }
    try (Store store = ArtifactStores.open(settings.env());
        AwsClients aws = new AwsClients(settings.env().aws())) {
      return register(settings, store, new RunRegistrar(settings.env(), store, aws));
    }
  }

  /**
   * Registers the run. Errors of the command line are raised before the attempt begins, so that
   * they do not replace the run's outcome.
   */
  private int register(EffectiveConfig settings, Store store, RunRegistrar registrar) {
    registrar.requireUsable();
    RunPaths paths = new PublishedRuns(store, settings.job().name()).resolve(runId);
    CommandAttempt.named(paths);
    return new CommandAttempt(spec, store, paths).run(() -> execute(registrar, paths)).code();
  }

  private OutcomeFile execute(RunRegistrar registrar, RunPaths paths) {
    RegistrationRecord registration = registrar.register(paths);
    new RunSummary(spec.commandLine().getOut()).registration(registration);
    String message = "registered as %s, %s".formatted(registration.arn(), registration.status());
    return OutcomeFile.of(Outcome.DONE, message, paths.runId());
  }
}
