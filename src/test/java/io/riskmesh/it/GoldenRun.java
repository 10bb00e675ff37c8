package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The digests of a published run that {@code golden.json} lists for each bundled job. */
public final class GoldenRun {
  private static final Path GOLDEN = Path.of("src/test/resources/golden.json");

  private GoldenRun() {}

  /** Requires the digests of all bundled jobs, by job. */
  public static void assertGolden(Map<String, Map<String, Object>> found) throws IOException {
    String actual = new String(JsonText.bytes(found), StandardCharsets.UTF_8);
    assertThat(actual).isEqualTo(Files.readString(GOLDEN));
  }

  public static Map<String, Object> digests(Store store, Manifest manifest) throws IOException {
    byte[] features = manifest.readFile(store, "features/features.json");
    byte[] archive = manifest.readFile(store, RunPaths.MODEL);
    byte[] booster = ArchiveFiles.unpack(archive).get(ArchiveFiles.BOOSTER);
    return new TreeMap<>(
        Map.of(
            "features", FileHashes.sha256(features),
            "membership", membership(manifest),
            "trees", FileHashes.sha256(booster),
            "metrics", metrics(manifest)));
  }

  private static Map<String, String> membership(Manifest manifest) {
    Map<String, String> membership = new TreeMap<>();
    manifest
        .split()
        .parts()
        .forEach((part, summary) -> membership.put(part.key(), summary.membership()));
    return membership;
  }

  private static Map<String, Double> metrics(Manifest manifest) {
    Map<String, Double> metrics = new TreeMap<>();
    manifest.metrics().forEach(metric -> metrics.put(metric.name(), metric.value()));
    return metrics;
  }
}
