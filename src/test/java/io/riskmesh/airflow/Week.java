package io.riskmesh.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.aws.ArtifactStores;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.it.Cli;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.JsonText;
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
import java.util.Optional;
import software.amazon.awssdk.services.sagemaker.model.ModelPackageSummary;

/** Nights of a week, by their number: starts them, and finds what they left. */
final class Week implements AutoCloseable {
  static final LocalDate MONDAY = LocalDate.of(2026, 11, 16);

  final Surroundings around;
  final SharedTable table;
  final Airflow airflow;
  final Store store;
  private final AwsClients aws;

  Week(Path folder) throws Exception {
    around = new Surroundings(folder);
    String env = around.environmentFile().toString();
    EffectiveConfig settings = EffectiveConfig.load(Optional.empty(), Optional.of(env), List.of());
    aws = new AwsClients(settings.env().aws());
    aws.s3().createBucket(b -> b.bucket(Surroundings.BUCKET));
    store = ArtifactStores.open(settings.env());
    Files.createDirectories(folder.resolve("warehouse"));
    table = new SharedTable(new Cli(folder).warehouse());
    airflow = new Airflow(folder, around.variables());
  }

  /** When the night of a day is; 1 is Monday. */
  static Instant date(int day) {
    return at(day, LocalTime.of(2, 0));
  }

  static Instant at(int day, LocalTime time) {
    return MONDAY.plusDays(day - 1).atTime(time).toInstant(ZoneOffset.UTC);
  }

  static String id(Instant asOf) {
    return DateTimeFormatter.ofPattern("'night-'yyyyMMdd'T'HHmmss'Z'")
        .withZone(ZoneOffset.UTC)
        .format(asOf);
  }

  static String id(int day) {
    return id(date(day));
  }

  private static RunPaths paths(String runId) {
    return new RunPaths("credit-risk", runId);
  }

  Airflow.Night night(int day) {
    return airflow.night(Surroundings.LOCAL, date(day));
  }

  /** Types what the README says. */
  void typeLikeTheReadme(String start) throws Exception {
    List<String> commands =
        Files.readAllLines(Path.of("jobs/airflow/README.md")).stream()
            .filter(line -> line.startsWith(start))
            .toList();
    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      airflow.command(command.substring("airflow ".length()));
    }
  }

  List<String> alerts() {
    return around.inbox.messages();
  }

  Optional<Manifest> manifest(int day) {
    return Manifest.read(store, paths(id(day)));
  }

  /** Kind of the outcome of a run or a comparison. */
  String outcome(String runId) {
    byte[] outcome = store.read(paths(runId).outcome()).orElseThrow();
    return JsonText.read(outcome, JsonNode.class).path("kind").asText();
  }

  String outcome(int day) {
    return outcome(id(day));
  }

  String drift(int day) {
    return outcome(id(day) + "-drift");
  }

  String latest() {
    byte[] latest = store.read(paths("latest").ofJob().latest()).orElseThrow();
    return JsonText.read(latest, JsonNode.class).path("runId").asText();
  }

  /** What the only event of an asset says; its run and verdict are as expected. */
  JsonNode published(String folder, int day) {
    String uri = "s3://" + Surroundings.BUCKET + "/risk/credit-risk/" + folder;
    String asset = airflow.get("/api/v2/assets?uri_pattern=" + uri).at("/assets/0/id").asText();
    JsonNode events = airflow.get("/api/v2/assets/events?asset_id=" + asset).path("asset_events");
    assertThat(events).hasSize(1);
    JsonNode extra = events.path(0).path("extra");
    assertThat(extra.path("runId").asText()).isEqualTo(id(day));
    assertThat(extra.path("verdict").asText()).isEqualTo("accepted");
    assertThat(extra.path("snapshot").asText()).matches("[0-9]+");
    return extra;
  }

  /** Ids of the runs that the registry has packages of. */
  List<String> registered() {
    return aws
        .sageMaker()
        .listModelPackages(r -> r.modelPackageGroupName("credit-risk"))
        .modelPackageSummaryList()
        .stream()
        .map(ModelPackageSummary::modelPackageArn)
        .map(arn -> aws.sageMaker().describeModelPackage(r -> r.modelPackageName(arn)))
        .map(found -> found.customerMetadataProperties().get("riskmesh.run-id"))
        .sorted()
        .toList();
  }

  @Override
  public void close() {
    airflow.close();
    store.close();
    aws.close();
    around.close();
  }
}
