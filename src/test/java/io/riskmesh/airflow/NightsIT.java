package io.riskmesh.airflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.aws.Moto;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.RunPaths;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A week of nights in a real Airflow: its own scheduler, retries, short circuit and callbacks; the
 * launcher trains on the embedded catalog, with artifacts and registry at moto.
 */
@Tag("full")
@ExtendWith(Moto.class)
@TestMethodOrder(OrderAnnotation.class)
class NightsIT {
  @TempDir static Path folder;
  private static Week week;

  @BeforeAll
  static void open() throws Exception {
    week = new Week(folder);
  }

  @AfterAll
  static void close() {
    week.close();
  }

  @Test
  @Order(1)
  void theFirstNightTrainsAndRegisters() throws Exception {
    week.table.create(Path.of("test-data/credit_card/credit_card.csv").toAbsolutePath());
    week.typeLikeTheReadme("airflow dags ");
    Airflow.Night night = week.airflow.night(Surroundings.LOCAL, "manual");

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(night.task("train")).isEqualTo("success 1");
    assertThat(week.drift(1)).isEqualTo("retrain");
    assertThat(week.manifest(1).orElseThrow().asOf()).isEqualTo(Week.date(1).toString());
    assertThat(week.latest()).isEqualTo(Week.id(1));
    assertThat(week.registered()).hasSize(1);
    assertLinksAndAsset(night);
  }

  private static void assertLinksAndAsset(Airflow.Night night) {
    String object =
        "https://console.aws.amazon.com/s3/object/night-models?region=eu-west-1&prefix=";
    String job = "risk%2Fcredit-risk%2F";
    assertThat(week.airflow.links(Surroundings.LOCAL, night.id(), "train"))
        .containsEntry("Report", object + job + "runs%2F" + Week.id(1) + "%2Freport%2Freport.html")
        .containsEntry("Outcome", object + job + "outcomes%2F" + Week.id(1) + ".json");
    assertThat(week.airflow.links(Surroundings.LOCAL, night.id(), "drift"))
        .containsEntry(
            "Drift page", object + job + "drift%2F" + Week.id(1) + "-drift%2Fdrift.html");
    JsonNode model = week.published("runs", 1);
    assertThat(model.path("manifest").asText())
        .isEqualTo("s3://night-models/risk/credit-risk/runs/" + Week.id(1) + "/manifest.json");
  }

  @Test
  @Order(2)
  void aNightWithoutNewDataTrainsNothing() {
    Airflow.Night night = week.night(2);

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(week.drift(2)).isEqualTo("done");
    assertThat(night.tasks().get("train").state()).isEqualTo("skipped");
    assertThat(week.manifest(2)).isEmpty();
    assertThat(week.registered()).hasSize(1);
  }

  @Test
  @Order(3)
  void aNewColumnBreaksNothing() throws Exception {
    week.table.addColumn();
    week.table.grow(50, 3);
    Airflow.Night night = week.night(3);

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(week.manifest(3).isPresent()).isEqualTo(week.drift(3).equals("retrain"));
  }

  @Test
  @Order(4)
  void aShiftedColumnIsTrainedOn() throws Exception {
    week.table.shift(1_000, 4);
    Airflow.Night night = week.night(4);

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(week.drift(4)).isEqualTo("retrain");
    assertThat(week.latest()).isEqualTo(Week.id(4));
    assertThat(week.alerts()).isEmpty();
  }

  @Test
  @Order(5)
  void aFloodOfDuplicatesIsAnAlertAndNoRetry() throws Exception {
    week.table.flood();
    Airflow.Night night = week.night(5);

    assertThat(night.state()).as(night.toString()).isEqualTo("failed");
    assertThat(night.task("train")).isEqualTo("failed 1");
    assertThat(week.outcome(5)).isEqualTo("data_quality");
    assertThat(week.alerts()).hasSize(1);
    assertThat(week.alerts().get(0))
        .contains("riskmesh_local, train of " + Week.id(5))
        .contains("data_quality: ")
        .contains("duplicate_keys: ");
    assertThat(week.latest()).isEqualTo(Week.id(4));
  }

