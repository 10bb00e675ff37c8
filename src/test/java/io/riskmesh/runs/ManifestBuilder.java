package io.riskmesh.runs;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.catalog.SourcePin;
import io.riskmesh.config.SplitPart;
import io.riskmesh.evaluate.Evaluation.Metric;
import io.riskmesh.features.FeatureSummary;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.split.SplitBoundaries;
import io.riskmesh.split.SplitBoundaries.Cut;
import io.riskmesh.split.SplitBoundaries.Scale;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.train.TrainSummary;
import java.util.List;
import java.util.Map;

/** Builds a manifest that is empty except for what a test sets. */
public final class ManifestBuilder {
  private final String run;
  private final String asOf;
  private String job = "job";
  private VerdictWord verdict = VerdictWord.ACCEPTED;
  private Map<String, String> versions = Map.of();
  private SourcePin source = source("db.table", null, null, null);
  private AccessTrail access;
  private SplitSummary split = split("hash", 42, true, "aa");
  private FeatureSummary features = new FeatureSummary("f".repeat(64), List.of("x"), List.of());
  private List<Metric> metrics = List.of();
  private ReferenceModels references;
  private List<Judgement> gates = List.of();
  private Manifest.Configuration config = new Manifest.Configuration("0", "", "");
  private List<HashedFile> files = List.of();
  private Manifest.Data data = new Manifest.Data(true, null, List.of());

  private ManifestBuilder(String run, String asOf) {
    this.run = run;
    this.asOf = asOf;
  }

  public static ManifestBuilder of(String run, String asOf) {
    return new ManifestBuilder(run, asOf);
  }

  /** Returns the pin of an Iceberg table; every argument but the name may be null. */
  public static SourcePin source(String name, Long snapshot, Integer schema, String filter) {
    return new SourcePin(
        "iceberg", name, null, snapshot, null, null, filter, List.of(), List.of(), null, null,
        schema);
  }

  /** Returns a split into three equal parts; {@code test} is the membership of each part. */
  public static SplitSummary split(String strategy, long seed, boolean stable, String test) {
    PartSummary part = new PartSummary(1000, 300, test);
    return new SplitSummary(
        strategy,
        List.of("id"),
        seed,
        new SplitBoundaries(Scale.HASH_SHARE, List.of(new Cut(null, "0.60", "0.80")), null),
        stable,
        0,
        Map.of(SplitPart.TRAIN, part, SplitPart.VALIDATION, part, SplitPart.TEST, part));
  }

  public ManifestBuilder job(String name) {
    job = name;
    return this;
  }

  public ManifestBuilder verdict(VerdictWord word) {
    verdict = word;
    return this;
  }

  public ManifestBuilder versions(Map<String, String> all) {
    versions = all;
    return this;
  }

  public ManifestBuilder source(SourcePin pin) {
    source = pin;
    return this;
  }

  public ManifestBuilder access(AccessTrail trail) {
    access = trail;
    return this;
  }

  public ManifestBuilder split(SplitSummary summary) {
    split = summary;
    return this;
  }

  public ManifestBuilder inputs(List<String> names) {
    features = new FeatureSummary("f".repeat(64), names, List.of());
    return this;
  }

  public ManifestBuilder auc(double value, Double low, Double high) {
    metrics = List.of(new Metric("auc", value, low, high, null));
    return this;
  }

  public ManifestBuilder metrics(List<Metric> all) {
    metrics = all;
    return this;
  }

  /** Compares the run with a champion. */
  public ManifestBuilder champion(String runId) {
    ReferenceModel champion = new ReferenceModel(runId, "a".repeat(64), "latest", null);
    references = new ReferenceModels("latest", champion, ReferenceModel.none("none"));
    return this;
  }

  public ManifestBuilder gates(List<Judgement> judgements) {
    gates = judgements;
    return this;
  }

  public ManifestBuilder config(String digest, String jobYaml, String envYaml) {
    config = new Manifest.Configuration(digest, jobYaml, envYaml);
    return this;
  }

  public ManifestBuilder files(List<HashedFile> published) {
    files = published;
    return this;
  }

  public ManifestBuilder data(Map<String, String> folders, List<HashedFile> rows) {
    data = new Manifest.Data(true, folders, rows);
    return this;
  }

  public Manifest build() {
    return new Manifest(
        run,
        job,
        verdict,
        asOf,
        asOf,
        versions,
        source,
        access,
        split,
        features,
        new TrainSummary("barrier", 1, 1, 0, Map.of(), "logloss", 0, List.of()),
        metrics,
        gates,
        List.of(),
        references,
        Map.of(),
        config,
        files,
        data);
  }
}
