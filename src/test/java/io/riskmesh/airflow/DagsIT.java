package io.riskmesh.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Behind;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.aws.Moto;
import io.riskmesh.store.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The DAG of every platform in the real Airflow, without its scheduler: parsed, and the task that
 * trains submitted to moto, deferred, triggered, resumed and judged.
 */
@Tag("full")
@ExtendWith(Moto.class)
class DagsIT {
  private static final String NIGHTLY =
      """
      defaults:
        schedule: "0 2 * * *"
        table: rl_credit-card.credit_card
        job: credit-risk
        artifacts: s3a://night-models/risk
        region: eu-west-1
        minutes: 90
        score: true
        alerts: {sns: "arn:aws:sns:eu-west-1:123456789012:risk", http: alerts}
        parameters:
          jar: s3://code/riskmesh.jar
          jobFile: s3://code/credit-risk.yaml
          roleArn: arn:aws:iam::123456789012:role/riskmesh-job
          codeBucket: code
          applicationId: APPLICATION
          cluster: CLUSTER
      dags:
        night_local: {platform: local}
        night_emr: {platform: emr}
        night_emr_serverless:
          platform: emr_serverless
          queue: https://sqs.eu-west-1.amazonaws.com/123456789012/tables
        night_sagemaker: {platform: sagemaker}
      """;

  @TempDir Path folder;
  private final Serverless jobRuns = new Serverless(DagsIT::state);
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  @Test
  void everyPlatformHasItsDagAndNobodyIsCalledForIt() throws Exception {
    JsonNode parsed =
        check("parse", NIGHTLY.replace("CLUSTER", "j-1").replace("APPLICATION", "a1"), "");

    assertThat(parsed.path("errors")).as(parsed.toString()).isEmpty();
    assertThat(parsed.path("connections")).isEmpty();
    assertThat(parsed.path("dags")).hasSize(4);
    parsed.path("dags").properties().forEach(dag -> assertOneDefinition(dag.getValue()));
    assertThat(parsed.at("/dags/night_emr_serverless/watchers/0").asText())
        .isEqualTo("MessageQueueTrigger");
    assertThat(parsed.at("/dags/night_local/watchers")).isEmpty();
  }

  private static void assertOneDefinition(JsonNode dag) {
    assertThat(dag.path("cron").asText()).isEqualTo("0 2 * * *");
    assertThat(dag.path("catchup").asBoolean(true)).isFalse();
    assertThat(dag.path("maxActiveRuns").asInt()).isEqualTo(1);
    assertThat(dag.path("asset").asText()).isEqualTo("rl_credit-card.credit_card");
    assertThat(dag.at("/tasks/drift/next/0").asText()).isEqualTo("is_training_wanted");
    assertThat(dag.at("/tasks/is_training_wanted/next").toString()).isEqualTo("[\"train\"]");
    assertThat(dag.at("/tasks/train/next/0").asText()).isEqualTo("score");
    assertThat(dag.at("/tasks/train/outlets/0").asText())
        .isEqualTo("s3://night-models/risk/credit-risk/runs");
    assertThat(dag.at("/tasks/score/outlets/0").asText())
        .isEqualTo("s3://night-models/risk/credit-risk/scores");
    assertThat(dag.at("/tasks/train/timeoutMinutes").asInt()).isEqualTo(120);
    assertThat(dag.at("/tasks/train/callbacks").toString())
        .isEqualTo("[\"function\",\"function\",\"SnsNotifier\",\"HttpNotifier\"]");
  }

  /** As it is committed; and in a copy of the folder alone, with the page's entry as its own. */
  @Test
  void theFileThatComesAlongAndThePagesExampleAreNights() throws Exception {
    String file = Files.readString(Path.of("jobs/airflow/nightly.yaml"));
    String page = Files.readString(Path.of("jobs/airflow/README.md"));
    String example = page.substring(page.indexOf("```yaml\ndags:") + "```yaml\n".length());
    String other =
        file.substring(0, file.indexOf("\ndags:") + 1)
            + example.substring(0, example.indexOf("```"));

    assertThat(dags("parse", file)).containsExactly("riskmesh_local");
    assertThat(dags("copy", other)).containsExactly("riskmesh_night");
  }

