package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.registry.RegistrationRecord;
import io.riskmesh.runs.PromotionRecord;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.runs.RunPromoter;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Moves {@code latest.json} by hand, and records who did so and why. */
abstract class PromotionCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Reason to record in the promotion log.")
  private String reason;

  @Spec private CommandSpec spec;

  private PromotionCommand() {}

  abstract PromotionRecord move(RunPromoter promoter, String reason);

  /** Prints a warning to standard error; the result goes to standard output. */
  void warn(String line) {
    spec.commandLine().getErr().println("riskmesh: " + line);
  }

  @Command(
      name = "promote",
      mixinStandardHelpOptions = true,
      description = {
        "Puts an accepted run into production by hand: latest.json then points at it.",
        "A run that is older than the one it replaces stays in production until a run with a later "
            + "as-of time than both is accepted."
      })
  static final class Promote extends PromotionCommand {
    @Parameters(paramLabel = "ID", description = "The run.")
    private String runId;

    @Override
    PromotionRecord move(RunPromoter promoter, String reason) {
      return promoter.promote(runId, reason);
    }
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = "Puts the previous accepted run back into production.")
  static final class Rollback extends PromotionCommand {
    @Override
    PromotionRecord move(RunPromoter promoter, String reason) {
      return promoter.rollback(reason, this::warn);
    }
  }

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    try (Store store = ArtifactStores.open(settings.env())) {
      PublishedRuns runs = new PublishedRuns(store, settings.job().name());
      RunPromoter promoter =
          new RunPromoter(
              runs,
              settings.env().signOff().promote(),
              CallerIdentity.find(settings.env()),
              Instant.now().truncatedTo(ChronoUnit.MILLIS));
      PromotionRecord promotion = move(promoter, reason);
      print(store, settings.job().name(), promotion, store.uri(promoter.path(promotion)));
    }
    return Outcome.DONE.code();
  }

  private void print(Store store, String job, PromotionRecord promotion, String log) {
    PrintWriter out = spec.commandLine().getOut();
    String from = promotion.from() == null ? "nothing" : promotion.from();
    out.printf("latest   %s, was %s%n", promotion.to(), from);
    out.printf("logged   %s%n", log);
    // Approval in the registry is a person's decision: print the command, do not run it.
    readApproval(store, new RunPaths(job, promotion.to()), "Approved");
    if (promotion.from() != null && !promotion.from().equals(promotion.to())) {
      readApproval(store, new RunPaths(job, promotion.from()), "Rejected");
    }
    out.flush();
  }

  private void readApproval(Store store, RunPaths paths, String status) {
    RegistrationRecord.read(store, paths.registration())
        .ifPresent(
            registered ->
                spec.commandLine().getOut().printf("registry %s%n", registered.command(status)));
  }
}
