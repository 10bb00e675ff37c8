package io.riskmesh.site;

import io.riskmesh.drift.Comparisons;
import io.riskmesh.drift.DriftFile;
import io.riskmesh.drift.DriftFindings;
import io.riskmesh.drift.DriftReport;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.gate.MetricLimit;
import io.riskmesh.gate.MetricLimit.Bound;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.report.Samples;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.ManifestBuilder;
import io.riskmesh.runs.PromotionRecord;
import io.riskmesh.runs.SignOffRecord;
import io.riskmesh.runs.SignOffRecord.SignOffDecision;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The artifacts of a job over many nights. */
public final class SampleHistory {
  private static final Instant START = Instant.parse("2026-01-01T02:00:00Z");

  private final Store store;
  private final String job;

  public SampleHistory(Store store, String job) {
    this.store = store;
    this.job = job;
  }

  /** Publishes runs, of which every seventh is refused, each with a comparison before it. */
  public SampleHistory nights(int number, int columns) {
    for (int i = 0; i < number; i++) {
      String id = "night-%04d".formatted(i + 1);
      run(id, START.plus(i, ChronoUnit.DAYS), i, i == number - 1);
      drift(id + "-drift", START.plus(i, ChronoUnit.DAYS), columns, i);
    }
    return this;
  }

  private void run(String id, Instant asOf, int i, boolean withVintages) {
    boolean isRefused = i % 7 == 6;
    double auc = isRefused ? 0.66 : 0.78 + 0.03 * Math.sin(i / 3.0);
    RunPaths paths = new RunPaths(job, id);
    List<HashedFile> files = List.of();
    if (withVintages) {
      byte[] curves = JsonText.bytes(Samples.overTime().evaluation());
      store.write(paths.published(RunPaths.CURVES), curves);
      files = List.of(new HashedFile(RunPaths.CURVES, FileHashes.sha256(curves), curves.length));
    }
    publish(
        ManifestBuilder.of(id, asOf.toString())
            .job(job)
            .verdict(isRefused ? VerdictWord.REFUSED : VerdictWord.ACCEPTED)
            .versions(Map.of("riskmesh", "0.1.0"))
            .source(ManifestBuilder.source("db.credits", 7000L + i, 1, null))
            .metrics(
                List.of(
                    new Metric("auc", auc, auc - 0.04, auc + 0.03, "DeLong"),
                    new Metric("ks", auc - 0.3, auc - 0.38, auc - 0.24, "bootstrap"),
                    new Metric("calibrationInTheLarge", 0.01 * (i % 5), null, null, null)))
            .gates(
                List.of(
                    new Judgement(
                        "auc",
                        new MetricLimit(Bound.MIN, i < 10 ? 0.70 : 0.72),
                        auc,
                        auc - 0.04,
                        auc + 0.03,
                        !isRefused,
                        "said"),
                    new Judgement(
                        "ks",
                        new MetricLimit(Bound.MIN, 0.25),
                        auc - 0.3,
                        auc - 0.38,
                        auc - 0.24,
                        true,
                        "said")))
            .champion(i == 0 ? null : "night-%04d".formatted(i))
            .files(files)
            .build());
  }

  /** Publishes a run as it is, and offers it as the latest. */
  public void publish(Manifest manifest) {
    store.write(new RunPaths(job, manifest.runId()).manifest(), JsonText.bytes(manifest));
    LatestRun.offer(store, manifest, List.of());
  }

  private void drift(String id, Instant asOf, int columns, int i) {
    List<DriftReport.DriftColumn> compared =
        IntStream.range(0, columns)
            .mapToObj(
                c ->
                    Comparisons.open(
                        "column_" + c, c == 2 && i % 5 == 3 ? 0.31 : 0.01 * ((i + 3 * c) % 19)))
            .toList();
    DriftFindings found = Comparisons.quiet("column_0").with(compared);
    drift(id, asOf, i % 9 == 8 ? found.with(Comparisons.level(70)) : found);
  }

  /** Writes a comparison. */
  public void drift(String id, Instant asOf, DriftFindings found) {
    DriftReport drift = new DriftReport.Head(id, job, asOf.toString(), "latest").with(found);
    store.write(new JobPaths(job).drift(id, "drift.json"), DriftFile.json(drift));
  }

  /** Records a move of {@code latest.json}. */
  public void promotion(Instant at, String from, String to, String reason) {
    PromotionRecord record = new PromotionRecord(at.toString(), from, to, "carla", reason);
    store.write(
        new JobPaths(job).promotion(at.toString().replace(":", "") + "-" + to),
        JsonText.bytes(record));
  }

  /** Signs a published run. */
  public void signOff(Instant at, String run, String role, SignOffDecision decision, String note) {
    byte[] manifest = store.read(new RunPaths(job, run).manifest()).orElseThrow();
    SignOffRecord record =
        new SignOffRecord(
            at.toString(),
            job,
            run,
            FileHashes.sha256(manifest),
            "0".repeat(64),
            role,
            decision,
            note,
            "carla");
    store.write(
        new JobPaths(job).signOff(run, at.toString().replace(":", "") + "-" + role),
        JsonText.bytes(record));
  }

  /** Records how a command ended. */
  public void outcome(Outcome outcome, String message, String id) {
    store.write(
        new RunPaths(job, id).outcome(), JsonText.bytes(OutcomeFile.of(outcome, message, id)));
  }
}
