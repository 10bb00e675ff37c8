package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.StageJournal;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Drivers in separate processes that are killed at a given point and started again. */
class CrashIT {
  private static final String JOB = "credit-risk";
  private static final String NEVER = "\\A\\z.";

  @TempDir Path folder;
  private Store store;
  private List<String> more = List.of();

  @BeforeEach
  void open() {
    store = Store.openAt(folder.resolve("artifacts").toString(), Map.of());
  }

  @Test
  void aRunThatWasKilledThreeTimesEndsAccepted() throws Exception {
    killedAt("r", "/split.json", "runs/r/model/model.tar.gz", "runs/r/manifest.json");
    assertThat(drive("r", NEVER)).isZero();
    requireWhole("r");
  }

  @Test
  @Tag("full")
  void aRunThatWasKilledOverAndOverEqualsOneThatWasNot() throws Exception {
    killedAt(
        "r",
        "/read.json",
        "/split.json",
        "work/r/[^/]+/features.json",
        "/parts/train-000008.json",
        "/train.json",
        "work/r/claim.json",
        "runs/r/model/model.tar.gz",
        "runs/r/manifest.json",
        "latest.json");
    assertThat(drive("r", NEVER)).isZero();
    requireWhole("r");

    assertThat(drive("undisturbed", NEVER)).isZero();
    assertThat(bytes("r", "features/features.json"))
        .isEqualTo(bytes("undisturbed", "features/features.json"));
    assertThat(trees("r")).isEqualTo(trees("undisturbed"));
    assertThat(bytes("r", "evaluation/metrics.json"))
        .isEqualTo(bytes("undisturbed", "evaluation/metrics.json"));
  }

  @Test
  @Tag("full")
  void aRunThatWasKilledBetweenFoldsGoesOnWithTheNext() throws Exception {
    more = List.of("evaluation.folds=3");
    killedAt("r", "/parts/folds-000001.json", "/folds.json");
    Map<String, String> attempts = attempts("parts/folds-");
    assertThat(attempts).hasSize(3);
    assertThat(attempts.get("folds-000000.json")).isEqualTo(attempts.get("folds-000001.json"));
    assertThat(attempts.get("folds-000002.json"))
        .as("the second attempt trains the last fold alone")
        .isNotEqualTo(attempts.get("folds-000001.json"));
    killedAt("r", "/evaluate.json");
    assertThat(attempts("parts/folds-")).isEqualTo(attempts);
    assertThat(drive("r", NEVER)).isZero();
    requireWhole("r");

    assertThat(drive("undisturbed", NEVER)).isZero();
    assertThat(trees("r")).isEqualTo(trees("undisturbed"));
    assertThat(bytes("r", "evaluation/metrics.json"))
        .isEqualTo(bytes("undisturbed", "evaluation/metrics.json"));
  }

  /** The attempt that each marker of run r names. */
  private Map<String, String> attempts(String markers) {
    return store.list(JOB + "/work/r").stream()
        .filter(file -> file.path().contains(markers))
        .collect(
            Collectors.toMap(
                file -> file.path().substring(file.path().lastIndexOf('/') + 1),
                file ->
                    JsonText.read(
                            store.read(file.path()).orElseThrow(), StageJournal.JournalEntry.class)
                        .attempt()));
  }

  @Test
  void aSearchThatWasKilledEqualsOneThatWasNot() throws Exception {
    for (String point :
        List.of(
            "/split\\.json",
            "/parts/tune-000000\\.json",
            "/parts/tune-000007\\.json",
            "/tune\\.json",
            "tune/s/job\\.yaml")) {
      assertThat(end(start(CrashingSearch.class, "s", point)))
          .as(point)
          .isEqualTo(CrashingStore.KILLED);
    }
    assertThat(end(start(CrashingSearch.class, "s", NEVER))).isZero();
    assertThat(end(start(CrashingSearch.class, "u", NEVER))).isZero();

    assertThat(found("s", "trials.json")).isEqualTo(found("u", "trials.json"));
    assertThat(found("s", "job.yaml")).isEqualTo(found("u", "job.yaml"));
    assertThat(store.list(new RunPaths(JOB, "s").workFolder())).isEmpty();
  }

  /** A file of a search without its name and time. */
  private String found(String id, String name) {
    byte[] bytes = store.read(new JobPaths(JOB).tune(id, name)).orElseThrow();
    return new String(bytes, StandardCharsets.UTF_8)
        .replaceFirst("\"runId\" : \"" + id + "\"", "")
        .replaceFirst("\"asOf\" : \"[^\"]*\"", "");
  }

  @Test
  void ofTwoAttemptsAtOnceOnePublishesAndTheOtherAgreesOrStops() throws Exception {
    Process first = start("r", NEVER);
    Process second = start("r", NEVER);
    List<Integer> codes = List.of(end(first), end(second));
    assertThat(codes).contains(0).isSubsetOf(0, 21);
    requireWhole("r");
  }

