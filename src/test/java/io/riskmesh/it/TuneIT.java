package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.store.JobPaths;
import io.riskmesh.store.RunPaths;
import io.riskmesh.train.TrainSummary;
import io.riskmesh.tune.FoldComparison;
import io.riskmesh.tune.FoldSearch;
import io.riskmesh.tune.SearchReport;
import io.riskmesh.tune.SearchReport.TrialRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A search on the real table, by the command line. */
@ExtendWith(SparkTest.class)
class TuneIT {
  private static final String JOB = "credit-risk";
  private static final String TRIALS = "tune.trials=14";

  @TempDir static Path folder;
  private static Cli cli;
  private static Cli.Ended ended;

  @BeforeAll
  static void search() {
    cli = new Cli(folder);
    ended = cli.run("tune", "--run-id", "s", "--set", TRIALS);
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(cli.outcome(JOB, "s").message()).isEqualTo(report("s").advice());
  }

  private static byte[] file(String id, String name) {
    return cli.store().read(new JobPaths(JOB).tune(id, name)).orElseThrow();
  }

  private static String text(String id, String name) {
    return new String(file(id, name), StandardCharsets.UTF_8);
  }

  private static SearchReport report(String id) {
    return SearchReport.read(file(id, "trials.json"));
  }

  @Test
  void tellsWhatWasSelectedAndWhatToDo() {
    SearchReport report = report("s");

    assertThat(report.trials()).hasSize(14);
    assertThat(report.selectedOn()).isEqualTo("validation");
    assertThat(report.comparisons()).isEqualTo(14);
    assertThat(report.trials().get(0).origin()).isEqualTo("job");
    assertThat(report.trials().get(0).params()).containsEntry("max_depth", "3");
    assertThat(report.trials().stream().filter(TrialRow::complete))
        .allSatisfy(
            trial ->
                assertThat(trial.score()).isGreaterThanOrEqualTo(report.selectedTrial().score()));
    assertThat(report.trials()).anyMatch(trial -> !trial.complete());
    assertThat(ended.out()).contains("advice   " + report.advice(), "report.html", "job.yaml");
    assertThat(SchemaValidation.requireJob(cli.store(), JOB)).contains("tune/s/trials.json");
    assertThat(report.recommended())
        .isEqualTo(report.comparison() != null && report.comparison().low() > 0);
  }

  @Test
  void leavesNothingButItsFiles() {
    RunPaths paths = new RunPaths(JOB, "s");
    assertThat(cli.store().list(paths.workFolder())).isEmpty();
    assertThat(cli.store().list(paths.dataFolder())).isEmpty();
    assertThat(cli.store().list(paths.runFolder())).isEmpty();
  }

  @Test
  void aRepeatedSearchIsTheSameByteForByte() {
    assertThat(cli.run("tune", "--run-id", "again", "--set", TRIALS).code()).isZero();
    assertThat(text("again", "trials.json").replace("\"again\"", "\"s\""))
        .isEqualTo(text("s", "trials.json").replaceFirst(asOf("s"), asOf("again")));
  }

  private static String asOf(String id) {
    return report(id).asOf();
  }

  @Test
  void aFinishedSearchIsReadAgainAndOnlyUnderItsOwnSettings() {
    assertThat(cli.run("tune", "--run-id", "s", "--set", TRIALS).out()).contains("searched 14");

    Cli.Ended other = cli.run("tune", "--run-id", "s", "--set", "tune.trials=15");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("searched with other tune.trials");
    Cli.Ended another =
        cli.run("tune", "--run-id", "s", "--set", TRIALS, "--set", "training.rounds=9");
    assertThat(another.code()).isEqualTo(2);
  }

  /** The trial is what a run with the job file trains. */
  @Test
  void theJobFileTrainsWhatWasSelected() {
    Path job = cli.artifacts().resolve(new JobPaths(JOB).tune("s", "job.yaml"));
    Cli.Ended trained = cli.run("run", "--run-id", "tuned", "--job", job.toString());
    assertThat(trained.code()).as(trained.err()).isZero();

    TrialRow selected = report("s").selectedTrial();
    TrainSummary training = cli.manifest(JOB, "tuned").orElseThrow().training();
    assertThat(training.bestIteration()).isEqualTo(selected.bestRound());
    assertThat(training.params()).containsAllEntriesOf(selected.params());
    assertThat((double) training.history().get(selected.bestRound()).validation())
        .isEqualTo(selected.score());
    Cli.Ended onARun = cli.run("tune", "--run-id", "tuned", "--set", TRIALS);
    assertThat(onARun.code()).isEqualTo(2);
    assertThat(onARun.err()).contains("run tuned is published: a search needs a run id of its own");
  }

