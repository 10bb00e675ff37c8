package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/** Whether what lies there of runs may be believed, past whatever has been wrong with the store. */
record Audit(Store store, String job, SparkSession spark, Path scratch) {
  private static final String PREDICTIONS = "predictions";

  /**
   * A published run.
   *
   * @param result what another run of the same rows must have as well: hashes of booster, features
   *     and metrics
   * @param rows in all parts
   * @param strays files beside those that the manifest names, which nobody reads
   */
  record Found(Map<String, String> result, long rows, int strays) {}

  /** Whoever reads {@code latest.json} finds the manifest of an accepted run. */
  void requireLatest() {
    LatestRun.read(store, job)
        .ifPresent(
            latest -> {
              Optional<Manifest> run = Manifest.read(store, paths(latest.runId()));
              assertThat(run).as("latest.json names %s", latest.runId()).isPresent();
              assertThat(run.get().isAccepted()).as("latest.json names a refused run").isTrue();
            });
  }

  /** The run in production. */
  String latest() {
    return LatestRun.read(store, job).map(LatestRun::runId).orElse("none");
  }

  Optional<Manifest> manifest(String runId) {
    return Manifest.read(store, paths(runId));
  }

  /** Every file is there with its size and hash, every row once. */
  Found verify(Manifest manifest) throws IOException {
    Path copies = Files.createTempDirectory(scratch, manifest.runId() + "-");
    Set<String> named = requireFiles(manifest, copies);
    long rows = requireOnce(manifest, copies);
    return new Found(result(manifest), rows, strays(paths(manifest.runId()), named));
  }

  /**
   * Every file that the manifest names is there with its size and hash.
   *
   * @param copies where the rows are copied to, as the manifest names them
   * @return their paths, and the manifest's
   */
  Set<String> requireFiles(Manifest manifest, Path copies) throws IOException {
    RunPaths paths = paths(manifest.runId());
    Set<String> named = new TreeSet<>(Set.of(paths.manifest()));
    for (HashedFile file : manifest.files()) {
      named.add(paths.published(file.path()));
      content(paths.published(file.path()), file);
    }
    for (HashedFile file : manifest.data().files()) {
      int slash = file.path().indexOf('/');
      String folder = manifest.data().folders().get(file.path().substring(0, slash));
      String path = "%s/%s%s".formatted(job, folder, file.path().substring(slash));
      named.add(path);
      Path copy = copies.resolve(file.path());
      Files.createDirectories(copy.getParent());
      Files.write(copy, content(path, file));
    }
    return named;
  }

  private byte[] content(String path, HashedFile file) {
    byte[] content = store.read(path).orElseThrow(() -> new AssertionError(path + " is not there"));
    assertThat(content.length).as("bytes of %s", path).isEqualTo((int) file.bytes());
    assertThat(FileHashes.sha256(content)).as("hash of %s", path).isEqualTo(file.sha256());
    return content;
  }

  /** Of the same rows, parts and predictions each have all, and none of them twice. */
  private long requireOnce(Manifest manifest, Path copies) {
    String[] parts =
        manifest.data().folders().keySet().stream()
            .filter(name -> !name.equals(PREDICTIONS))
            .map(name -> copies.resolve(name).toString())
            .toArray(String[]::new);
    Set<Long> features = rows(parts);
    assertThat(rows(copies.resolve(PREDICTIONS).toString())).isEqualTo(features);
    long split = manifest.split().assignedRows();
    assertThat((long) features.size()).as("rows by the split").isEqualTo(split);
    return features.size();
  }

  private Set<Long> rows(String... folders) {
    long[] rows =
        spark.read().parquet(folders).select("_row").collectAsList().stream()
            .mapToLong(row -> row.getLong(0))
            .sorted()
            .toArray();
    Set<Long> once = Arrays.stream(rows).boxed().collect(Collectors.toCollection(TreeSet::new));
    assertThat(once).as("a row is counted twice").hasSize(rows.length);
    return once;
  }

  private Map<String, String> result(Manifest manifest) {
    Map<String, byte[]> model = ArchiveFiles.unpack(manifest.readFile(store, RunPaths.MODEL));
    return Map.of(
        "booster", FileHashes.sha256(model.get(ArchiveFiles.BOOSTER)),
        "features", FileHashes.sha256(model.get(ArchiveFiles.FEATURES)),
        "published features", FileHashes.sha256(manifest.readFile(store, RunPaths.FEATURES)),
        "metrics", FileHashes.sha256(manifest.readFile(store, "evaluation/metrics.json")));
  }

  private int strays(RunPaths paths, Set<String> named) {
    return (int)
        Stream.of(paths.runFolder(), paths.dataFolder(), paths.workFolder())
            .flatMap(folder -> store.list(folder).stream())
            .map(Store.Entry::path)
            .filter(path -> !named.contains(path) && !path.endsWith("/_SUCCESS"))
            .count();
  }

  private RunPaths paths(String runId) {
    return new RunPaths(job, runId);
  }
}
