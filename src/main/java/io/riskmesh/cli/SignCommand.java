package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.config.SignOffConfig;
import io.riskmesh.registry.RegistrationRecord;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.runs.SignOffLog;
import io.riskmesh.runs.SignOffRecord;
import io.riskmesh.runs.SignOffRecord.SignOffDecision;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Records that a person approves or rejects a published run. */
@Command(
    name = "sign",
    mixinStandardHelpOptions = true,
    description = {
      "Records that you approve or reject a published run, in a role, with the hash of its report.",
      "Records are added and never changed; the last one of a role counts. The environment's "
          + "section signOff says which roles must approve a run."
    })
final class SignCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Parameters(paramLabel = "ID", description = "A run id, or latest for the latest accepted run.")
  private String runId;

  @Option(
      names = "--as",
      required = true,
      paramLabel = "ROLE",
      description = "The role in which you sign, such as validator.")
  private String role;

  @Option(
      names = "--decision",
      required = true,
      paramLabel = "DECISION",
      description = "${COMPLETION-CANDIDATES}.")
  private SignOffDecision decision;

  @Option(
      names = "--note",
      required = true,
      paramLabel = "TEXT",
      description = "Reason or condition to record.")
  private String note;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    requireRole(settings.env().signOff());
    try (Store store = ArtifactStores.open(settings.env())) {
      RunPaths paths = new PublishedRuns(store, settings.job().name()).resolve(runId);
      SignOffLog log = new SignOffLog(store, paths);
      SignOffRecord signed =
          log.sign(
              role,
              decision,
              note,
              CallerIdentity.find(settings.env()),
              Instant.now().truncatedTo(ChronoUnit.MILLIS));
      print(settings.env(), store, log, signed);
    }
    return Outcome.DONE.code();
  }

  private void requireRole(SignOffConfig demanded) {
    try {
      SignOffConfig.role(role);
    } catch (IllegalArgumentException e) {
      throw new RunException(Outcome.USAGE, "--as " + e.getMessage(), e);
    }
    List<String> known = demanded.roles();
    if (!known.isEmpty() && !known.contains(role)) {
      throw new RunException(
          Outcome.USAGE,
          "--as %s: the environment's signOff has no such role, only %s"
              .formatted(role, String.join(", ", known)));
    }
  }

  private void print(EnvConfig env, Store store, SignOffLog log, SignOffRecord signed) {
    PrintWriter out = spec.commandLine().getOut();
    out.printf("signed   run %s, %s%n", signed.runId(), signed.inWords());
    out.printf("report   sha256 %s%n", signed.report());
    out.printf("logged   %s%n", store.uri(log.path(signed)));
    List<String> toPromote = log.findMissing(env.signOff().promote());
    if (!toPromote.isEmpty()) {
      out.printf("promote  still lacks %s%n", String.join("; ", toPromote));
    }
    RunPaths paths = new RunPaths(signed.job(), signed.runId());
    boolean mayApprove = log.findMissing(env.signOff().approve()).isEmpty();
    RegistrationRecord.read(store, paths.registration())
        .filter(registered -> mayApprove || signed.decision() == SignOffDecision.REJECTED)
        .ifPresent(
            registered ->
                out.printf(
                    "registry %s%n",
                    registered.command(
                        signed.decision() == SignOffDecision.APPROVED ? "Approved" : "Rejected")));
    out.flush();
  }
}
