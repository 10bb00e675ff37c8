package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.pipeline.ParameterSearch;
import io.riskmesh.pipeline.ParameterSearch.SearchFile;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import io.riskmesh.tune.SearchReport;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Searches the booster's parameters; a search that was interrupted goes on under its id. */
@Command(
    name = "tune",
    mixinStandardHelpOptions = true,
    description = {
      "Searches training parameters on the train and validation rows; see tune in the job file.",
      "Writes the trials, a report and a job file with the best parameters; publishes nothing."
    })
final class TuneCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Name of the search; an existing search is continued. Default: a new name.")
  private String runId;

  @Mixin private DryRun dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    if (dryRun.isAsked()) {
      ParameterSearch.requireValid(settings);
    }
    if (dryRun.ends(settings, spec)) {
      return Outcome.DONE.code();
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    String name =
        runId == null ? PublishedRuns.newName(now) : PublishedRuns.requireName("--run-id", runId);
    RunPaths paths = new RunPaths(settings.job().name(), name);
    CommandAttempt.named(paths);
    try (Store store = ArtifactStores.open(settings.env())) {
      return new CommandAttempt(spec, store, paths)
          .run(() -> execute(settings, store, paths, now))
          .code();
    }
  }

  private OutcomeFile execute(EffectiveConfig settings, Store store, RunPaths paths, Instant now) {
    ParameterSearch.requireValid(settings);
    try (ProgressConsole console = new ProgressConsole(spec.commandLine().getErr())) {
      ParameterSearch search = new ParameterSearch(settings, store, paths, now, console);
      SearchReport report = search.run();
      print(report, search);
      return OutcomeFile.of(Outcome.DONE, report.advice(), paths.runId());
    }
  }

  private void print(SearchReport report, ParameterSearch search) {
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.printf(
        Locale.ROOT,
        "searched %d trials, selected on %s of %,d %s rows%n",
        report.comparisons(),
        report.metric(),
        report.validationRows(),
        report.selectedOn());
    out.printf(Locale.ROOT, "own      %s %.5f%n", report.metric(), report.trials().get(0).score());
    out.printf(
        Locale.ROOT,
        "selected %s %.5f  trial %d  %s%n",
        report.metric(),
        report.selectedTrial().score(),
        report.selected(),
        report.selectedTrial().params());
    out.printf("advice   %s%n", report.advice());
    out.printf("job      %s%n", RunSummary.local(search.uri(SearchFile.JOB)));
    out.printf("report   %s%n", RunSummary.local(search.uri(SearchFile.PAGE)));
    out.flush();
  }
}
