package io.riskmesh.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.SparkTest;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.runs.Manifest;
import io.riskmesh.session.RunStage;
import io.riskmesh.store.ForwardingStore;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Permissions and credentials that are lost during a run. */
class LateFailureIT {
  private static final RunPaths PATHS = new RunPaths("credit-risk", "r");

  @TempDir Path folder;

  @Test
  void takesNothingAwayFromWhatWasDone() {
    SparkTest.session();
    Store store = Store.openAt(folder.resolve("artifacts").toString(), Map.of());
    Store refusing =
        new ForwardingStore(store) {
          @Override
          public void write(String path, byte[] content) {
            if (path.startsWith("credit-risk/runs/")) {
              throw new RunException(Outcome.SOURCE_MISSING, "no permission to write " + path);
            }
            super.write(path, content);
          }
        };
    assertThatThrownBy(() -> run(refusing)).hasMessageContaining("no permission");
    assertThat(store.list(PATHS.workFolder()))
        .extracting(Store.Entry::path)
        .anyMatch(path -> path.endsWith("/booster.ubj"))
        .anyMatch(path -> path.endsWith("/claim.json"));
    assertThat(store.list(PATHS.dataFolder())).isNotEmpty();

    RunResult goneOn = run(store);
    assertThat(goneOn.published().orElseThrow().earlier()).as("trained before").isNotNull();
    assertThat(Manifest.read(store, PATHS)).isPresent();
  }

  private RunResult run(Store store) {
    EffectiveConfig settings =
        EffectiveConfig.load(
            Optional.empty(),
            Optional.of("conf/env/local.yaml"),
            List.of("catalog.warehouse=" + folder.resolve("warehouse"), "training.rounds=5"));
    return new Pipeline(settings, store, PATHS, Instant.parse("2026-01-02T03:04:05Z"), new Silent())
        .run(RunStage.PUBLISH);
  }
}