  @Test
  @Order(6)
  void aMissingTableIsAnAlertAndNoRetry() throws Exception {
    week.table.hide();
    Airflow.Night night = week.night(6);

    assertThat(night.state()).as(night.toString()).isEqualTo("failed");
    assertThat(night.task("drift")).isEqualTo("failed 1");
    assertThat(night.tasks().get("train").state()).isEqualTo("upstream_failed");
    assertThat(week.drift(6)).isEqualTo("source_missing");
    assertThat(week.alerts()).hasSize(2);
    assertThat(week.alerts().get(1)).contains("source_missing: ").contains("credit_card");
  }

  @Test
  @Order(7)
  void aThrottledNightIsTriedAgain() throws Exception {
    week.table.restore();
    week.table.drain();
    week.table.grow(1_000, 7);
    week.around.throttle(Week.id(7));
    Airflow.Night night = week.night(7);

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(night.task("train")).isEqualTo("success 2");
    assertThat(week.around.isThrottled()).isFalse();
    assertThat(week.alerts()).hasSize(2);
    assertThat(week.latest()).isEqualTo(Week.id(7));
  }

  /** Such a night has no logical date, and the same table as the one before. */
  @Test
  @Order(8)
  void anEventStartsANightEarly() {
    JsonNode asset =
        week.airflow.get("/api/v2/assets?name_pattern=rl_credit-card.credit_card").at("/assets/0");
    week.airflow.post("/api/v2/assets/events", Map.of("asset_id", asset.path("id").asInt()));
    Airflow.Night night = week.airflow.night(Surroundings.LOCAL, "asset_triggered");

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(night.tasks().get("train").state()).isEqualTo("skipped");
  }

  /** The job of another platform: submitted, its task lost, followed in the triggerer, resumed. */
  @Test
  @Order(9)
  void aNightElsewhereOutlivesItsTask() {
    week.around.submitted.interrupt(week.airflow::killWorkers);
    Airflow.Night night = week.airflow.night(Surroundings.DEFERRED, Week.date(-1));

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    assertThat(night.task("drift")).isEqualTo("success 2");
    assertThat(week.around.serverless.accepted()).as("drift and score").isEqualTo(2);
    assertThat(week.around.submitted.ended().values()).containsExactly(0, 0);
    assertThat(week.outcome(Week.id(Week.date(-1)) + "-drift")).isEqualTo("done");
    assertThat(night.tasks().get("train").state()).isEqualTo("skipped");
    assertThat(night.task("score")).as("with the run in production").isEqualTo("success 1");
    assertThat(week.published("scores", 7).path("manifest").asText())
        .matches("s3://night-models/risk/credit-risk/scores/" + Week.id(7) + "/.+/manifest.json");
  }

  /** Last: a backfill makes Airflow start the newest night of its own schedule, too. */
  @Test
  @Order(10)
  void aNightOfThePastTakesNothingBack() throws Exception {
    week.typeLikeTheReadme("airflow backfill ");
    Airflow.Night night = week.airflow.night(Surroundings.LOCAL, "backfill");

    assertThat(night.state()).as(night.toString()).isEqualTo("success");
    Instant asOf = Week.at(0, Surroundings.HOUR);
    assertThat(week.outcome(Week.id(asOf) + "-drift")).isEqualTo("done");
    assertThat(week.latest()).isEqualTo(Week.id(7));
  }

  @Test
  @Order(11)
  void theRegistryHasTheAcceptedNightsAndNothingElse() {
    List<String> accepted =
        List.of(1, 2, 3, 4, 5, 6, 7).stream()
            .filter(day -> week.manifest(day).map(Manifest::isAccepted).orElse(false))
            .map(day -> Week.id(day))
            .toList();

    assertThat(week.registered()).isEqualTo(accepted).contains(Week.id(1), Week.id(4), Week.id(7));
    assertThat(accepted)
        .allSatisfy(
            run ->
                assertThat(week.store.read(new RunPaths("credit-risk", run).registration()))
                    .isPresent());
    assertThat(week.store.list("credit-risk/registrations")).hasSameSizeAs(accepted);
    assertThat(week.store.list("credit-risk/work"))
        .as("what the failed night left, for whoever goes on with it")
        .allSatisfy(entry -> assertThat(entry.path()).contains(Week.id(5)));
  }
}
