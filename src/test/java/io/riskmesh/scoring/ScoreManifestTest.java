package io.riskmesh.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.riskmesh.catalog.AccessTrail;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.model.Calibrator;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.RiskBands.Band;
import io.riskmesh.model.SourceInput.ValueReading;
import io.riskmesh.runs.ManifestBuilder;
import io.riskmesh.store.FileHashes.HashedFile;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.Outcome;
import io.riskmesh.store.RunException;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreManifestTest {
  private static final RunPaths RUN = new RunPaths("job", "r");
  private static final ScorePaths PATHS = new ScorePaths(RUN, "abc", Optional.empty());

  private static final ScoreManifest MANIFEST =
      new ScoreManifest(
          "r",
          "job",
          VerdictWord.ACCEPTED,
          "abc",
          "2025-01-02T03:04:05Z",
          Map.of("riskmesh", "1"),
          new ScoreManifest.Rules(
              new Calibrator(0.8, -0.1),
              0.45,
              List.of(new Band("low", 0.3), new Band("high", null)),
              List.of("id"),
              List.of("town"),
              null),
          3,
          List.of(new ScoreManifest.BandRows("low", 2), new ScoreManifest.BandRows("high", 1)),
          null,
          null,
          null,
          List.of(new HashedFile("rows-1/part-0.parquet", "f".repeat(64), 10)),
          ManifestBuilder.source("db.t", 7L, 0, "x > 1"),
          new AccessTrail(
              null,
              "2025-01-02T03:04:05Z",
              "2025-01-02T03:04:06Z",
              "db.t",
              null,
              null,
              7L,
              null,
              List.of("id"),
              null,
              List.of()),
          List.of(
              new InputShares.InputShare(
                  "x",
                  ValueReading.TEXT,
                  0.1,
                  null,
                  new ModelInfo.Share("x", ValueReading.TEXT, 0.2, null))));

  @TempDir Path folder;
  private Store store;

  @BeforeEach
  void open() {
    store = Store.openAt(folder.toString(), Map.of());
  }

  @Test
  void readsWhatWasWritten() {
    assertThat(ScoreManifest.read(store, PATHS.manifest())).isEmpty();
    store.write(PATHS.manifest(), JsonText.bytes(MANIFEST));

    assertThat(ScoreManifest.read(store, PATHS.manifest())).contains(MANIFEST);
    assertThat(new String(JsonText.bytes(MANIFEST), StandardCharsets.UTF_8))
        .startsWith("{\n  \"format\" : 1,")
        .contains("\"verdict\" : \"accepted\"");
  }

  @Test
  void aLaterFormatIsNotGuessedAt() {
    String later =
        new String(JsonText.bytes(MANIFEST), StandardCharsets.UTF_8)
            .replace("\"format\" : 1", "\"format\" : 2");
    store.write(PATHS.manifest(), later.getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> ScoreManifest.read(store, PATHS.manifest()))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.USAGE))
        .hasMessageContaining("has format 2, written by a later release");
  }

  /** Before shares were recorded. */
  @Test
  void anEarlierManifestIsRead() {
    String earlier =
        new String(JsonText.bytes(MANIFEST), StandardCharsets.UTF_8)
            .replace("\"inputs\"", "\"unknown\"");
    store.write(PATHS.manifest(), earlier.getBytes(StandardCharsets.UTF_8));

    assertThat(ScoreManifest.read(store, PATHS.manifest()))
        .hasValueSatisfying(
            read -> {
              assertThat(read.inputs()).isNull();
              assertThat(read.rules()).isEqualTo(MANIFEST.rules());
            });
  }

  @Test
  void filesAndTablesHaveManifestsAndLeasesOfTheirOwn() {
    ScorePaths table = new ScorePaths(RUN, "abc", Optional.of("risk.scores"));

    assertThat(PATHS.manifest()).isEqualTo("job/scores/r/abc/manifest.json");
    assertThat(table.manifest()).isEqualTo("job/scores/r/abc/table-risk.scores.json");
    assertThat(PATHS.work().workFolder())
        .isNotEqualTo(table.work().workFolder())
        .isNotEqualTo(RUN.workFolder());
  }
}
