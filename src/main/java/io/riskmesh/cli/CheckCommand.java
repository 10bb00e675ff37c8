package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.pipeline.Preflight;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Prints one line per thing that the run needs; the exit code is the one of the first failure. What
 * a run does not need causes a warning only.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Checks what a run needs; trains nothing.")
final class CheckCommand implements Callable<Integer> {
  @Mixin private JobOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    List<Preflight.Finding> findings;
    try (Store store = ArtifactStores.open(settings.env())) {
      findings =
          new Preflight(settings, store, Instant.now().truncatedTo(ChronoUnit.SECONDS)).run();
    }
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(
        finding -> out.printf("%-6s %-14s %s%n", word(finding), finding.probe(), finding.detail()));
    out.flush();
    return findings.stream()
        .filter(finding -> finding.needed() && !finding.holds())
        .map(finding -> finding.outcome().code())
        .findFirst()
        .orElse(Outcome.DONE.code());
  }

  private static String word(Preflight.Finding finding) {
    if (finding.holds()) {
      return "ok";
    }
    return finding.needed() ? "FAILED" : "warn";
  }
}
