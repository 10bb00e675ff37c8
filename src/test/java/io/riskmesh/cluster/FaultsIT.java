package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.aws.Mesh;
import io.riskmesh.aws.Moto;
import io.riskmesh.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Random faults over whole runs on a cluster and an S3 server: however a run ends, readers are not
 * deceived, and the run that is published in the end is the one that nothing has happened to. The
 * full tier plays what happens to processes and machines, once each; {@code scripts/bench/faults}
 * plays any number, those of the store among them, which {@code S3FaultsIT} has one by one.
 */
@Tag("full")
@ExtendWith({Moto.class, SparkTest.class})
class FaultsIT {
  /** Number of faults of any kind; 0: of one deck those of processes and machines. */
  private static final int RUNS = Integer.getInteger("riskmesh.faults.runs", 0);

  private static final long SEED = Long.getLong("riskmesh.faults.seed", 1);
  private static final int ONLY = Integer.getInteger("riskmesh.faults.only", 0);
  private static final Path PROJECT =
      Path.of(System.getProperty("riskmesh.basedir", ".")).toAbsolutePath();
  private static final Path FOLDER = PROJECT.resolve("target/faults");

  /** Two attempts of two executors each, where one is followed. */
  private static final int WORKERS = 4;

  @Test
  void whateverHappensReadersAreNotDeceived(SparkSession spark) throws Exception {
    FileUtils.deleteDirectory(FOLDER.toFile());
    Files.createDirectories(FOLDER);
    FaultTally tally = new FaultTally();
    Machine machine = Machine.in(FOLDER, PROJECT);
    SparkDistribution distribution =
        SparkDistribution.ofPython().with(Nights.variables(machine, FOLDER));
    try (Mesh mesh = new Mesh();
        StandaloneCluster cluster = StandaloneCluster.start(distribution, FOLDER, WORKERS)) {
      String bucket = mesh.bucket();
      Path credits = PROJECT.resolve("test-data/credit_card/credit_card.csv");
      mesh.put(bucket, "in/credits.csv", Files.readAllBytes(credits));
      try (Store store = Moto.store("s3://%s/artifacts".formatted(bucket))) {
        Audit audit = new Audit(store, "credit-risk", spark, FOLDER);
        play(new Nights(distribution, cluster, machine, bucket, PROJECT, FOLDER), audit, tally);
      }
    } finally {
      tally.write(FOLDER.resolve("table.txt"));
    }
    assertThat(tally.broken()).as("seed %d", SEED).isEmpty();
  }

  private static void play(Nights nights, Audit audit, FaultTally tally) throws Exception {
    FaultRound.Usual usual = FaultRound.undisturbed(nights, audit);
    System.out.printf(
        "undisturbed: %.0f s, %d calls of the store%n", usual.seconds(), usual.calls());
    List<PlannedFault> plans =
        IntStream.rangeClosed(1, RUNS == 0 ? PlannedFault.DECK : RUNS)
            .filter(number -> ONLY == 0 || number == ONLY)
            .mapToObj(number -> PlannedFault.draw(SEED, number))
            .filter(plan -> RUNS > 0 || !plan.fault().isOfStore())
            .toList();
    for (PlannedFault plan : plans) {
      try {
        tally.add(plan, new FaultRound(nights, audit, plan, usual).play());
      } catch (Exception | AssertionError e) {
        tally.addBroken(plan, e);
      }
    }
  }
}
