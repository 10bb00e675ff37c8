package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.Python;
import io.riskmesh.SparkTest;
import io.riskmesh.document.DocumentCheck;
import io.riskmesh.store.RunPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run whose job says what its model is for: its documents, and its files for SageMaker. */
@ExtendWith(SparkTest.class)
class DocumentIT {
  private static final RunPaths PATHS = new RunPaths("credit-risk", "first");
  private static final List<String> SET =
      List.of(
          "--set", "training.rounds=20",
          "--set", "privacy.mask=[age]",
          "--set", "evaluation.grades={count: 3, best: 0.2, worst: 0.4}",
          "--set",
              "about={purpose: To grant consumer credit, population: Adults | 18 to 75, owner: Risk <risk@bank>, reviewBy: 2027-06-30}");

  @TempDir static Path folder;
  private static Cli cli;
  private static Path run;

  @BeforeAll
  static void train() {
    cli = new Cli(folder);
    Cli.Ended ended = run("run", "--run-id", "first");
    assertThat(ended.code()).as(ended.err()).isZero();
    run = cli.artifacts().resolve(PATHS.runFolder());
  }

  private static Cli.Ended run(String command, String... more) {
    return cli.run(command, Stream.concat(SET.stream(), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void everyNumberOfADocumentStandsInItsFile() {
    for (String kind : List.of("annex-iv", "mrm")) {
      Cli.Ended ended = run("runs document", "first", "--as", kind);

      assertThat(ended.code()).as(ended.err()).isZero();
      assertThat(DocumentCheck.count(ended.out(), run)).as(kind).isGreaterThan(400);
      assertThat(ended.out())
          .contains(
              "| what the model is for | To grant consumer credit | `manifest.json#/config/job` |")
          .contains("Adults \\| 18 to 75")
          .contains("Risk \\<risk@bank\\>")
          .contains("### What drives the score", "### Grades", "| status | true |")
          .contains("- `about.limits`: where it must not be used; the job does not say")
          .doesNotContain("about.purpose", "not known, since");
    }
  }

  @Test
  void theReportShowsWhatTheJobSays() throws IOException {
    assertThat(Files.readString(run.resolve("report/report.html")))
        .contains("<dt>Purpose</dt><dd>To grant consumer credit</dd>")
        .contains("<dt>Review by</dt><dd>2027-06-30</dd>")
        .doesNotContain("<dt>Limits</dt>");
    assertThat(Files.readString(run.resolve("manifest.json"))).contains("To grant consumer credit");
  }

  /** What people say changes no model: the published run is the same one. */
  @Test
  void anotherPurposeIsNoOtherRun() {
    Cli.Ended again = run("run", "--run-id", "first", "--set", "about.owner=Somebody else");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.out()).contains("nothing was trained now");
  }

  @Test
  void theFilesForSageMakerAgreeWithTheRows() {
    String out =
        Python.run(
            "check_registry.py", run.toString(), "test-data/credit_card/credit_card.csv", "age");
    assertThat(out.strip()).isEqualTo("{\"columns\": 19}");
  }
}
