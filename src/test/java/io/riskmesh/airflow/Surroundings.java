package io.riskmesh.airflow;

import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.aws.Moto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/** What nights run in: AWS's API and its faults, a web hook, the environment file, nightly.yaml. */
final class Surroundings implements AutoCloseable {
  static final String LOCAL = "riskmesh_local";
  static final String DEFERRED = "riskmesh_emr_serverless";
  static final String BUCKET = "night-models";

  /** Half a day away: Airflow's own schedule starts nothing while the test runs. */
  static final LocalTime HOUR =
      LocalTime.of((LocalTime.now(ZoneOffset.UTC).getHour() + 12) % 24, 0);

  final Inbox inbox = new Inbox();
  final SubmittedProgram submitted;
  final Serverless serverless;
  private final Path folder;
  private final FaultProxy s3;
  private final FaultProxy api;
  private final AtomicReference<String> throttled = new AtomicReference<>();

  Surroundings(Path folder) throws IOException {
    this.folder = folder;
    s3 = new FaultProxy(Moto.endpoint()).when((call, behind) -> throttle(call));
    submitted = new SubmittedProgram(folder.resolve("serverless.log"), program());
    serverless = new Serverless(submitted);
    api = new FaultProxy(Moto.endpoint()).when(serverless);
    Files.writeString(environmentFile(), environment());
  }

  Path environmentFile() {
    return folder.resolve("env.yaml");
  }

  /** Keeps a run's data out of reach until the run has ended without them. */
  void throttle(String runId) {
    throttled.set(runId);
  }

  boolean isThrottled() {
    return throttled.get() != null;
  }

  private Answer throttle(Call call) {
    String night = throttled.get();
    if (night == null || !call.path().contains("/data/" + night)) {
      if (call.method().equals("PUT") && call.path().contains("/outcomes/" + night + ".json")) {
        throttled.set(null);
      }
      return null;
    }
    return Answer.s3(503, "SlowDown");
  }

  /** Impatient with S3, so that a night without it is over soon. */
  private String environment() {
    return """
        catalog: {type: embedded, warehouse: warehouse}
        artifacts: {uri: "s3a://%s/risk"}
        registry: {type: sagemaker}
        aws: {region: eu-west-1, endpoint: "%s", s3: {endpoint: "%s", pathStyle: true}, attempts: 2}
        spark:
          master: local[2]
          conf:
            spark.ui.enabled: false
            spark.sql.shuffle.partitions: 2
            spark.driver.host: 127.0.0.1
            spark.driver.bindAddress: 127.0.0.1
            spark.hadoop.fs.s3a.retry.limit: 1
            spark.hadoop.fs.s3a.retry.throttle.limit: 1
        """
        .formatted(BUCKET, Moto.endpoint(), s3.endpoint());
  }

  private String nightly() throws IOException, InterruptedException {
    return """
        defaults:
          schedule: "0 %d * * *"
          table: rl_credit-card.credit_card
          job: credit-risk
          artifacts: s3a://%s/risk
          retryMinutes: 0.05
          region: eu-west-1
          alerts: {http: alerts}
        dags:
          %s:
            platform: local
            arguments: [--env, "%s"]
          %s:
            platform: emr_serverless
            score: true
            table: another.table
            parameters:
              applicationId: %s
              roleArn: arn:aws:iam::123456789012:role/riskmesh-job
              jar: s3://code/riskmesh.jar
              jobFile: s3://code/credit-risk.yaml
              env: "%4$s"
        """
        .formatted(
            HOUR.getHour(), BUCKET, LOCAL, environmentFile(), DEFERRED, Serverless.application());
  }

  /** The environment of Airflow and of what it starts. */
  Map<String, String> variables() throws IOException, InterruptedException {
    Path nightly = Files.writeString(folder.resolve("nightly.yaml"), nightly());
    Map<String, String> variables = new TreeMap<>(program());
    variables.put("RISKMESH_NIGHTLY", nightly.toString());
    variables.put("AWS_ENDPOINT_URL", api.endpoint());
    variables.put("AIRFLOW_CONN_AWS_DEFAULT", "aws://");
    variables.put("AIRFLOW_CONN_ALERTS", inbox.endpoint());
    return variables;
  }

  /** What riskmesh itself needs. */
  private Map<String, String> program() {
    return Map.of(
        "RISKMESH_JAVA_OPTS",
        "-XX:TieredStopAtLevel=1",
        "RISKMESH_LOG_DIR",
        folder.resolve("logs").toString(),
        "AWS_ACCESS_KEY_ID",
        Moto.ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY",
        Moto.SECRET_KEY);
  }

  @Override
  public void close() {
    inbox.close();
    api.close();
    s3.close();
  }
}
