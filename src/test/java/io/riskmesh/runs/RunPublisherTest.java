package io.riskmesh.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.store.AttemptPaths;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Lease;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPublisherTest {
  @TempDir Path folder;
  private Store store;
  private LatestRun.Offer offer;

  @BeforeEach
  void open() {
    store = Store.openAt(folder.toString(), Map.of());
  }

  @Test
  void publishesWhatIsStagedAndMovesLatest() {
    Manifest manifest = publish("r1", "accepted", "2026-01-02T00:00:00Z", "model");
    assertThat(manifest.files()).extracting(FileHashes.HashedFile::path).containsExactly("m/model");
    assertThat(text("job/runs/r1/m/model")).isEqualTo("model");
    assertThat(latest()).isEqualTo("r1");
    assertThat(store.list("job/work")).isEmpty();
  }

  @Test
  void aRefusedRunIsPublishedButNotLatest() {
    publish("r1", "accepted", "2026-01-02T00:00:00Z", "a");
    publish("r2", "refused", "2026-01-03T00:00:00Z", "b");
    assertThat(latest()).isEqualTo("r1");
    assertThat(Manifest.read(store, new RunPaths("job", "r2"))).isPresent();
  }

  @Test
  void latestNeverGoesBackInAsOfTime() {
    publish("r2", "accepted", "2026-01-03T00:00:00Z", "a");
    publish("r1", "accepted", "2026-01-02T00:00:00Z", "b");
    assertThat(latest()).isEqualTo("r2");
    publish("r3", "accepted", "2026-01-03T00:00:00Z", "c");
    assertThat(latest()).isEqualTo("r3");
  }

  @Test
  void whoOffersARunIsToldWhyItIsNotInProduction() {
    publish("r2", "accepted", "2026-01-03T00:00:00Z", "a");
    assertThat(offer).isEqualTo(new LatestRun.Offer("r2", null, null));
    publish("r1", "accepted", "2026-01-02T00:00:00Z", "b");
    assertThat(offer)
        .isEqualTo(new LatestRun.Offer("r2", LatestRun.StayReason.OLDER, "2026-01-03T00:00:00Z"));
    publish("r3", "refused", "2026-01-04T00:00:00Z", "c");
    assertThat(offer).isEqualTo(new LatestRun.Offer("r2", LatestRun.StayReason.REFUSED, null));
    Manifest older = Manifest.read(store, new RunPaths("job", "r1")).orElseThrow();
    assertThat(LatestRun.move(store, LatestRun.read(store, "job"), older)).isTrue();
    publish("r4", "accepted", "2026-01-03T00:00:00Z", "d");
    assertThat(offer)
        .isEqualTo(
            new LatestRun.Offer("r1", LatestRun.StayReason.PASSED_OVER, "2026-01-03T00:00:00Z"));
  }

  @Test
  void whoGoesOnPublishesWhatWasClaimed() {
    RunPaths paths = new RunPaths("job", "r1");
    AttemptPaths first = staged(paths, "model");
    AttemptPaths second = staged(paths, "other");
    claim(first, "2026-01-02T00:00:00Z");
    claim(second, "2026-01-05T00:00:00Z");
    Manifest published = publishClaimed(paths);

    assertThat(text("job/runs/r1/m/model")).isEqualTo("model");
    assertThat(published.asOf()).isEqualTo("2026-01-02T00:00:00Z");
  }

  @Test
  void anAttemptThatWakesUpAfterwardsChangesNothing() {
    Manifest first = publish("r1", "accepted", "2026-01-02T00:00:00Z", "model");
    RunPaths paths = new RunPaths("job", "r1");
    claim(staged(paths, "other"), "2026-01-05T00:00:00Z");
    Manifest second = publishClaimed(paths);

    assertThat(second).isEqualTo(first);
    assertThat(text("job/runs/r1/m/model")).isEqualTo("model");
    assertThat(store.list("job/work")).isEmpty();
  }

  @Test
  void anAttemptWhoseFilesAreClearedAwayStops() {
    RunPaths paths = new RunPaths("job", "r1");
    AttemptPaths attempt = staged(paths, "model");
    claim(attempt, "2026-01-02T00:00:00Z");
    store.delete(attempt.workFolder());
    assertThatThrownBy(() -> publishClaimed(paths))
        .hasMessageContaining("r1")
        .hasMessageContaining("another attempt");
    assertThat(store.list("job/runs")).isEmpty();
  }

  @Test
  void rowsThatNoManifestNamesGo() {
    RunPaths paths = new RunPaths("job", "r1");
    AttemptPaths attempt = staged(paths, "model");
    store.write(attempt.data("train/part-0"), bytes("rows"));
    store.write(attempt.data("predictions/part-0"), bytes("of a dead stage"));
    store.write("job/data/r1/dead/train/part-0", bytes("rows"));
    store.write("job/data/r10/other/train/part-0", bytes("rows"));
    claim(
        attempt,
        "2026-01-02T00:00:00Z",
        Map.of("train", "data/r1/%s/train".formatted(attempt.attempt())));
    publishClaimed(paths);

    assertThat(store.list("job/data"))
        .extracting(Store.Entry::path)
        .containsExactlyInAnyOrder(attempt.data("train/part-0"), "job/data/r10/other/train/part-0");
  }

  @Test
  void whatADeadAttemptLeftIsRemoved() {
    store.write("job/runs/r1/m/stray", bytes("half"));
    publish("r1", "accepted", "2026-01-02T00:00:00Z", "model");
    assertThat(store.list("job/runs/r1"))
        .extracting(Store.Entry::path)
        .containsExactly("job/runs/r1/m/model", "job/runs/r1/manifest.json");
  }

  @Test
  void finishingTwiceIsFinishingOnce() {
    Manifest manifest = publish("r1", "accepted", "2026-01-02T00:00:00Z", "model");
    RunPaths paths = new RunPaths("job", "r1");
    try (Lease lease = Lease.acquire(store, paths, Lease.PATIENCE)) {
      new RunPublisher(store, paths).finish(manifest, lease, List.of());
      assertThat(store.list("job/work")).as("the lease is held to the end").isNotEmpty();
    }
    assertThat(latest()).isEqualTo("r1");
    assertThat(store.list("job/work")).isEmpty();
  }

  @Test
  void whoHasBeenFollowedDoesNotMoveLatest() {
    Manifest manifest = publish("r1", "accepted", "2026-01-02T00:00:00Z", "model");
    store.delete("job/latest.json");
    RunPaths paths = new RunPaths("job", "r1");
    try (Lease lease = Lease.acquire(store, paths, Lease.PATIENCE)) {
      store.write(paths.work("lease/2.json"), bytes("{\"attempt\": \"who removes the run\"}"));
      assertThatThrownBy(() -> new RunPublisher(store, paths).finish(manifest, lease, List.of()))
          .hasMessageContaining("another attempt");
    }
    assertThat(store.read("job/latest.json")).isEmpty();
  }

  private Manifest publish(String run, String verdict, String asOf, String content) {
    RunPaths paths = new RunPaths("job", run);
    AttemptPaths attempt = staged(paths, content);
    new RunPublisher(store, paths).claim(attempt, files -> Manifests.of(run, verdict, asOf, files));
    return publishClaimed(paths);
  }

  private AttemptPaths staged(RunPaths paths, String content) {
    AttemptPaths attempt = AttemptPaths.begin(paths);
    store.write(attempt.staged("m/model"), bytes(content));
    return attempt;
  }

  private void claim(AttemptPaths attempt, String asOf) {
    claim(attempt, asOf, null);
  }

  private void claim(AttemptPaths attempt, String asOf, Map<String, String> folders) {
    String run = attempt.run().runId();
    new RunPublisher(store, attempt.run())
        .claim(attempt, files -> Manifests.of(run, "accepted", asOf, files, folders));
  }

  private Manifest publishClaimed(RunPaths paths) {
    RunPublisher publisher = new RunPublisher(store, paths);
    Manifest published;
    try (Lease lease = Lease.acquire(store, paths, Lease.PATIENCE)) {
      published = publisher.publish(lease);
      offer = publisher.finish(published, lease, List.of());
    }
    return published;
  }

  private String latest() {
    return JsonText.read(store.read("job/latest.json").orElseThrow(), LatestRun.class).runId();
  }

  private String text(String path) {
    return new String(store.read(path).orElseThrow(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
