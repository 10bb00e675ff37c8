package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublisherTest {
  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.at(folder.toString(), Map.of());
  }

  @Test
  void publishesWhatIsStagedAndMovesLatest() {
    Manifest manifest = publish("r1", "accepted", "2026-01-02T00:00:00Z", "model");
    assertThat(manifest.files()).extracting(Hashes.HashedFile::path).containsExactly("m/model");
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
  void anotherAttemptWithTheSameFilesAgrees() {
    Manifest first = publish("r1", "accepted", "2026-01-02T00:00:00Z", "model");
    Manifest second = publish("r1", "accepted", "2026-01-02T00:00:00Z", "model");
    assertThat(second).isEqualTo(first);
  }

  @Test
  void anotherAttemptWithOtherFilesStops() {
    publish("r1", "accepted", "2026-01-02T00:00:00Z", "model");
    RunPaths paths = new RunPaths("job", "r1");
    store.write(paths.staged("m/model"), bytes("other"));
    assertThatThrownBy(() -> publishStaged(paths, "accepted", "2026-01-02T00:00:00Z"))
        .hasMessageContaining("r1")
        .hasMessageContaining("another attempt");
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
    new Publisher(store, new RunPaths("job", "r1")).finish(manifest);
    assertThat(latest()).isEqualTo("r1");
  }

  private Manifest publish(String run, String verdict, String asOf, String content) {
    RunPaths paths = new RunPaths("job", run);
    store.write(paths.staged("m/model"), bytes(content));
    return publishStaged(paths, verdict, asOf);
  }

  private Manifest publishStaged(RunPaths paths, String verdict, String asOf) {
    Publisher publisher = new Publisher(store, paths);
    Manifest published;
    try (Lease lease = Lease.acquire(store, paths, Lease.PATIENCE)) {
      published =
          publisher.publish(lease, files -> Manifests.of(paths.runId(), verdict, asOf, files));
    }
    publisher.finish(published);
    return published;
  }

  private String latest() {
    return Json.read(store.read("job/latest.json").orElseThrow(), Latest.class).runId();
  }

  private String text(String path) {
    return new String(store.read(path).orElseThrow(), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