  @Test
  @Tag("full")
  void whatIsNoLongerWholeIsNotGoneOnWith() throws Exception {
    killedAt("r", "/quality.json");
    Store.Entry part =
        store.list(JOB + "/work/r").stream()
            .filter(file -> file.path().matches(".*/rows/part-.*"))
            .findFirst()
            .orElseThrow();
    store.delete(part.path());
    assertThat(drive("r", NEVER)).as("rows are missing").isEqualTo(21);
    assertThat(logs()).contains("no longer complete", "it starts over");
    assertThat(store.list(JOB + "/work/r")).as("nothing to go on with").isEmpty();

    killedAt("r", "/split.json");
    edit("/split.json", json -> json.replaceFirst("\"membership\"\\s*:\\s*\"..", "$0ff"));
    assertThat(drive("r", NEVER)).as("the split is another").isEqualTo(21);
    assertThat(logs()).contains("a repeated split assigns its rows to other parts");
    assertThat(drive("r", NEVER)).isZero();
    requireWhole("r");
  }

  @Test
  @Tag("full")
  void aRunOfAnotherBuildBeginsAgain() throws Exception {
    killedAt("r", "/split.json");
    edit("/run.json", json -> json.replaceFirst("(\"commit\"\\s*:\\s*)\"[^\"]*\"", "$1\"older\""));
    assertThat(drive("r", NEVER)).isZero();
    assertThat(logs()).contains("source now", "split now").doesNotContain("earlier");
    requireWhole("r");
  }

  private void edit(String file, UnaryOperator<String> change) {
    Store.Entry found =
        store.list(JOB + "/work/r").stream()
            .filter(entry -> entry.path().endsWith(file))
            .findFirst()
            .orElseThrow();
    String before = new String(store.read(found.path()).orElseThrow(), StandardCharsets.UTF_8);
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    store.write(found.path(), after.getBytes(StandardCharsets.UTF_8));
  }

  private String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        all.append(Files.readString(log));
      }
    }
    return all.toString();
  }

  private void killedAt(String run, String... points) throws Exception {
    for (String point : points) {
      assertThat(drive(run, point.replace(".", "\\."))).as(point).isEqualTo(CrashingStore.KILLED);
      requireReadersAreRight();
    }
  }

  private void requireWhole(String run) {
    RunPaths paths = new RunPaths(JOB, run);
    Manifest manifest = Manifest.read(store, paths).orElseThrow();
    assertThat(manifest.isAccepted()).isTrue();
    verify(manifest);
    assertThat(latest()).contains(run);
    assertThat(store.list(paths.workFolder())).isEmpty();
  }

  /** Checks what readers rely on at any moment: complete and accepted runs only. */
  private void requireReadersAreRight() {
    latest()
        .ifPresent(
            run -> {
              Manifest manifest = Manifest.read(store, new RunPaths(JOB, run)).orElseThrow();
              assertThat(manifest.isAccepted()).isTrue();
              verify(manifest);
            });
  }

  private void verify(Manifest manifest) {
    String run = new RunPaths(JOB, manifest.runId()).runFolder();
    assertThat(
            FileHashes.hashFiles(store, run).stream()
                .filter(f -> !f.path().equals("manifest.json"))
                .toList())
        .isEqualTo(manifest.files());
  }

  private Optional<String> latest() {
    return store
        .read(JOB + "/latest.json")
        .map(bytes -> JsonText.read(bytes, LatestRun.class).runId());
  }

  private byte[] trees(String run) {
    return ArchiveFiles.unpack(bytes(run, "model/model.tar.gz")).get(ArchiveFiles.BOOSTER);
  }

  private byte[] bytes(String run, String file) {
    return store.read(new RunPaths(JOB, run).published(file)).orElseThrow();
  }

  private int drive(String run, String fatal) throws IOException, InterruptedException {
    return end(start(run, fatal));
  }

  private Process start(String run, String fatal) throws IOException {
    return start(CrashingRun.class, run, fatal);
  }

  private Process start(Class<?> driver, String run, String fatal) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    jvmFlags().forEach(command::add);
    // The processes are short-lived: the second compiler would cost more than it gains.
    command.addAll(
        List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", classPath(), driver.getName()));
    command.addAll(List.of(run, fatal, folder.resolve("artifacts").toString()));
    command.add("catalog.warehouse=" + folder.resolve("warehouse"));
    command.addAll(more);
    command.add("training.rounds=20");
    command.add("training.checkpointRounds=8");
    command.add("tune.trials=10");
    Path log = Files.createTempFile(folder, run + "-", ".log");
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static Stream<String> jvmFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add-opens") || flag.startsWith("-Djdk."));
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private int end(Process process) throws InterruptedException, IOException {
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("a driver hangs");
    }
    int code = process.exitValue();
    if (code != 0 && code != CrashingStore.KILLED && code != 21) {
      try (Stream<Path> logs = Files.list(folder)) {
        for (Path log : logs.filter(f -> f.toString().endsWith(".log")).toList()) {
          System.err.println(log + "\n" + Files.readString(log));
        }
      }
    }
    return code;
  }
}
