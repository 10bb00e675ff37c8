package io.riskmesh.registry;

import io.riskmesh.config.Part;
import io.riskmesh.split.SplitSummary;
import io.riskmesh.split.SplitSummary.PartSummary;
import io.riskmesh.store.Hashes.HashedFile;
import io.riskmesh.store.Json;
import io.riskmesh.store.Manifest;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Published runs, as far as the registry looks at them. */
final class Runs {
  static final String JOB = "credit-risk";
  static final String EVALUATION = "e".repeat(64);

  private Runs() {}

  static RunPaths accepted(Store store, String runId) {
    return publish(store, manifest(runId, "accepted", "rl_credit-card.credit_card", null));
  }

  static RunPaths publish(Store store, Manifest manifest) {
    RunPaths paths = new RunPaths(manifest.job(), manifest.runId());
    store.write(paths.manifest(), Json.bytes(manifest));
    return paths;
  }

  static Manifest manifest(String runId, String verdict, String table, String filter) {
    PartSummary part = new PartSummary(10, 3, "0a0b0c0d");
    SplitSummary split =
        new SplitSummary(
            "hash",
            List.of("id"),
            42L,
            List.of("train: below 0.60", "validation: below 0.80"),
            true,
            0,
            Map.of(Part.TRAIN, part, Part.VALIDATION, part, Part.TEST, part));
    Map<String, Object> source = new LinkedHashMap<>();
    source.put("name", table);
    source.put("snapshot", 4910046351365455033L);
    source.put("filter", filter);
    return new Manifest(
        runId,
        JOB,
        verdict,
        "2026-11-23T06:26:17Z",
        "2026-11-23T06:26:17Z",
        Map.of("riskmesh", "0.1.0", "commit", "5665740"),
        Json.tree(source),
        Json.tree(Map.of()),
        Json.tree(split),
        Json.tree(Map.of("digest", "f".repeat(64))),
        Json.tree(Map.of()),
        Json.tree(List.of(Map.of("name", "auc", "value", 0.8206, "low", 0.7467, "high", 0.8765))),
        Json.tree(List.of()),
        Map.of(),
        new Manifest.Configuration("c".repeat(64), ""),
        List.of(
            new HashedFile("evaluation/evaluation.json", EVALUATION, 10),
            new HashedFile("model/model.tar.gz", "d".repeat(64), 10)),
        new Manifest.Data(true, null, List.of(new HashedFile("test/part-0", "a".repeat(64), 10))));
  }
}
