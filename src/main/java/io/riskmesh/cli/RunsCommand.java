package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.MetricName;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.runs.RepeatJob;
import io.riskmesh.runs.RunHead;
import io.riskmesh.runs.RunList;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists and shows the published runs of a job; the other subcommands have classes of their own. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description =
        "Lists, shows, compares, documents and signs published runs; changes the run in production.",
    subcommands = {
      CompareCommand.class,
      DocumentCommand.class,
      SignCommand.class,
      PromotionCommand.Promote.class,
      PromotionCommand.Rollback.class
    },
    synopsisSubcommandLabel = "(list | show | compare | document | sign | promote | rollback)")
final class RunsCommand {
  @Spec private CommandSpec spec;

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description =
          "One line per published run, oldest as-of time first; * marks latest.json. Runs whose manifest cannot be read come last, with the reason.")
  int list(@Mixin JobOptions options) {
    EffectiveConfig settings = options.load();
    RunList runs;
    String latest;
    try (Store store = ArtifactStores.open(settings.env())) {
      PublishedRuns published = new PublishedRuns(store, settings.job().name());
      runs = published.readAll();
      latest = published.findLatest().orElse(null);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("  %-24s %-18s %-21s %8s %8s  %s%n", "run", "verdict", "as of", "auc", "ks", "data");
    for (RunHead run : runs.heads()) {
      out.printf(
          "%s %-24s %-18s %-21s %8s %8s  %s%n",
          run.runId().equals(latest) ? "*" : " ",
          run.runId(),
          run.verdictInWords(),
          run.asOf().substring(0, Math.min(20, run.asOf().length())),
          metric(run, MetricName.AUC),
          metric(run, MetricName.KS),
          source(run));
    }
    runs.broken()
        .forEach(
            (run, why) -> out.printf("%s %-24s %s%n", run.equals(latest) ? "*" : " ", run, why));
    out.flush();
    return Outcome.DONE.code();
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = {
        "Prints the manifest of a run.",
        "With --write-job: also writes a job that repeats it, with the same snapshot, as-of time "
            + "and number of workers. Run it under a new id and compare."
      })
  int show(
      @Mixin JobOptions options,
      @Mixin JobFile job,
      @Parameters(
              paramLabel = "ID",
              description = "A run id, or latest for the latest accepted run.")
          String runId) {
    EffectiveConfig settings = options.load();
    job.requireFree();
    Manifest manifest = readManifest(settings, runId);
    job.write(() -> RepeatJob.job(manifest));
    spec.commandLine().getOut().print(new String(JsonText.bytes(manifest), StandardCharsets.UTF_8));
    spec.commandLine().getOut().flush();
    return Outcome.DONE.code();
  }

  private static Manifest readManifest(EffectiveConfig settings, String runId) {
    try (Store store = ArtifactStores.open(settings.env())) {
      return new PublishedRuns(store, settings.job().name()).readManifest(runId);
    }
  }

  private static String metric(RunHead run, MetricName name) {
    return run.metric(name)
        .map(metric -> String.format(Locale.ROOT, "%.4f", metric.value()))
        .orElse("-");
  }

  private static String source(RunHead run) {
    Long snapshot = run.source().snapshot();
    return run.source().name() + (snapshot == null ? "" : " @ " + snapshot);
  }
}
