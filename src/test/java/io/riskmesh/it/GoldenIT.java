package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the bundled jobs give, digest by digest. A change that makes another model of the same rows
 * changes {@code golden.json} too, and its commit says why.
 */
@ExtendWith(SparkTest.class)
class GoldenIT {
  private static final Path GOLDEN = Path.of("src/test/resources/golden.json");

  @TempDir Path folder;

  @Test
  void theBundledJobsGiveTheSameModels() throws Exception {
    Cli cli = new Cli(folder);
    Map<String, Map<String, Object>> found = new TreeMap<>();
    found.put("credit-risk", trained(cli, "credit-risk"));
    found.put("loans", trained(cli, "loans", "--job", "test-data/loans/loans.yaml"));

    String actual = new String(JsonText.bytes(found), StandardCharsets.UTF_8);
    assertThat(actual).isEqualTo(Files.readString(GOLDEN));
  }

  private static Map<String, Object> trained(Cli cli, String job, String... options)
      throws Exception {
    String[] arguments = new String[options.length + 2];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = "--run-id";
    arguments[options.length + 1] = "golden";
    Cli.Ended ended = cli.run("run", arguments);
    assertThat(ended.code()).as(ended.err()).isZero();

    Manifest manifest = cli.manifest(job, "golden").orElseThrow();
    byte[] features = manifest.readFile(cli.store(), "features/features.json");
    byte[] archive = manifest.readFile(cli.store(), RunPaths.MODEL);
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
