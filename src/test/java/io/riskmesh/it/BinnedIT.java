package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.SparkTest;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run with bins and weights of evidence, and the scores of its model. */
@ExtendWith(SparkTest.class)
class BinnedIT {
  private static final RunPaths RUN = new RunPaths("credit-risk", "binned");
  private static final String FEATURES =
      """
      features=[
        {name: duration, kind: woe, trend: increasing, maxBins: 5},
        {name: amount, kind: bins, column: amount, maxBins: 4},
        {name: status, kind: woe, column: status, values: category},
        {name: purpose, kind: bins, values: category, maxBins: 3},
        {name: age, kind: numeric}]
      """
          .replace("\n", " ")
          .strip();

  @TempDir Path folder;

  @Test
  void aRunTrainsOnBinsAndShowsThem() {
    Cli cli = new Cli(folder);
    Cli.Ended run =
        cli.run(
            "run",
            "--run-id",
            RUN.runId(),
            "--set",
            "training.rounds=20",
            "--set",
            FEATURES,
            "--set",
            "gates={auc: {min: 0.6}}");
    assertThat(run.code()).as(run.err()).isZero();
    Store store = cli.store();
    assertThat(SchemaValidation.requireJob(store, RUN.job()))
        .contains("runs/binned/features/bins.json");
    JsonNode bins =
        JsonText.read(store.read(RUN.published(RunPaths.BINS)).orElseThrow(), JsonNode.class);
    assertThat(bins.path("features")).hasSize(4);
    JsonNode duration = bins.path("features").path(0);
    double last = 0;
    for (JsonNode bin : duration.path("bins")) {
      assertThat(bin.path("rate").asDouble()).isGreaterThanOrEqualTo(last);
      last = bin.path("rate").asDouble();
    }
    String report =
        new String(
            store.read(RUN.published("report/report.html")).orElseThrow(), StandardCharsets.UTF_8);
    assertThat(report).contains("Bins of the features").contains("Weight of evidence");

    Cli.Ended scored = cli.run("score");
    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(scored.out()).contains("scored   1,000 rows by run binned (accepted)");
    Cli.Ended drift = cli.run("drift");
    assertThat(drift.code()).as(drift.err()).isZero();
  }

  @Test
  void binsOfAMaskedColumnAppearNowhereElse() {
    Cli cli = new Cli(folder);
    Cli.Ended run =
        cli.run(
            "run",
            "--run-id",
            RUN.runId(),
            "--set",
            "training.rounds=5",
            "--set",
            "features=[{name: purpose, kind: bins, values: category, publishDomain: true}, {name: status, kind: woe, values: category}]",
            "--set",
            "gates={auc: {min: 0.5}}",
            "--set",
            "quality.rules=[]",
            "--set",
            "privacy.mask=[purpose]");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode bins =
        JsonText.read(cli.store().read(RUN.published(RunPaths.BINS)).orElseThrow(), JsonNode.class);
    for (JsonNode bin : bins.path("features").path(0).path("bins")) {
      assertThat(bin.path("label").asText()).matches("#\\d+|other|missing|small bins");
      assertThat(bin.path("values")).isEmpty();
    }
  }
}
