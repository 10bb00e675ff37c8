package io.riskmesh.cli;

import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.html.EnglishNumbers;
import io.riskmesh.site.JobSite;
import io.riskmesh.site.JobSite.WrittenSite;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.Store;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the pages that show a job over time. */
@Command(
    name = "site",
    mixinStandardHelpOptions = true,
    description = {
      "Writes static pages that show all runs of a job over time: verdicts, gates, drift, calibration, decisions.",
      "Reads manifests, drift files and records; repeat it after every run."
    })
final class SiteCommand implements Callable<Integer> {
  @Mixin private JobOptions options;

  @Option(
      names = "--out",
      paramLabel = "URI",
      description = "Folder or S3 URI of the pages. Default: site, beside the job's runs.")
  private String out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    EffectiveConfig settings = options.load();
    String job = settings.job().name();
    try (Store artifacts = ArtifactStores.open(settings.env())) {
      if (out == null) {
        write(artifacts, job, artifacts, new JobPaths(job).site());
      } else {
        try (Store target = ArtifactStores.open(settings.env(), uri(out))) {
          write(artifacts, job, target, "");
        }
      }
    }
    return Outcome.DONE.code();
  }

  /** Returns a URI as it is, and a folder as seen from the working directory. */
  private static String uri(String out) {
    return out.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")
        ? out
        : Path.of(out).toAbsolutePath().toString();
  }

  private void write(Store artifacts, String job, Store target, String folder) {
    WrittenSite site = JobSite.write(artifacts, job, target, folder);
    PrintWriter print = spec.commandLine().getOut();
    print.printf(
        "%s, %s; %s changed%n",
        EnglishNumbers.count(site.runs(), "run"),
        EnglishNumbers.count(site.nights(), "comparison"),
        EnglishNumbers.count(site.changed(), "page"));
    if (site.broken() > 0) {
      print.printf(
          "%s could not be read: see the page%n", EnglishNumbers.count(site.broken(), "file"));
    }
    print.printf(
        "site     %s%n",
        target.uri(folder.isEmpty() ? JobSite.INDEX : folder + "/" + JobSite.INDEX));
    print.flush();
  }
}
