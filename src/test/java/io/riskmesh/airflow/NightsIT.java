package io.riskmesh.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.aws.Aws;
import io.riskmesh.aws.FaultProxy;
import io.riskmesh.aws.FaultProxy.Answer;
import io.riskmesh.aws.FaultProxy.Call;
import io.riskmesh.aws.Moto;
import io.riskmesh.aws.Stores;
import io.riskmesh.config.Settings;
import io.riskmesh.store.Json;
import io.riskmesh.store.Manifest;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageSummary;

/**
 * A week of nights in a real Airflow: its own scheduler, retries, short circuit and callbacks; the
 * launcher trains on the embedded catalog, with artifacts and registry at moto.
 */
@Tag("full")
@ExtendWith(Moto.class)
@TestMethodOrder(OrderAnnotation.class)
class NightsIT {
  private static final String DAG = "riskmesh_local";
  private static final String DEFERRED = "riskmesh_emr_serverless";
  private static final String BUCKET = "night-models";
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);

  /** Half a day away: Airflow's own schedule starts nothing while the test runs. */
  private static final LocalTime HOUR =
      LocalTime.of((LocalTime.now(ZoneOffset.UTC).getHour() + 12) % 24, 0);

  @TempDir static Path folder;
  private static final AtomicReference<String> THROTTLED = new AtomicReference<>();
  private static FaultProxy s3;
  private static FaultProxy api;
  private static Serverless serverless;
  private static Inbox inbox;
  private static Aws aws;
  private static Store store;
  private static SharedTable table;
  private static Airflow airflow;

  @BeforeAll
  static void open() throws Exception {
    s3 = new FaultProxy(Moto.endpoint()).when((call, behind) -> throttle(call));
    inbox = new Inbox();
    Path env = Files.writeString(folder.resolve("env.yaml"), environment());
    Settings settings = Settings.load(Optional.empty(), Optional.of(env.toString()), List.of());
    aws = new Aws(settings.env().aws());
    aws.s3().createBucket(b -> b.bucket(BUCKET));
    store = Stores.open(settings.env());
    table = new SharedTable(Files.createDirectories(folder.resolve("warehouse")));
    serverless = new Serverless(folder.resolve("serverless.log"), program());
    api = new FaultProxy(Moto.endpoint()).when(serverless);
    Path nightly = Files.writeString(folder.resolve("nightly.yaml"), nightly(env));
    airflow = new Airflow(folder, variables(nightly));
  }

  /** Impatient with S3, so that a night without it is over soon. */
  private static String environment() {
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

  private static String nightly(Path env) throws Exception {
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
            table: another.table
            parameters:
              applicationId: %s
              roleArn: arn:aws:iam::123456789012:role/riskmesh-job
              jar: s3://code/riskmesh.jar
              jobFile: s3://code/credit-risk.yaml
              env: "%4$s"
        """
        .formatted(HOUR.getHour(), BUCKET, DAG, env, DEFERRED, Serverless.application());
  }

  private static Map<String, String> variables(Path nightly) {
    Map<String, String> variables = new TreeMap<>(program());
    variables.put("RISKMESH_NIGHTLY", nightly.toString());
    variables.put("AWS_ENDPOINT_URL", api.endpoint());
    variables.put("AIRFLOW_CONN_AWS_DEFAULT", "aws://");
    variables.put("AIRFLOW_CONN_ALERTS", inbox.endpoint());
    return variables;
  }

  /** What riskmesh itself needs. */
  private static Map<String, String> program() {
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

  /** One night's data is out of reach until that night has said so. */
  private static Answer throttle(Call call) {
    String night = THROTTLED.get();
    if (night == null || !call.path().contains("/data/" + night)) {
      if (call.method().equals("PUT") && call.path().contains("/outcomes/" + night + ".json")) {
        THROTTLED.set(null);
      }
      return null;
    }
    return Answer.s3(503, "SlowDown");
  }

  @AfterAll
  static void close() {
    airflow.close();
    store.close();
    aws.close();
    inbox.close();
    api.close();
    s3.close();
  }

  private static Instant date(int day) {
    return MONDAY.plusDays(day - 1).atTime(2, 0).toInstant(ZoneOffset.UTC);
  }

  /** Types what the README says. */
  private static void typeLikeTheReadme(String start) throws Exception {
    List<String> commands =
        Files.readAllLines(Path.of("jobs/airflow/README.md")).stream()
            .filter(line -> line.startsWith(start))
            .toList();
    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      airflow.command(command.substring("airflow ".length()));
    }
  }

  private static Airflow.Night night(int day) {
    return airflow.night(DAG, date(day));
  }

  private static RunPaths run(int day) {
    return new RunPaths("credit-risk", id(date(day)));
  }

  private static String id(Instant asOf) {
    return DateTimeFormatter.ofPattern("'night-'yyyyMMdd'T'HHmmss'Z'")
        .withZone(ZoneOffset.UTC)
        .format(asOf);
  }

  private static Optional<Manifest> manifest(int day) {
    return Manifest.read(store, run(day));
  }

  private static String outcome(String runId) {
    byte[] outcome = store.read(new RunPaths("credit-risk", runId).outcome()).orElseThrow();
    return Json.read(outcome, JsonNode.class).path("kind").asText();
  }

  private static String outcome(int day) {
    return outcome(run(day).runId());
  }

  private static String drift(int day) {
    return outcome(run(day).runId() + "-drift");
  }

  private static String latest() {
    byte[] latest = store.read(run(1).latest()).orElseThrow();
    return Json.read(latest, JsonNode.class).path("runId").asText();
  }

  private static List<ModelPackageSummary> packages() {
    return aws.sageMaker()
        .listModelPackages(r -> r.modelPackageGroupName("credit-risk"))
        .modelPackageSummaryList();
  }

  @Test
  @Order(1)
  void theFirstNightTrainsAndRegisters() throws Exception {
    table.create(Path.of("test-data/credit_card/credit_card.csv").toAbsolutePath());
    typeLikeTheReadme("airflow dags ");
    Airflow.Night night = airflow.night(DAG, "manual");

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(night.task("train")).isEqualTo("success 1");
    assertThat(drift(1)).isEqualTo("retrain");
    assertThat(manifest(1).orElseThrow().asOf()).isEqualTo(date(1).toString());
    assertThat(latest()).isEqualTo(run(1).runId());
    assertThat(packages()).hasSize(1);
  }

  @Test
  @Order(2)
  void aNightWithoutNewDataTrainsNothing() {
    Airflow.Night night = night(2);

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(drift(2)).isEqualTo("done");
    assertThat(night.tasks().get("train").state()).isEqualTo("skipped");
    assertThat(manifest(2)).isEmpty();
    assertThat(packages()).hasSize(1);
  }

  @Test
  @Order(3)
  void aNewColumnBreaksNothing() throws Exception {
    table.addColumn();
    table.grow(50, 3);
    Airflow.Night night = night(3);

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(manifest(3).isPresent()).isEqualTo(drift(3).equals("retrain"));
  }

  @Test
  @Order(4)
  void aShiftedColumnIsTrainedOn() throws Exception {
    table.shift(1_000, 4);
    Airflow.Night night = night(4);

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(drift(4)).isEqualTo("retrain");
    assertThat(latest()).isEqualTo(run(4).runId());
    assertThat(inbox.messages()).isEmpty();
  }

  @Test
  @Order(5)
  void aFloodOfDuplicatesIsAnAlertAndNoRetry() throws Exception {
    table.flood();
    Airflow.Night night = night(5);

    assertThat(night.state()).as(night.toString()).isEqualTo("failed");
    assertThat(night.task("train")).isEqualTo("failed 1");
    assertThat(outcome(5)).isEqualTo("data_quality");
    assertThat(inbox.messages()).hasSize(1);
    assertThat(inbox.messages().get(0))
        .contains("riskmesh_local, train of " + run(5).runId())
        .contains("data_quality: ")
        .contains("duplicateKeys: ");
    assertThat(latest()).isEqualTo(run(4).runId());
  }

  @Test
  @Order(6)
  void aMissingTableIsAnAlertAndNoRetry() throws Exception {
    table.hide();
    Airflow.Night night = night(6);

    assertThat(night.state()).as(night.toString()).isEqualTo("failed");
    assertThat(night.task("drift")).isEqualTo("failed 1");
    assertThat(night.tasks().get("train").state()).isEqualTo("upstream_failed");
    assertThat(drift(6)).isEqualTo("source_missing");
    assertThat(inbox.messages()).hasSize(2);
    assertThat(inbox.messages().get(1)).contains("source_missing: ").contains("credit_card");
  }

  @Test
  @Order(7)
  void aThrottledNightIsTriedAgain() throws Exception {
    table.restore();
    table.drain();
    table.grow(1_000, 7);
    THROTTLED.set(run(7).runId());
    Airflow.Night night = night(7);

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(night.task("train")).isEqualTo("success 2");
    assertThat(THROTTLED).hasNullValue();
    assertThat(inbox.messages()).hasSize(2);
    assertThat(latest()).isEqualTo(run(7).runId());
  }

  /** Such a night has no logical date, and the same table as the one before. */
  @Test
  @Order(8)
  void anEventStartsANightEarly() {
    JsonNode asset =
        airflow.get("/api/v2/assets?name_pattern=rl_credit-card.credit_card").at("/assets/0");
    airflow.post("/api/v2/assets/events", Map.of("asset_id", asset.path("id").asInt()));
    Airflow.Night night = airflow.night(DAG, "asset_triggered");

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(night.tasks().get("train").state()).isEqualTo("skipped");
  }

  /** The job of another platform: submitted, deferred to the triggerer, resumed. */
  @Test
  @Order(9)
  void aNightElsewhereWaitsInTheTriggerer() {
    Airflow.Night night = airflow.night(DEFERRED, date(-1));

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(serverless.ended()).hasSize(1).containsValue(0);
    assertThat(outcome(id(date(-1)) + "-drift")).isEqualTo("done");
    assertThat(night.tasks().get("train").state()).isEqualTo("skipped");
  }

  /** Last: a backfill makes Airflow start the newest night of its own schedule, too. */
  @Test
  @Order(10)
  void aNightOfThePastTakesNothingBack() throws Exception {
    typeLikeTheReadme("airflow backfill ");
    Airflow.Night night = airflow.night(DAG, "backfill");

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    Instant asOf = MONDAY.minusDays(1).atTime(HOUR).toInstant(ZoneOffset.UTC);
    assertThat(outcome(id(asOf) + "-drift")).isEqualTo("done");
    assertThat(latest()).isEqualTo(run(7).runId());
  }

  @Test
  @Order(11)
  void theRegistryHasTheAcceptedNightsAndNothingElse() {
    List<String> registered =
        packages().stream()
            .map(
                found ->
                    aws.sageMaker()
                        .describeModelPackage(r -> r.modelPackageName(found.modelPackageArn())))
            .map(found -> found.customerMetadataProperties().get("riskmesh.run-id"))
            .sorted()
            .toList();
    List<String> accepted =
        List.of(1, 2, 3, 4, 5, 6, 7).stream()
            .filter(day -> manifest(day).map(Manifest::isAccepted).orElse(false))
            .map(day -> run(day).runId())
            .toList();

    assertThat(registered)
        .isEqualTo(accepted)
        .contains(run(1).runId(), run(4).runId(), run(7).runId());
    assertThat(accepted)
        .allSatisfy(
            run ->
                assertThat(store.read(new RunPaths("credit-risk", run).registration()))
                    .isPresent());
    assertThat(store.list("credit-risk/registrations")).hasSameSizeAs(accepted);
    assertThat(store.list("credit-risk/work"))
        .as("what the failed night left, for whoever goes on with it")
        .allSatisfy(entry -> assertThat(entry.path()).contains(run(5).runId()));
  }
}
