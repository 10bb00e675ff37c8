package io.riskmesh.registry;

import io.riskmesh.gate.VerdictWord;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.ManifestBuilder;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.ModelArchive;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Published runs with the parts that the registry reads. */
final class Runs {
  static final String JOB = "credit-risk";
  static final String EVALUATION = "e".repeat(64);

  private static final byte[] MODEL =
      ModelArchive.of(Map.of(ArchiveFiles.BOOSTER, new byte[1], ArchiveFiles.CODE, new byte[1]));

  private Runs() {}

  static RunPaths accepted(Store store, String runId) {
    return publish(store, manifest(runId, "accepted", "rl_credit-card.credit_card", null));
  }

  /** Publishes an accepted run with all files that its package may refer to, or some of them. */
  static RunPaths described(Store store, String runId, Collection<String> files) {
    List<HashedFile> named = new ArrayList<>(manifest(runId, "accepted", "db.table", null).files());
    for (String file : files) {
      byte[] content = JsonText.bytes(Map.of("file", file));
      store.write(new RunPaths(JOB, runId).published(file), content);
      named.add(new HashedFile(file, FileHashes.sha256(content), content.length));
    }
    return publish(store, bare(runId, "accepted", "db.table", null).files(named).build());
  }

  static RunPaths publish(Store store, Manifest manifest) {
    RunPaths paths = new RunPaths(manifest.job(), manifest.runId());
    store.write(paths.published(RunPaths.MODEL), MODEL);
    store.write(paths.manifest(), JsonText.bytes(manifest));
    return paths;
  }

  /** Publishes an accepted run whose model is older than the archive's code. */
  static RunPaths withoutCode(Store store, String runId) {
    byte[] model = ModelArchive.of(Map.of(ArchiveFiles.BOOSTER, new byte[1]));
    List<HashedFile> files =
        List.of(
            new HashedFile(RunPaths.EVALUATION, EVALUATION, 10),
            new HashedFile(RunPaths.MODEL, FileHashes.sha256(model), model.length));
    RunPaths paths = publish(store, bare(runId, "accepted", "db.table", null).files(files).build());
    store.write(paths.published(RunPaths.MODEL), model);
    return paths;
  }

  static Manifest manifest(String runId, String verdict, String table, String filter) {
    return bare(runId, verdict, table, filter).build();
  }

  private static ManifestBuilder bare(String runId, String verdict, String table, String filter) {
    return ManifestBuilder.of(runId, "2026-11-23T06:26:17Z")
        .job(JOB)
        .verdict(VerdictWord.valueOf(verdict.toUpperCase(Locale.ROOT)))
        .versions(Map.of("riskmesh", "0.1.0", "commit", "5665740"))
        .source(ManifestBuilder.source(table, 4910046351365455033L, null, filter))
        .split(ManifestBuilder.split("hash", 42, true, "0a0b0c0d"))
        .auc(0.8206, 0.7467, 0.8765)
        .config("c".repeat(64), "", "")
        .files(
            List.of(
                new HashedFile("evaluation/evaluation.json", EVALUATION, 10),
                new HashedFile(RunPaths.MODEL, FileHashes.sha256(MODEL), MODEL.length)))
        .data(null, List.of(new HashedFile("test/part-0", "a".repeat(64), 10)));
  }
}
