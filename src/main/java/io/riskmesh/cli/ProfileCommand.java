package io.riskmesh.cli;

import io.riskmesh.aws.Stores;
import io.riskmesh.config.Settings;
import io.riskmesh.pipeline.Exploration;
import io.riskmesh.profile.Profile;
import io.riskmesh.profile.ProfileFile;
import io.riskmesh.profile.StarterJob;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Exploration without a notebook: what the source holds, as a page, as JSON and as a job. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "Describes every column of the source: distribution, default rates, information value, correlations.",
      "Needs no more of the job than source and label; columns in privacy.mask show no values."
    })
final class ProfileCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Looks at about N rows, chosen by a hash of their values. Default: all rows.")
  private Long sample;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "Where profile.html and profile.json go; a folder or URI. Default: <artifacts>/<job>/profile/<time>.")
  private String folder;

  @Option(
      names = "--write-job",
      paramLabel = "FILE",
      description = "Writes a job to start from, with features and quality rules by what was seen.")
  private Path job;

  @Option(
      names = "--show-rows",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Prints the first N rows here, masked columns as ***. Rows are never written to a file.")
  private int rows;

  @Option(
      names = "--dry-run",
      description = "Prints the effective configuration, secrets masked, and ends.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Settings settings = options.explore();
    requireUsable();
    if (dryRun) {
      out().print(settings.toYaml());
      out().flush();
      return Outcome.DONE.code();
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Target target = target(settings, now);
    target.store.probe(target.path(".probe"));
    Exploration.Found found =
        new Exploration(settings, artifacts(settings), now)
            .run(
                new Exploration.Request(
                    sample == null ? OptionalLong.empty() : OptionalLong.of(sample), rows),
                this::tell);
    ProfileSummary summary = new ProfileSummary(out());
    summary.rows(found);
    summary.columns(found.profile());
    summary.file("profile", write(target, found.profile()));
    writeJob(found.profile(), settings, summary);
    return Outcome.DONE.code();
  }

  private static Store artifacts(Settings settings) {
    return Stores.open(settings.env());
  }

  private void requireUsable() {
    if (sample != null && sample < 1) {
      throw new RunException(Outcome.USAGE, "--sample must be at least 1, is " + sample);
    }
    if (rows < 0) {
      throw new RunException(Outcome.USAGE, "--show-rows must not be negative, is " + rows);
    }
    if (job != null && Files.exists(job)) {
      throw new RunException(
          Outcome.USAGE, "--write-job %s exists already: name another file".formatted(job));
    }
  }

  /** A place in a store, by a path that ends in a slash or is empty. */
  private record Target(Store store, String folder) {
    String path(String file) {
      return folder + file;
    }
  }

  private Target target(Settings settings, Instant now) {
    var conf = settings.env().spark().conf();
    if (folder != null) {
      boolean isUri = folder.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
      String root = isUri ? folder : Path.of(folder).toAbsolutePath().normalize().toString();
      return new Target(Store.at(root, conf), "");
    }
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC).format(now);
    return new Target(artifacts(settings), "%s/profile/%s/".formatted(settings.job().name(), time));
  }

  private static String write(Target target, Profile profile) {
    target.store.write(target.path("profile.json"), ProfileFile.json(profile));
    target.store.write(target.path("profile.html"), ProfileFile.html(profile));
    return target.store.uri(target.path("profile.html"));
  }

  private void writeJob(Profile profile, Settings settings, ProfileSummary summary) {
    if (job == null) {
      return;
    }
    String yaml = StarterJob.yaml(profile, settings.job(), settings.env());
    try {
      Files.writeString(job, yaml, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new RunException(
          Outcome.SOURCE_MISSING, "--write-job %s cannot be written".formatted(job), e);
    }
    summary.file("job", job.toString());
  }

  private void tell(String pass) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("  profile   " + pass);
    err.flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
