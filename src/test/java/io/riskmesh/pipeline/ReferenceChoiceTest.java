package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.registry.RegistrationRecord;
import io.riskmesh.runs.PublishedRuns;
import io.riskmesh.runs.ReferenceModel;
import io.riskmesh.runs.ReferenceModels;
import io.riskmesh.runs.RunPromoter;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferenceChoiceTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.openAt(folder.toString(), Map.of());
  }

  @Test
  void theFirstRunHasNoneToCompareWith() {
    ReferenceModels none = find("latest");

    assertThat(none.champion()).isEqualTo(none.anchor());
    assertThat(none.champion()).isEqualTo(ReferenceModel.none("the job has no accepted run yet"));
    assertThat(find("approved").champion().missing())
        .isEqualTo("no run of the job was promoted or approved yet");
  }

  @Test
  void aJobWithoutTheGateHasNone() {
    assertThat(ReferenceChoice.find(store, settings())).isNull();
  }

  /** A night that is made up for later stands for an earlier time, but it is not the first. */
  @Test
  void untilSomebodyChoosesTheFirstAcceptedRunIsTheAnchor() {
    publish("n0", "2026-01-01T00:00:00Z", false);
    publish("n1", "2026-01-02T00:00:00Z", true);
    publish("n2", "2026-01-03T00:00:00Z", true);

    ReferenceModels found = find("latest");

    assertThat(found.against()).isEqualTo("latest");
    assertThat(found.champion().runId()).isEqualTo("n2");
    assertThat(found.champion().model()).isEqualTo(ReferenceRuns.digest("n2"));
    assertThat(found.champion().missing()).isNull();
    assertThat(found.anchor().runId()).isEqualTo("n1");
    assertThat(found.anchor().chosen()).contains("first accepted run");
  }

  @Test
  void aPromotionMovesTheAnchorAndIsAnApproval() {
    publish("n1", "2026-01-01T00:00:00Z", true);
    publish("n2", "2026-01-02T00:00:00Z", true);
    publish("n3", "2026-01-03T00:00:00Z", true);
    promote("n2", "2026-01-04T00:00:00Z");
    publish("n4", "2026-01-05T00:00:00Z", true);

    assertThat(find("latest").champion().runId()).isEqualTo("n4");
    assertThat(find("latest").anchor().runId()).isEqualTo("n2");
    assertThat(find("approved").champion().runId()).isEqualTo("n2");
    assertThat(find("approved").champion().chosen())
        .isEqualTo("it was promoted by hand at 2026-01-04T00:00:00Z");
  }

  @Test
  void anApprovedPackageIsAnApproval() {
    publish("n1", "2026-01-01T00:00:00Z", true);
    publish("n2", "2026-01-02T00:00:00Z", true);
    publish("n3", "2026-01-03T00:00:00Z", true);
    register("n2", "Approved");
    register("n3", "PendingManualApproval");

    assertThat(find("approved").champion().runId()).isEqualTo("n2");
    assertThat(find("latest").anchor().runId()).isEqualTo("n2");
    promote("n1", Instant.now().plusSeconds(60).toString());
    assertThat(find("latest").anchor().runId()).as("the later one").isEqualTo("n1");
  }

  /** Nobody has looked at what the gates approve, night by night. */
  @Test
  void whatTheGatesApproveByThemselvesIsNoAnchor() {
    publish("n1", "2026-01-01T00:00:00Z", true);
    publish("n2", "2026-01-02T00:00:00Z", true);
    register("n2", "Approved");
    ReferenceModels found =
        find(
            "approved",
            "registry={type: sagemaker, approval: verdict}",
            "artifacts.uri=s3a://models/risk");

    assertThat(found.champion().runId()).isEqualTo("n2");
    assertThat(found.anchor().runId()).isEqualTo("n1");
  }

  /** A job that repeats a run is compared with what that run was compared with. */
  @Test
  void aJobMayNameTheRuns() {
    publish("n1", "2026-01-01T00:00:00Z", true);
    publish("n2", "2026-01-02T00:00:00Z", true);
    publish("n3", "2026-01-03T00:00:00Z", true);
    ReferenceModels found =
        ReferenceChoice.find(
            store, settings("gates.champion={against: latest, runs: {champion: n2}}"));
    assertThat(found.champion().runId()).isEqualTo("n2");
    assertThat(found.champion().model()).isEqualTo(ReferenceRuns.digest("n2"));
    assertThat(found.anchor()).isEqualTo(ReferenceModel.none("gates.champion.runs names none"));
  }

  @Test
  void aRunThatIsGoneOrDamagedIsNamed() {
    publish("n1", "2026-01-01T00:00:00Z", true);
    publish("n2", "2026-01-02T00:00:00Z", true);
    promote("n1", "2026-01-04T00:00:00Z");
    store.delete("credit-risk/runs/n1");
    publish("n2", "2026-01-05T00:00:00Z", true);
    store.write(new RunPaths("credit-risk", "n2").manifest(), new byte[0]);
    store.write("credit-risk/latest.json", "{\"runId\": \"n2\"}".getBytes(StandardCharsets.UTF_8));

    ReferenceModels found = find("latest");
    assertThat(found.anchor().runId()).isEqualTo("n1");
    assertThat(found.anchor().missing()).isEqualTo("run n1 is no longer published");
    assertThat(found.champion().missing()).startsWith("the manifest of run n2 cannot be read: ");
  }

  private void publish(String run, String asOf, boolean accepted) {
    ReferenceRuns.publish(store, run, asOf, accepted);
  }

  private void promote(String run, String at) {
    new RunPromoter(
            new PublishedRuns(store, "credit-risk"), List.of(), "arn:somebody", Instant.parse(at))
        .promote(run, "better");
  }

  private void register(String run, String status) {
    RegistrationRecord record =
        new RegistrationRecord(
            run,
            "credit-risk",
            "m",
            "g",
            "arn:aws:sagemaker:x:1:model-package/g/1",
            1,
            status,
            "r");
    store.write(new RunPaths("credit-risk", run).registration(), JsonText.bytes(record));
  }

  private ReferenceModels find(String against, String... set) {
    List<String> all = new ArrayList<>(Arrays.asList(set));
    all.add("gates.champion={against: %s, auc: {notWorseBy: 0.01}}".formatted(against));
    return ReferenceChoice.find(store, settings(all.toArray(String[]::new)));
  }

  private static EffectiveConfig settings(String... set) {
    return EffectiveConfig.load(Optional.empty(), Optional.of("conf/env/local.yaml"), List.of(set));
  }
}