  private List<String> dags(String mode, String nightly) throws Exception {
    JsonNode parsed = check(mode, nightly, "");
    assertThat(parsed.path("errors")).as(parsed.toString()).isEmpty();
    List<String> names = new ArrayList<>();
    parsed.path("dags").fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void whatDoesNotFitIsAnImportErrorThatNamesIt() throws Exception {
    String wrong = NIGHTLY.replace("minutes: 90", "minuts: 90");
    assertThat(check("parse", wrong, "").at("/errors/riskmesh_nightly.py").asText())
        .contains("dags.night_local: unknown key minuts; valid keys are");

    String unfit = NIGHTLY.replace("CLUSTER", "j-1").replace("APPLICATION", "A!");
    assertThat(check("parse", unfit, "").at("/errors/riskmesh_nightly.py").asText())
        .contains("applicationId: \"A!\" is not valid");

    String hasty = NIGHTLY.replace("minutes: 90", "minutes: 60");
    assertThat(check("parse", hasty, "").at("/errors/riskmesh_nightly.py").asText())
        .contains(
            "dags.night_local: minutes: 60 minutes are not longer than training.timeout (1h)");
  }

  /** EMR calls every step a failure here: what the command left is believed all the same. */
  @Test
  void whatACommandLeftIsBelievedOnEveryPlatform() throws Exception {
    try (FaultProxy proxy = new FaultProxy(Moto.endpoint()).when(jobRuns).when(this::progress);
        AwsClients aws = new AwsClients(Moto.config(Moto.endpoint(), 2))) {
      aws.s3()
          .createBucket(
              b ->
                  b.bucket("night-models")
                      .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
      JsonNode submitted = check("submit", NIGHTLY, proxy.endpoint());
      JsonNode told = submitted.path("dags");

      assertThat(told).hasSize(3);
      told.properties().forEach(dag -> assertJudged(dag.getKey(), dag.getValue()));
      assertThat(told.at("/night_sagemaker/told/none").asText())
          .startsWith("AirflowFailException: night-20261123T020000Z succeeded, but s3://");
      assertThat(told.at("/night_emr/told/none").asText())
          .startsWith("AirflowException: night-20261123T020000Z left no outcome");
      assertThat(proxy.count("CancelSteps")).isEqualTo(4);
      assertJobRuns(told.path("night_emr_serverless"));
      assertThat(submitted.path("alert").asText())
          .isEqualTo(
              "riskmesh: night_local, train of night-20261123T020000Z (as of 2026-11-23T02:00:00Z)"
                  + " failed. refused: the model is refused: auc - s3://b/report.html"
                  + " - log: http://airflow/log");
    }
  }

  private static void assertJudged(String dag, JsonNode told) {
    assertThat(told.path("night").asText()).isEqualTo("night-20261123T020000Z");
    JsonNode by = told.path("told");
    assertThat(by.path("done").asText()).as(dag).isEqualTo("done");
    assertThat(by.path("source_unavailable").asText())
        .as(dag)
        .isEqualTo("AirflowException: source_unavailable: another attempt holds the run");
    assertThat(by.path("refused").asText())
        .as(dag)
        .isEqualTo("AirflowFailException: refused: the model is refused: auc");
  }

  /** Attempts 5 to 8 of EMR Serverless: failed, timed out, lost, and the one after the lost. */
  private void assertJobRuns(JsonNode dag) {
    JsonNode by = dag.path("told");
    String lost = "AirflowException: night-20261123T020000Z left no outcome, so it was killed or";
    assertThat(by.path("platform").asText())
        .isEqualTo(lost + " never started: Serverless Job failed: FAILED - " + Serverless.REASON);
    assertThat(by.path("timeout").asText())
        .startsWith(lost + " never started: Trigger timeout; it still ran and was cancelled: ");
    assertThat(by.path("follow").asText()).isEqualTo("done");
    assertThat(by.path("abandoned").asText()).isEqualTo("CANCELLED");
    String name = "credit-risk-run-night-20261123T020000Z-attempt-";
    assertThat(jobRuns.cancelled()).containsExactlyInAnyOrder(name + 6, name + 9);
    assertThat(jobRuns.accepted())
        .as("one job run per attempt but the one that follows")
        .isEqualTo(8);
  }

  private static String state(JsonNode request) {
    String name = request.path("name").asText();
    return name.endsWith("-attempt-5")
        ? "FAILED"
        : name.matches(".*-attempt-[69]") ? "RUNNING" : "SUCCESS";
  }

  /** What moto leaves out: a job that is not done at once, a step that ends. */
  private Answer progress(Call call, Behind behind) {
    if (call.isFor("CancelSteps")) {
      return Answer.json(200, "{\"CancelStepsInfoList\": []}");
    }
    if (call.isFor("ListSteps")) {
      return replaced(behind.answer(), "PENDING|RUNNING", "FAILED");
    }
    if (call.isFor("DescribeProcessingJob")) {
      Answer answer = behind.answer();
      boolean first = answer.status() == 200 && asked.add(call.text());
      return first ? replaced(answer, "Completed", "InProgress") : answer;
    }
    return null;
  }

  private static Answer replaced(Answer answer, String from, String to) {
    String body = new String(answer.body(), StandardCharsets.UTF_8).replaceAll(from, to);
    return new Answer(
        answer.status(),
        answer.headers(),
        body.getBytes(StandardCharsets.UTF_8),
        Integer.MAX_VALUE);
  }

  private JsonNode check(String mode, String nightly, String endpoint)
      throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("nightly.yaml"), nightly);
    ProcessBuilder builder =
        new ProcessBuilder(
            Airflow.program("python").toString(),
            "src/test/airflow/check_dags.py",
            mode,
            file.toString(),
            endpoint);
    builder.environment().keySet().removeIf(key -> key.matches("(AIRFLOW|AWS)_.*"));
    builder.environment().put("AIRFLOW_HOME", folder.resolve("airflow").toString());
    builder.environment().put("AIRFLOW_CONN_AWS_DEFAULT", "aws://");
    builder.environment().put("AWS_ACCESS_KEY_ID", Moto.ACCESS_KEY);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", Moto.SECRET_KEY);
    builder.environment().put("AWS_DEFAULT_REGION", "eu-west-1");
    Path log = folder.resolve("check.log");
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as(Files.readString(log)).isTrue();
    List<String> said = Files.readAllLines(log);
    assertThat(process.exitValue()).as(String.join("\n", said)).isZero();
    // Before it stands what Airflow says to everybody.
    return JsonText.read(
        said.get(said.size() - 1).getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
