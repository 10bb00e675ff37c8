package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.runs.LatestRun;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Drivers in separate processes that are killed at a given point and started again. */
abstract class KilledDrivers {
  static final String JOB = "credit-risk";

  /** Point at which no driver is killed. */
  static final String NEVER = "\\A\\z.";

  @TempDir Path folder;
  Store store;
  private List<String> more = List.of();

  @BeforeEach
  void open() {
    store = Store.openAt(folder.resolve("artifacts").toString(), Map.of());
  }

  /** Sets keys of the job for all drivers that follow. */
  final void set(String... settings) {
    more = List.of(settings);
  }

  void killedAt(String run, String... points) throws Exception {
    for (String point : points) {
      assertThat(drive(run, point.replace(".", "\\."))).as(point).isEqualTo(CrashingStore.KILLED);
      requireReadersAreRight();
    }
  }

  void requireWhole(String run) {
    RunPaths paths = new RunPaths(JOB, run);
    Manifest manifest = Manifest.read(store, paths).orElseThrow();
    assertThat(manifest.isAccepted()).isTrue();
    verify(manifest);
    assertThat(latest()).contains(run);
    assertThat(store.list(paths.workFolder())).isEmpty();
  }

  /** Checks what readers rely on at any moment: complete and accepted runs only. */
  void requireReadersAreRight() {
    latest()
        .ifPresent(
            run -> {
              Manifest manifest = Manifest.read(store, new RunPaths(JOB, run)).orElseThrow();
              assertThat(manifest.isAccepted()).isTrue();
              verify(manifest);
            });
  }

  int drive(String run, String fatal) throws IOException, InterruptedException {
    return end(start(run, fatal));
  }

  Process start(String run, String fatal) throws IOException {
    return start(CrashingRun.class, run, fatal);
  }

  Process start(Class<?> driver, String run, String fatal) throws IOException {
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

  int end(Process process) throws InterruptedException, IOException {
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

  void edit(String file, UnaryOperator<String> change) {
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

  String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        all.append(Files.readString(log));
      }
    }
    return all.toString();
  }

  byte[] trees(String run) {
    return ArchiveFiles.unpack(bytes(run, "model/model.tar.gz")).get(ArchiveFiles.BOOSTER);
  }

  byte[] bytes(String run, String file) {
    return store.read(new RunPaths(JOB, run).published(file)).orElseThrow();
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

  private static Stream<String> jvmFlags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add-opens") || flag.startsWith("-Djdk."));
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
