package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.profile.GiveMeSomeCredit;
import io.riskmesh.runs.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job that the profile proposes trains as it stands. */
@ExtendWith(io.riskmesh.SparkTest.class)
class StarterJobIT {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"conf/credit-risk.yaml", "test-data/loans/loans.yaml"})
  void trainsAndIsAccepted(String job) {
    Cli cli = new Cli(folder);
    Path starter = folder.resolve("starter.yaml");
    Cli.Ended profile = cli.run("profile", "--job", job, "--write-job", starter.toString());
    assertThat(profile.code()).as(profile.err()).isZero();

    Cli.Ended run = cli.run("run", "--job", starter.toString(), "--run-id", "first");

    assertThat(run.code()).as(run.err()).isZero();
    String name = job.contains("loans") ? "loans" : "credit-risk";
    Manifest manifest = cli.manifest(name, "first").orElseThrow();
    assertThat(manifest.isAccepted()).isTrue();
  }

  @Test
  void aTableAsEveryoneKnowsItNeedsNoEdit() throws Exception {
    Path rows = folder.resolve("cs-training.csv");
    Files.writeString(rows, GiveMeSomeCredit.csv("", 1_500));
    Path job = folder.resolve("new.yaml");
    Files.writeString(
        job,
        "name: gmsc\nsource: {path: %s}\nlabel: {column: SeriousDlqin2yrs, positive: 1}\n"
            .formatted(rows));
    Cli cli = new Cli(folder);
    Path starter = folder.resolve("starter.yaml");
    Cli.Ended profile =
        cli.run("profile", "--job", job.toString(), "--write-job", starter.toString());
    assertThat(profile.code()).as(profile.err()).isZero();

    Cli.Ended run = cli.run("run", "--job", starter.toString(), "--run-id", "first");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("accepted: 2 limits met");
    Manifest manifest = cli.manifest("gmsc", "first").orElseThrow();
    assertThat(manifest.features().names().toString())
        .contains("MonthlyIncome", "NumberOfDependents", "PastDueNotWorse=98")
        .doesNotContain("_c0", "=NA");
  }

  @Test
  void aSampleIsEnoughForAJob() {
    Cli cli = new Cli(folder);
    Path starter = folder.resolve("starter.yaml");
    Cli.Ended profile = cli.run("profile", "--sample", "500", "--write-job", starter.toString());
    assertThat(profile.code()).as(profile.err()).isZero();
    Cli.Ended run = cli.run("prepare", "--job", starter.toString(), "--run-id", "first");
    assertThat(run.code()).as(run.err()).isZero();
  }
}
