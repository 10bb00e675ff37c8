package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster whose executors are killed while they train. */
@Tag("full")
class LostExecutorIT {
  private static final Path PROJECT = Path.of(System.getProperty("riskmesh.basedir", "."));
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final Pattern RESUMED =
      Pattern.compile("training resumes at round (\\d+), from a checkpoint");
  private static final int SEGMENT = 100;

  @TempDir Path folder;

  @Test
  void anExecutorThatIsKilledThreeTimesCostsNoMoreThanTheRoundsSinceTheCheckpoint()
      throws Exception {
    SparkDistribution spark = SparkDistribution.ofPython();
    try (StandaloneCluster cluster = StandaloneCluster.start(spark, folder, 2)) {
      Path calm = folder.resolve("calm.log");
      end(submit(spark, cluster, "calm", calm), calm);

      Path log = folder.resolve("killed.log");
      Process driver = submit(spark, cluster, "killed", log);
      for (int kill = 1; kill <= 3; kill++) {
        awaitProgress(driver, log, kill - 1);
        killAnExecutor();
      }
      end(driver, log);

      List<Integer> rounds = resumed(log);
      assertThat(rounds).hasSize(3).doesNotHaveDuplicates().isSorted();
      assertThat(rounds).allMatch(round -> round >= SEGMENT && round % SEGMENT == 0);
    }
    assertThat(trees("killed")).isEqualTo(trees("calm"));
    assertThat(manifest("killed").training()).isEqualTo(manifest("calm").training());
  }

  private Process submit(SparkDistribution spark, StandaloneCluster cluster, String run, Path log)
      throws Exception {
    String environment =
        """
        catalog: {type: none}
        artifacts: {uri: %s}
        spark:
          conf: {spark.ui.enabled: false, spark.sql.shuffle.partitions: 2}
        """
            .formatted(folder.resolve("artifacts"));
    return spark.start(
        "spark-submit",
        List.of(
            "--class",
            "io.riskmesh.cli.Main",
            "--master",
            cluster.url(),
            "--driver-memory",
            "1g",
            "--executor-memory",
            "1g",
            System.getProperty("riskmesh.jar"),
            "run",
            "--job",
            PROJECT.resolve("conf/credit-risk.yaml").toString(),
            "--env",
            Files.writeString(folder.resolve("env.yaml"), environment).toString(),
            "--run-id",
            run,
            "--set",
            "source.table=null",
            "--set",
            "source.path="
                + PROJECT.resolve("test-data/credit_card/credit_card.csv").toAbsolutePath(),
            "--set",
            "source.asOf=2026-11-20T00:00:00Z",
            "--set",
            "gates={}",
            "--set",
            "training.workers=2",
            "--set",
            "training.checkpointRounds=" + SEGMENT,
            "--set",
            // Long enough to be killed in, and slow to learn, so that nothing ends it early.
            "training.rounds=" + 12 * SEGMENT,
            "--set",
            "training.earlyStoppingRounds=0",
            "--set",
            "training.params.eta=0.001"),
        log);
  }

  private static void end(Process driver, Path log) throws Exception {
    boolean ended = driver.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (!ended) {
      Processes.stop(driver);
    }
    assertThat(ended).as(() -> read(log)).isTrue();
    assertThat(driver.exitValue()).as(() -> read(log)).isZero();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Until it has gone on as often as it was killed, and beyond another checkpoint since. */
  private void awaitProgress(Process driver, Path log, int kills) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (resumed(log).size() < kills || checkpoints() * SEGMENT <= last(resumed(log))) {
      assertThat(driver.isAlive()).as(() -> read(log)).isTrue();
      assertThat(Instant.now()).as(() -> read(log)).isBefore(end);
      Thread.sleep(50);
    }
  }

  private static int last(List<Integer> rounds) {
    return rounds.isEmpty() ? 0 : rounds.get(rounds.size() - 1);
  }

  private static List<Integer> resumed(Path log) throws IOException {
    return RESUMED
        .matcher(Files.readString(log))
        .results()
        .map(found -> Integer.parseInt(found.group(1)))
        .toList();
  }

  private long checkpoints() {
    return store().list(new RunPaths("credit-risk", "killed").workFolder()).stream()
        .filter(file -> file.path().contains("/parts/train-"))
        .count();
  }

  /** The newest: one that was there before may just be on its way out. */
  private static void killAnExecutor() throws Exception {
    Optional<ProcessHandle> executor =
        ProcessHandle.current()
            .descendants()
            .filter(
                process ->
                    process
                        .info()
                        .commandLine()
                        .orElse("")
                        .contains("CoarseGrainedExecutorBackend"))
            .max(
                Comparator.comparing(
                    process -> process.info().startInstant().orElse(Instant.EPOCH)));
    assertThat(executor).isPresent();
    executor.get().destroyForcibly();
    executor.get().onExit().get(1, TimeUnit.MINUTES);
  }

  private Manifest manifest(String run) {
    return Manifest.read(store(), new RunPaths("credit-risk", run)).orElseThrow();
  }

  private byte[] trees(String run) {
    String archive = new RunPaths("credit-risk", run).published("model/model.tar.gz");
    return ArchiveFiles.unpack(store().read(archive).orElseThrow()).get(ArchiveFiles.BOOSTER);
  }

  private Store store() {
    return Store.openAt(folder.resolve("artifacts").toString(), Map.of());
  }
}
