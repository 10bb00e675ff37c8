package io.riskmesh.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Spark standalone master with workers as processes of their own. */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern WORKER = Pattern.compile("Registering worker ");
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Deque<Process> processes = new ArrayDeque<>();
  private final String url;

  private StandaloneCluster(SparkDistribution spark, Path folder, int workers, int cores)
      throws Exception {
    try {
      Path log = folder.resolve("master.log");
      processes.push(
          spark.start(
              "spark-class",
              List.of(
                  "org.apache.spark.deploy.master.Master",
                  "--host",
                  "127.0.0.1",
                  "--port",
                  "0",
                  "--webui-port",
                  "0"),
              log));
      url = await(log, MASTER, 1).group(1);
      for (int i = 0; i < workers; i++) {
        processes.push(worker(spark, folder, i, cores));
      }
      await(log, WORKER, workers);
    } catch (Exception | Error e) {
      close();
      throw e;
    }
  }

  /** Starts workers of one core each on free ports; returns once every worker has registered. */
  static StandaloneCluster start(SparkDistribution spark, Path folder, int workers)
      throws Exception {
    return start(spark, folder, workers, 1);
  }

  /** The same with more cores per worker, as many as its executor has. */
  static StandaloneCluster start(SparkDistribution spark, Path folder, int workers, int cores)
      throws Exception {
    return new StandaloneCluster(spark, folder, workers, cores);
  }

  String url() {
    return url;
  }

  /** The executors that run now: workers start no other Java, but they have a shell's remains. */
  List<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::children)
        .filter(child -> child.info().command().filter(c -> c.endsWith("/java")).isPresent())
        .toList();
  }

  @Override
  public void close() {
    // Workers before the master: each takes its executors along.
    while (!processes.isEmpty()) {
      Processes.stop(processes.pop());
    }
  }

  private Process worker(SparkDistribution spark, Path folder, int number, int cores)
      throws IOException {
    return spark.start(
        "spark-class",
        List.of(
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            "127.0.0.1",
            "--cores",
            Integer.toString(cores),
            "--memory",
            "2g",
            "--webui-port",
            "0",
            "--work-dir",
            folder.resolve("worker-" + number).toString(),
            url),
        folder.resolve("worker-" + number + ".log"));
  }

  private Matcher await(Path log, Pattern line, int times) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (Instant.now().isBefore(end)) {
      Matcher matcher = line.matcher(Files.readString(log));
      int found = 0;
      while (matcher.find()) {
        if (++found == times) {
          return matcher;
        }
      }
      if (processes.stream().anyMatch(process -> !process.isAlive())) {
        break;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("no \"" + line + "\" in " + log + ":\n" + Files.readString(log));
  }
}
