package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.gate.VerdictWord;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.OutcomeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A model that a gate refuses: published for its report, and never the latest. */
@ExtendWith(SparkTest.class)
class RefusedIT {
  @TempDir Path folder;

  @Test
  void aRefusedRunEndsWithItsOwnCodeAndLeavesLatestAlone() throws IOException {
    Cli cli = new Cli(folder);
    assertThat(cli.run("run", "--run-id", "good").code()).isZero();

    Cli.Ended ended = cli.run("run", "--run-id", "bad", "--set", "gates.auc.min=0.99");
    assertThat(ended.code()).isEqualTo(40);
    assertThat(ended.err()).contains("refused").contains("0.99");
    assertThat(ended.out()).contains("REFUSED").contains("report.html");
    OutcomeFile outcome = cli.outcome("credit-risk", "bad");
    assertThat(outcome.kind()).isEqualTo("refused");
    assertThat(outcome.message()).contains("auc").contains("0.99");

    Manifest manifest = cli.manifest("credit-risk", "bad").orElseThrow();
    assertThat(manifest.verdict()).isEqualTo(VerdictWord.REFUSED);
    Cli.verify(cli.store(), manifest);
    assertThat(cli.run("runs list").out()).contains("* good").contains("  bad");
    assertThat(cli.run("run", "--run-id", "bad", "--set", "gates.auc.min=0.99").code())
        .as("started again it is still refused")
        .isEqualTo(40);
    assertThat(SchemaValidation.requireJob(cli.store(), "credit-risk"))
        .contains("outcomes/bad.json", "runs/bad/manifest.json");
    handsItsOutcomeOver(cli);
  }

  private void handsItsOutcomeOver(Cli cli) throws IOException {
    Path file = folder.resolve("output/outcome.json");
    String[] refused = {"--run-id", "bad", "--set", "gates.auc.min=0.99", "--outcome-file"};

    Cli.Ended ended = cli.run("run " + String.join(" ", refused) + " " + file);

    assertThat(ended.code()).as("the file says it").isZero();
    assertThat(JsonText.read(Files.readAllBytes(file), OutcomeFile.class))
        .isEqualTo(cli.outcome("credit-risk", "bad"));
    Cli.Ended broken = cli.run("run --run-id ../x --outcome-file " + folder.resolve("other.json"));
    assertThat(broken.code()).as("what is no verdict is a failure").isEqualTo(2);
  }

  @Test
  void aLimitInsideTheIntervalRefusesNothing() {
    Cli cli = new Cli(folder);
    // The test AUC is about 0.82, its interval 0.75 to 0.88: 0.85 is not disproved.
    Cli.Ended ended = cli.run("run", "--set", "gates.auc.min=0.85");
    assertThat(ended.code()).as(ended.err()).isZero();
  }
}
