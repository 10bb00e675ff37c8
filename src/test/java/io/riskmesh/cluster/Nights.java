package io.riskmesh.cluster;

import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.Moto;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Attempts at runs, by the real {@code spark-submit} on a cluster of this machine, with source and
 * artifacts in a bucket.
 *
 * @param executors the machine on which the cluster's workers are
 */
record Nights(
    SparkDistribution spark,
    StandaloneCluster cluster,
    Machine executors,
    String bucket,
    Path project,
    Path folder) {
  /** Of short lives, on few cores. */
  private static final String JVM = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto";

  private static final String AS_OF = "2026-01-02T03:04:05Z";

  /** What every process of a cluster needs for the bucket. */
  static Map<String, String> variables(Machine machine, Path folder) {
    Map<String, String> variables = new TreeMap<>(machine.variables());
    variables.put("AWS_ACCESS_KEY_ID", Moto.ACCESS_KEY);
    variables.put("AWS_SECRET_ACCESS_KEY", Moto.SECRET_KEY);
    variables.put("SPARK_LOCAL_DIRS", folder.resolve("local").toString());
    return variables;
  }

  /**
   * Starts an attempt.
   *
   * @param log name of its log
   * @param gated whether a gate refuses the model
   */
  Process start(String runId, String log, Machine driver, FaultProxy store, boolean gated)
      throws IOException {
    List<String> command = new ArrayList<>(List.of("--class", "io.riskmesh.cli.Main"));
    command.addAll(List.of("--master", cluster.url(), "--total-executor-cores", "2"));
    command.addAll(List.of("--driver-memory", "1g", "--executor-memory", "1g"));
    String jars = jars();
    // Not as files of the application, which each executor would copy.
    for (String process : List.of("driver", "executor")) {
      command.addAll(List.of("--conf", "spark.%s.extraClassPath=%s".formatted(process, jars)));
      command.addAll(List.of("--conf", "spark.%s.extraJavaOptions=%s".formatted(process, JVM)));
    }
    // A driver that has lost a thread, as for want of disk, is asked four times per task.
    command.addAll(List.of("--conf", "spark.rpc.askTimeout=20s"));
    command.addAll(List.of("spark-internal", "run", "--run-id", runId));
    command.addAll(List.of("--job", project.resolve("conf/credit-risk.yaml").toString()));
    command.addAll(List.of("--env", environment(runId, store).toString()));
    List<String> settings =
        new ArrayList<>(
            List.of(
                "source.table=null",
                "source.path=s3a://%s/in/credits.csv".formatted(bucket),
                "source.format=csv",
                "source.asOf=" + AS_OF,
                "training.rounds=10",
                "training.workers=2"));
    if (gated) {
      settings.add("gates.auc.min=0.99");
    }
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    return spark
        .with(variables(driver, folder))
        .start("spark-submit", command, folder.resolve(log + ".log"));
  }

  /** The store's patience is short, so that some faults outlast it. */
  private Path environment(String runId, FaultProxy store) throws IOException {
    String yaml =
        """
        catalog: {type: none}
        aws: {region: eu-west-1, attempts: 3, endpoint: "%1$s", s3: {endpoint: "%1$s", pathStyle: true}}
        artifacts: {uri: "s3a://%2$s/artifacts"}
        spark:
          conf:
            spark.ui.enabled: false
            spark.sql.shuffle.partitions: 2
            spark.hadoop.hadoop.tmp.dir: %3$s
            spark.hadoop.fs.s3a.retry.limit: 3
            spark.hadoop.fs.s3a.retry.interval: 50ms
            spark.hadoop.fs.s3a.retry.throttle.limit: 3
            spark.hadoop.fs.s3a.retry.throttle.interval: 50ms
        """
            .formatted(store.endpoint(), bucket, folder.resolve("hadoop"));
    return Files.writeString(folder.resolve(runId + ".yaml"), yaml);
  }

  /** Ours, and what a plain Spark lacks for s3a. */
  private String jars() throws IOException {
    List<String> jars = new ArrayList<>(List.of(System.getProperty("riskmesh.jar")));
    jars.addAll(SparkDistribution.hadoopAws());
    return String.join(File.pathSeparator, jars);
  }
}