  @Test
  void thePageShowsEveryTrialAndNeedsNothingElse() {
    String page = text("s", "report.html");
    assertThat(page).contains("Not proven better", "best so far", "colsample_bytree", "rung 1");
    assertThat(page).doesNotContain("<script", "src=", "http://", "https://");
    assertThat(page.split("<tr>", -1)).hasSize(1 + 1 + 14);
  }

  @Test
  void rangesAreCheckedBeforeAnythingStarts() {
    for (List<String> more : List.of(List.<String>of(), List.of("--dry-run"))) {
      Cli.Ended wrong =
          cli.run(
              "tune",
              Stream.concat(
                      more.stream(),
                      Stream.of("--set", "tune.ranges={eta: [0.1, 2], max_dept: [1, 2]}"))
                  .toArray(String[]::new));
      assertThat(wrong.code()).isEqualTo(2);
      assertThat(wrong.err())
          .contains(
              "tune.ranges.eta: 2 is not a number in (0, 1]",
              "tune.ranges.max_dept: unknown parameter; did you mean max_depth?");
    }
  }

  /**
   * Each fold is searched without its rows. So the first trial in it, which has the job's own
   * parameters, is the fold's model in a run, and scores the fold's rows as that does.
   */
  @Test
  void aJobWithFoldsIsSearchedWithinEachFold(SparkSession spark) {
    String folds = "evaluation.folds=3";
    Cli.Ended nested =
        cli.run("tune", "--run-id", "nested", "--set", folds, "--set", "tune.trials=4");
    assertThat(nested.code()).as(nested.err()).isZero();
    Cli.Ended run = cli.run("run", "--run-id", "folded", "--set", folds);
    assertThat(run.code()).as(run.err()).isZero();

    SearchReport report = report("nested");
    assertThat(SchemaValidation.requireJob(cli.store(), JOB)).contains("tune/nested/trials.json");
    assertThat(report.trials()).hasSize(4);
    assertThat(report.trainRows() + report.validationRows()).isEqualTo(1_000);
    assertThat(report.folds()).extracting(FoldSearch::trials).containsOnly(4);
    assertThat(report.folds().stream().mapToLong(FoldSearch::rows).sum()).isEqualTo(1_000);
    Map<Integer, Double> ofRun = logLoss(spark);
    for (FoldSearch fold : report.folds()) {
      assertThat(fold.own()).isCloseTo(ofRun.get(fold.fold()), within(1e-6));
    }
    FoldComparison compared = report.comparison();
    assertThat(compared.rows()).isEqualTo(1_000);
    assertThat(compared.own() - compared.selected()).isCloseTo(compared.gain(), within(1e-12));
    assertThat(report.recommended()).isEqualTo(report.selected() != 0 && compared.low() > 0);
    assertThat(text("nested", "report.html"))
        .contains("there is no test part", "Fold 3, ", "was searched anew");
    assertThat(text("nested", "job.yaml")).contains("folds: 3");
  }

  private static Map<Integer, Double> logLoss(SparkSession spark) {
    String folder = cli.manifest(JOB, "folded").orElseThrow().data().folders().get("predictions");
    Map<Integer, Double> losses = new TreeMap<>();
    spark
        .read()
        .parquet("%s/%s/%s".formatted(cli.artifacts(), JOB, folder))
        .filter("_part = 'test'")
        .selectExpr("_fold", "-ln(if(_label = 1, probability, 1 - probability)) as loss")
        .groupBy("_fold")
        .avg("loss")
        .collectAsList()
        .forEach(row -> losses.put(row.getInt(0), row.getDouble(1)));
    return losses;
  }

  @Test
  void twoWorkersSearchTogether() {
    Cli.Ended two =
        cli.run("tune", "--run-id", "two", "--set", "tune.trials=8", "--set", "training.workers=2");
    assertThat(two.code()).as(two.err()).isZero();
    assertThat(report("two").trials()).hasSize(8);
  }
}
