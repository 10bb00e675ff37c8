package io.riskmesh.cli;

import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.evaluate.OutOfTimeMetrics;
import io.riskmesh.gate.Verdict;
import io.riskmesh.pipeline.RunResult;
import io.riskmesh.registry.RegistrationRecord;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.LatestRun.StayReason;
import io.riskmesh.scoring.BatchScoring;
import io.riskmesh.scoring.ScoreManifest;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.RunPaths;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints the result of a run on standard output. */
final class RunSummary {
  private final PrintWriter out;

  RunSummary(PrintWriter out) {
    this.out = out;
  }

  void print(RunPaths paths, RunStage last, RunResult result) {
    out.println();
    result.evaluation().ifPresent(this::metrics);
    String verdict = result.verdict().map(RunSummary::verdict).orElse(last.key() + " done");
    out.printf("run      %s  %s%n", paths.runId(), verdict);
    result
        .verdict()
        .map(Verdict::notJudged)
        .orElse(List.of())
        .forEach(why -> out.printf("gate     %s%n", why));
    result.published().ifPresent(this::published);
    result.registration().ifPresent(this::registration);
    out.flush();
  }

  private void published(RunResult.Published published) {
    out.printf("report   %s%n", local(published.report()));
    if (published.earlier() != null) {
      out.printf(
          "earlier  already published by riskmesh %s of commit %s; nothing was trained now%n",
          published.earlier().get("riskmesh"), published.earlier().get("commit"));
    }
    kept(published.latest()).ifPresent(kept -> out.printf("latest   %s%n", kept));
  }

  /**
   * Returns, in words, why an accepted run is not in production; empty if it is, or if it was
   * refused.
   */
  static Optional<String> kept(LatestRun.Offer offer) {
    if (offer.reason() == null || offer.reason() == StayReason.REFUSED) {
      return Optional.empty();
    }
    if (offer.reason() == StayReason.UNSIGNED) {
      return Optional.of(
          "stays at %s: this run lacks the sign-off of %s. Use riskmesh runs sign, then runs promote."
              .formatted(
                  offer.current() == null ? "no run" : "run " + offer.current(), offer.limit()));
    }
    String why =
        offer.reason() == StayReason.OLDER
            ? "this run's as-of time is before %s, that run's as-of time"
            : "it was restored by hand, and this run's as-of time is not later than %s";
    return Optional.of(
        "stays at run %s: %s. Use riskmesh runs promote to change it."
            .formatted(offer.current(), why.formatted(offer.limit())));
  }

  private static String verdict(Verdict verdict) {
    String word = verdict.word().word().toUpperCase(Locale.ROOT);
    return verdict.isGated() ? word : word + ", but nothing was compared with a limit: no gates";
  }

  /** Prints the package on one line and, if a person must approve it, the command that does so. */
  void registration(RegistrationRecord registration) {
    out.printf("package  %s  %s%n", registration.arn(), registration.status());
    registration.approval().ifPresent(command -> out.printf("approve  %s%n", command));
    out.flush();
  }

  /** Prints the number of rows per band, and where the scores are. */
  void scores(BatchScoring.Scored scored) {
    ScoreManifest manifest = scored.manifest();
    out.println();
    for (ScoreManifest.BandRows band : manifest.bands()) {
      out.printf(
          Locale.ROOT,
          "band     %-12s %,12d rows  %5.1f%%%n",
          band.name(),
          band.rows(),
          100.0 * band.rows() / Math.max(1, manifest.rows()));
    }
    out.printf(
        Locale.ROOT,
        "scored   %,d rows by run %s (%s)%s%n",
        manifest.rows(),
        manifest.run(),
        manifest.verdict().word(),
        scored.earlier() ? ", earlier" : "");
    if (manifest.table() != null) {
      out.printf("table    %s, snapshot %d%n", manifest.table(), manifest.snapshot());
      Optional.ofNullable(manifest.publication())
          .ifPresent(published -> out.printf("tag      %s%n", published.tag()));
    }
    out.printf("scores   %s%n", local(scored.where()));
    out.flush();
  }

  private void metrics(Evaluation evaluation) {
    OutOfTimeMetrics later = evaluation.outOfTime();
    boolean isLater = later != null && !later.metrics().isEmpty();
    out.printf(
        "%-22s %8s  %-17s %8s %11s%s%n",
        "metric",
        evaluation.folds() == null ? "test" : "folds",
        "95% interval",
        "train",
        "validation",
        isLater ? "  %11s  %s".formatted("out of time", "95% interval") : "");
    for (Metric metric : evaluation.metrics()) {
      out.printf(
          Locale.ROOT,
          "%-22s %8.4f  %-17s %8s %11s%s%n",
          metric.name(),
          metric.value(),
          interval(metric),
          point(evaluation, SplitPart.TRAIN, metric.name()),
          point(evaluation, SplitPart.VALIDATION, metric.name()),
          isLater ? later(Evaluation.metric(later.metrics(), metric.name())) : "");
    }
    if (evaluation.folds() != null) {
      out.printf(
          Locale.ROOT,
          "%s: every row by a model that has not seen it; train is the published model%n",
          evaluation.measuredOn());
    }
    if (later != null && !isLater) {
      out.printf("no metrics for the out-of-time part: %s%n", later.noMetrics());
    }
    out.println();
  }

  private static String later(Metric metric) {
    return String.format(Locale.ROOT, "  %11.4f  %s", metric.value(), interval(metric));
  }

  private static String interval(Metric metric) {
    return metric.low() == null
        ? "-"
        : String.format(Locale.ROOT, "%.4f - %.4f", metric.low(), metric.high());
  }

  private static String point(Evaluation evaluation, SplitPart part, String name) {
    return evaluation.parts().getOrDefault(part, List.of()).stream()
        .filter(metric -> metric.name().equals(name))
        .map(metric -> String.format(Locale.ROOT, "%.4f", metric.value()))
        .findFirst()
        .orElse("-");
  }

  /**
   * Returns what a person can open: a local file as a path, relative if it is below the working
   * directory; any other URI unchanged.
   */
  static String local(String uri) {
    if (!uri.startsWith("file:")) {
      return uri;
    }
    Path file = Path.of(URI.create(uri));
    Path here = Path.of("").toAbsolutePath();
    return (file.startsWith(here) ? here.relativize(file) : file).toString();
  }
}
