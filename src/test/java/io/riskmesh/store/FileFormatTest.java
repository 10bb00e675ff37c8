package io.riskmesh.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.runs.Manifest;
import io.riskmesh.runs.Manifests;
import io.riskmesh.runs.RunHead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFormatTest {
  private static final RunPaths PATHS = new RunPaths("job", "r1");

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.openAt(folder.toString(), Map.of());
    Manifests.publish(store, "r1", "accepted", "2026-11-20T00:00:00Z");
  }

  @Test
  void aManifestSaysItsFormatFirst() {
    assertThat(text()).startsWith("{\n  \"format\" : " + Manifest.FORMAT + ",");
    assertThat(Manifest.read(store, PATHS)).isPresent();
  }

  @Test
  void oneOfBeforeThereWereNumbersIsRead() {
    rewrite("\"format\" : " + Manifest.FORMAT + ",", "");
    assertThat(Manifest.read(store, PATHS).orElseThrow().runId()).isEqualTo("r1");
    assertThat(RunHead.read(store, PATHS).runId()).isEqualTo("r1");
  }

  @Test
  void oneOfALaterReleaseIsRefusedAndNamed() {
    rewrite("\"format\" : " + Manifest.FORMAT, "\"format\" : 99");
    assertThatThrownBy(() -> Manifest.read(store, PATHS))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE))
        .hasMessageContainingAll("manifest.json has format 99", "later release");
    assertThatThrownBy(() -> RunHead.read(store, PATHS))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE))
        .hasMessageContainingAll("manifest.json has format 99", "later release");
  }

  private String text() {
    return new String(store.read(PATHS.manifest()).orElseThrow(), StandardCharsets.UTF_8);
  }

  private void rewrite(String from, String to) {
    assertThat(text()).contains(from);
    store.write(PATHS.manifest(), text().replace(from, to).getBytes(StandardCharsets.UTF_8));
  }
}
