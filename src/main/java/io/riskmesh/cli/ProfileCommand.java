package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.yaml.UserInfo;
import io.riskmesh.profile.ProfileFile;
import io.riskmesh.profile.SourceProfile;
import io.riskmesh.profile.SourceProfiling;
import io.riskmesh.profile.StarterJob;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explores a source without a notebook: describes it as a page and as JSON, and proposes a job. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "Describes every column of the source: distribution, default rates, information value, correlations.",
      "Needs only source and label of the job; columns in privacy.mask show no values.",
      "With --write-job: also proposes a job with features and quality rules derived from the data."
    })
final class ProfileCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "Uses about N rows, chosen by a hash of their values. Default: all rows.")
  private Long sample;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description =
          "Folder or URI for profile.html and profile.json. Default: <artifacts>/<job>/profile/<time>.")
  private String folder;

  @Mixin private JobFile job;

  @Option(
      names = "--show-rows",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Prints the first N rows here, with masked columns as ***. Rows are never written to a file.")
  private int rows;

  @Mixin private DryRun dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EffectiveConfig settings = options.explore();
    requireUsable();
    if (dryRun.ends(settings, spec)) {
      return Outcome.DONE.code();
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (Store artifacts = ArtifactStores.open(settings.env());
        Store target = ArtifactStores.open(settings.env(), target(settings, now))) {
      target.probe(".probe");
      tell(
          new SourceProfiling(settings, artifacts, now).run(request(), this::tell),
          target,
          settings);
    }
    return Outcome.DONE.code();
  }

  /** Returns where the files go: a local folder as an absolute path, a URI unchanged. */
  private String target(EffectiveConfig settings, Instant now) {
    if (folder == null) {
      String root = settings.env().artifacts().replaceFirst("/+$", "");
      return root + "/" + new JobPaths(settings.job().name()).profile(PublishedRuns.nameOf(now));
    }
    boolean isUri = folder.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*");
    return isUri ? folder : Path.of(folder).toAbsolutePath().normalize().toString();
  }

  private SourceProfiling.ProfileRequest request() {
    return new SourceProfiling.ProfileRequest(
        sample == null ? OptionalLong.empty() : OptionalLong.of(sample), rows);
  }

  private void tell(SourceProfiling.ProfiledSource found, Store target, EffectiveConfig settings) {
    ProfileSummary summary = new ProfileSummary(out());
    summary.rows(found);
    summary.columns(found.profile());
    summary.file("profile", write(target, found.profile()));
    job.write(() -> StarterJob.yaml(found.profile(), settings))
        .ifPresent(file -> summary.file("job", file.toString()));
  }

  private void requireUsable() {
    if (folder != null) {
      UserInfo.refuse("--out", folder);
    }
    if (sample != null && sample < 1) {
      throw new RunException(Outcome.USAGE, "--sample must be at least 1, not " + sample);
    }
    if (rows < 0) {
      throw new RunException(Outcome.USAGE, "--show-rows must be at least 0, not " + rows);
    }
    job.requireFree();
  }

  private static String write(Store target, SourceProfile profile) {
    target.write("profile.json", ProfileFile.json(profile));
    target.write("profile.html", ProfileFile.html(profile));
    return target.uri("profile.html");
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
