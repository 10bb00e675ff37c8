package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.session.SoftwareVersions;
import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
  private static final RunPaths PATHS = new RunPaths("credit-risk", "night-1");
  private static final Instant MONDAY = Instant.parse("2025-01-06T01:02:03Z");
  private static final Instant TUESDAY = Instant.parse("2025-01-07T01:02:03Z");

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.openAt(folder.toString(), Map.of());
  }

  private static EffectiveConfig settings(String... set) {
    return EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), List.of(set));
  }

  private RunRecord settle(Instant asOf, Instant now, String... set) {
    return RunRecord.settle(store, PATHS, settings(set), asOf, now);
  }

  @Test
  void theFirstAttemptFixesTheTimesForAllLaterOnes() {
    RunRecord first = settle(MONDAY, TUESDAY);
    RunRecord second = settle(TUESDAY, TUESDAY.plusSeconds(60));

    assertThat(second).isEqualTo(first);
    assertThat(second.asOf()).isEqualTo(MONDAY.toString());
    assertThat(second.created()).isEqualTo(TUESDAY.toString());
    assertThat(second.digest()).isEqualTo(settings().digest());
    assertThat(second.versions()).isEqualTo(SoftwareVersions.of());
  }

  @Test
  void anotherConfigurationIsRefusedAndTheRecordStays() {
    RunRecord first = settle(MONDAY, MONDAY);

    assertThatThrownBy(() -> settle(MONDAY, MONDAY, "training.rounds=5"))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE))
        .hasMessageContaining("run night-1 was started with another configuration")
        .hasMessageContaining("different keys: training.rounds.");
    assertThat(settle(TUESDAY, TUESDAY)).isEqualTo(first);
  }

  /** The output of stages can only be read by the build that wrote it. */
  @Test
  void anotherBuildStartsOverAtTheSameTimes() {
    for (Map<String, String> versions :
        Arrays.asList(Map.of("riskmesh", "0.0.1", "commit", "older"), null)) {
      RunRecord older =
          new RunRecord(
              "begun",
              settings().digest(),
              settings().jobYaml(),
              MONDAY.toString(),
              MONDAY.toString(),
              versions,
              null);
      store.write(PATHS.work("run.json"), JsonText.bytes(older));
      RunRecord again = settle(TUESDAY, TUESDAY);

      assertThat(again.beginning()).isNotEqualTo("begun");
      assertThat(again.asOf()).isEqualTo(MONDAY.toString());
      assertThat(again.created()).isEqualTo(MONDAY.toString());
      assertThat(again.versions()).isEqualTo(SoftwareVersions.of());
      assertThat(settle(TUESDAY, TUESDAY)).as("kept").isEqualTo(again);
    }
  }

  @Test
  void ofTwoBuildsThatStartOverOneStops() {
    RunRecord older =
        new RunRecord(
            "begun",
            settings().digest(),
            settings().jobYaml(),
            MONDAY.toString(),
            MONDAY.toString(),
            Map.of("riskmesh", "0.0.1"),
            null);
    store.write(PATHS.work("run.json"), JsonText.bytes(older));
    Store late =
        new ForwardingStore(store) {
          @Override
          public boolean replace(String path, Optional<byte[]> expected, byte[] content) {
            settle(TUESDAY, TUESDAY);
            return super.replace(path, expected, content);
          }
        };

    stops(late);
  }

  @Test
  void aRecordThatDisappearsUnderWayStopsTheAttempt() {
    Store discarded =
        new ForwardingStore(store) {
          @Override
          public Optional<byte[]> read(String path) {
            RunRecord.forget(store, PATHS);
            return super.read(path);
          }
        };

    stops(discarded);
  }

  private static void stops(Store store) {
    assertThatThrownBy(() -> RunRecord.settle(store, PATHS, settings(), MONDAY, MONDAY))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.SOURCE_UNAVAILABLE))
        .hasMessage("another attempt is working on run night-1; this one stops");
  }

  /** What later attempts find in production is another model. */
  @Test
  void theFirstAttemptFixesTheModelsToCompareWith() {
    String gate = "gates.champion={against: latest, auc: {notWorseBy: 0.01}}";
    ReferenceRuns.publish(store, "n1", "2026-01-01T00:00:00Z", true);
    RunRecord first = settle(MONDAY, MONDAY, gate);
    ReferenceRuns.publish(store, "n2", "2026-01-02T00:00:00Z", true);

    assertThat(first.references().champion().runId()).isEqualTo("n1");
    assertThat(settle(TUESDAY, TUESDAY, gate)).isEqualTo(first);
    RunRecord.forget(store, PATHS);
    assertThat(settle(TUESDAY, TUESDAY, gate).references().champion().runId()).isEqualTo("n2");
  }

  @Test
  void aJobWithoutAChampionFixesNone() {
    ReferenceRuns.publish(store, "n1", "2026-01-01T00:00:00Z", true);
    assertThat(settle(MONDAY, MONDAY).references()).isNull();
  }

  @Test
  void aForgottenRunBeginsAnew() {
    RunRecord first = settle(MONDAY, MONDAY);
    RunRecord.forget(store, PATHS);
    RunRecord second = settle(TUESDAY, TUESDAY, "training.rounds=5");

    assertThat(second.beginning()).isNotEqualTo(first.beginning());
    assertThat(second.asOf()).isEqualTo(TUESDAY.toString());
  }
}
