package io.riskmesh.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.config.MetricName;
import io.riskmesh.split.SplitBoundaries;
import io.riskmesh.split.SplitBoundaries.Cut;
import io.riskmesh.split.SplitBoundaries.Scale;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Reads a manifest of format 1, as an earlier release published it. */
class OlderManifestTest {
  private static final Manifest OLDER =
      Manifest.read(
              Store.at("src/test/resources/older", Map.of()), new RunPaths("credit-risk", "older"))
          .orElseThrow();

  @Test
  void sentencesAreReadAsValues() {
    assertThat(OLDER.split().boundaries())
        .isEqualTo(
            new SplitBoundaries(Scale.HASH_SHARE, List.of(new Cut(null, "0.60", "0.80")), null));
    assertThat(OLDER.gates()).allSatisfy(gate -> assertThat(gate.limit().value()).isPositive());
    assertThat(OLDER.metric(MetricName.AUC)).isPresent();
    assertThat(OLDER.source().snapshot()).isPositive();
  }

  @Test
  void jobAndEnvironmentAreTakenApart() {
    assertThat(OLDER.config().job()).startsWith("name: credit-risk\n").endsWith("minRows: 100\n");
    assertThat(OLDER.config().environment()).startsWith("catalog:\n").contains("spark:");
  }
}
