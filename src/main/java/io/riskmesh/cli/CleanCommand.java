package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.yaml.TimeSpans;
import io.riskmesh.registry.RunRegistrar;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.runs.RunCleaner;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * Removes the files of old runs. A lifecycle rule of the bucket cannot do this, because it cannot
 * tell which old runs are still referenced.
 */
@Command(
    name = "clean",
    mixinStandardHelpOptions = true,
    description = {
      "Removes the files of a job's old runs: published files, data, work, outcomes; also old "
          + "profiles and drift reports.",
      "Keeps all scores, every run that latest.json or the model registry points at, and the run "
          + "that a rollback would go to."
    })
final class CleanCommand implements Callable<Integer> {
  /**
   * Smallest age that is accepted. A younger run may still be running or awaited, so a smaller
   * value is taken for a typing mistake.
   */
  private static final Duration MIN_AGE = Duration.ofDays(1);

  @Mixin private JobOptions options;

  @Option(
      names = "--older-than",
      paramLabel = "AGE",
      required = true,
      converter = Age.class,
      description = "Minimum age of its newest file: 90d, 36h; at least 1d.")
  private Duration age;

  @Option(names = "--dry-run", description = "Only shows what would be removed.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  static final class Age implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
      Duration age;
      try {
        age = TimeSpans.span(text);
      } catch (RuntimeException e) {
        throw new TypeConversionException("\"%s\" is not %s".formatted(text, TimeSpans.SPAN));
      }
      if (age.compareTo(MIN_AGE) < 0) {
        throw new TypeConversionException("\"%s\" is less than 1d".formatted(text));
      }
      return age;
    }
  }

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    String job = settings.job().name();
    try (Store store = ArtifactStores.open(settings.env());
        AwsClients aws = new AwsClients(settings.env().aws())) {
      RunRegistrar registrar = new RunRegistrar(settings.env(), store, aws);
      RunCleaner cleaner =
          new RunCleaner(
              new PublishedRuns(store, job),
              known -> registrar.findPackages(job, known),
              settings.job().champion().isPresent());
      RunCleaner.CleaningPlan plan = cleaner.plan(Instant.now().minus(age));
      print(plan);
      if (!dryRun) {
        cleaner.remove(plan);
      }
    }
    return Outcome.DONE.code();
  }

  private void print(RunCleaner.CleaningPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    String verb = dryRun ? "would go" : "removing";
    for (RunCleaner.Removal removal : plan.removals()) {
      out.printf(
          "%-8s %-40s last written %.10s %,14d bytes%n",
          verb, removal.name(), removal.newest(), removal.bytes());
    }
    plan.kept().forEach((run, why) -> out.printf("%-8s %-40s %s%n", "kept", run, why));
    out.printf("%s: %,d, %,d bytes%n", verb, plan.removals().size(), plan.bytes());
    out.flush();
  }
}
