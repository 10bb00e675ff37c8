package io.riskmesh.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.MetricName;
import io.riskmesh.model.ArchiveFiles;
import io.riskmesh.model.FeatureSpec;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.split.SplitBoundaries;
import io.riskmesh.split.SplitBoundaries.Cut;
import io.riskmesh.split.SplitBoundaries.Scale;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.OutcomeFile;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs as earlier releases published them. */
class OlderManifestTest {
  private Store store;
  private RunPaths paths;
  private Manifest manifest;

  private void open(String folder, String run) {
    store = Store.openAt("src/test/resources/" + folder, Map.of());
    paths = new RunPaths("credit-risk", run);
    manifest = Manifest.read(store, paths).orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"older, older", "format2, before"})
  void sentencesAreReadAsValues(String folder, String run) {
    open(folder, run);
    assertThat(manifest.split().boundaries())
        .isEqualTo(
            new SplitBoundaries(Scale.HASH_SHARE, List.of(new Cut(null, "0.60", "0.80")), null));
    assertThat(manifest.gates())
        .hasSize(3)
        .allSatisfy(gate -> assertThat(gate.limit().value()).isPositive());
    assertThat(manifest.metric(MetricName.AUC)).isPresent();
    assertThat(manifest.source().snapshot()).isPositive();
    assertThat(manifest.training().workers()).isPositive();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"older, older", "format2, before"})
  void jobAndEnvironmentAreTakenApart(String folder, String run) {
    open(folder, run);
    assertThat(manifest.config().job())
        .startsWith("name: credit-risk\n")
        .endsWith("minRows: 100\n");
    assertThat(manifest.config().environment()).startsWith("catalog:\n").contains("spark:");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"older, older", "format2, before"})
  void outcomeAndArchiveAreRead(String folder, String run) {
    open(folder, run);
    OutcomeFile outcome =
        JsonText.read(store.read(paths.outcome()).orElseThrow(), OutcomeFile.class);
    assertThat(outcome.code()).isZero();
    assertThat(outcome.runId()).isEqualTo(run);

    Map<String, byte[]> model =
        ArchiveFiles.unpack(store.read(paths.published(RunPaths.MODEL)).orElseThrow());
    FeatureSpec spec = FeatureSpec.fromJson(model.get(ArchiveFiles.FEATURES));
    ModelInfo info = JsonText.read(model.get(ArchiveFiles.INFO), ModelInfo.class);
    assertThat(spec.names()).hasSize(76).isEqualTo(manifest.features().names());
    assertThat(info.features()).isEqualTo(manifest.features().digest());
    assertThat(info.rounds()).isPositive();
  }
}
