package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.featurestore.FeatureIngestion;
import io.riskmesh.featurestore.FeatureIngestion.Ingested;
import io.riskmesh.featurestore.GroupOptions;
import io.riskmesh.featurestore.IngestionManifest;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes raw feature columns to a feature group. Its outcome has an id of its own. */
@Command(
    name = "features",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the raw columns of the job's features to a feature group of SageMaker's Feature Store.",
      "Writes each state of the source once: a second call finds the rows of the first."
    })
final class FeaturesCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--to-feature-group",
      paramLabel = "NAME",
      required = true,
      description = "The feature group. Created if it does not exist, otherwise checked.")
  private String group;

  @Option(
      names = "--for-training",
      description =
          "Also writes what only training reads: label, weight, columns of rules, groups and split.")
  private boolean training;

  @Option(names = "--online", description = "Then also puts the records into the online store.")
  private boolean online;

  @Option(
      names = "--online-rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "Records per second for the online store, at most. Default: 500.")
  private int rate;

  @Option(
      names = "--role-arn",
      paramLabel = "ARN",
      description = "For a new group: the role with which SageMaker writes its offline store.")
  private String role;

  @Option(
      names = "--offline-uri",
      paramLabel = "URI",
      description =
          "For a new group: S3 folder of its offline store. Default: <artifacts>/<job>/feature-store.")
  private String offline;

  @Option(
      names = "--features-id",
      paramLabel = "ID",
      description =
          "Name of the outcome file. Default: the value of --to-feature-group followed by -features.")
  private String featuresId;

  @Mixin private DryRun dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    GroupOptions asked =
        new GroupOptions(
            group, training, online, rate, Optional.ofNullable(role), Optional.ofNullable(offline));
    if (dryRun.ends(settings, spec)) {
      return Outcome.DONE.code();
    }
    RunPaths id = new RunPaths(settings.job().name(), name());
    CommandAttempt.named(id);
    try (Store store = ArtifactStores.open(settings.env())) {
      new PublishedRuns(store, id.job()).requireUnused("--features-id", id.runId());
      return new CommandAttempt(spec, store, id)
          .run(() -> execute(settings, store, asked, id))
          .code();
    }
  }

  private String name() {
    return featuresId == null
        ? PublishedRuns.requireName("--to-feature-group", group + "-features")
        : PublishedRuns.requireName("--features-id", featuresId);
  }

  private OutcomeFile execute(
      EffectiveConfig settings, Store store, GroupOptions asked, RunPaths id) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Ingested ingested = new FeatureIngestion(settings, store, now, this::tell).run(asked);
    requireOnline(asked, ingested);
    print(ingested);
    String message =
        "%,d rows in feature group %s, see %s"
            .formatted(ingested.manifest().rows(), group, ingested.where());
    return OutcomeFile.of(Outcome.DONE, message, id.runId());
  }

  private static void requireOnline(GroupOptions asked, Ingested ingested) {
    IngestionManifest.OnlineCount count = ingested.manifest().online();
    if (asked.online() && ingested.failures().isPresent()) {
      throw new RunException(
          Outcome.SOURCE_UNAVAILABLE,
          "the online store of feature group %s has accepted %,d records and not accepted %,d%s: see %s. Start again to put %s."
              .formatted(
                  asked.group(),
                  count.accepted(),
                  count.failed(),
                  count.complete() ? "" : ", after which the rest was not sent",
                  ingested.failures().get(),
                  count.complete() ? "only those" : "all again"));
    }
  }

  private void print(Ingested ingested) {
    IngestionManifest written = ingested.manifest();
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.printf(
        "features %,d rows, %d features in feature group %s%n",
        written.rows(), written.columns().size(), written.group());
    out.printf("offline  %s, snapshot %d%n", written.table(), written.snapshot());
    if (written.online() != null) {
      out.printf("online   %,d records%n", written.online().accepted());
    }
    if (ingested.earlier()) {
      out.printf("earlier  written at %s; nothing was written now%n", written.writeTime());
    }
    out.printf("manifest %s%n", ingested.where());
    out.flush();
  }

  private void tell(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("  " + line);
    err.flush();
  }
}
