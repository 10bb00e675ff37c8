package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.riskmesh.SparkTest;
import io.riskmesh.config.MetricName;
import io.riskmesh.config.SplitPart;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.evaluate.ChampionComparison;
import io.riskmesh.evaluate.PairedDifference;
import io.riskmesh.evaluate.ReferenceResult;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Nights on a text file, each judged against the published runs before it. */
@ExtendWith(SparkTest.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChampionIT {
  private static final String JOB = "credit-risk";
  private static final Path CREDITS = Path.of("test-data/credit_card/credit_card.csv");
  private static final String GATE =
      "gates={champion: {against: latest, auc: {notWorseBy: 0.01}, brier: {notWorseBy: 0.01}, swapShare: {max: 0.9}}}";

  /** So that a job with fewer features splits by the same rule. */
  private static final String KEY = "source.key=[amount, duration, age, purpose, status, housing]";

  @TempDir static Path folder;

  private final Cli cli = new Cli(folder);

  @Test
  @Order(1)
  void theFirstNightIsNotJudgedAndSaysSo() throws IOException {
    Cli.Ended prepared = night("prepare", "late", CREDITS);
    assertThat(prepared.code()).as(prepared.err()).isZero();
    Cli.Ended first = night("run", "n1", CREDITS);

    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("gate     The champion was not judged: the job has no accepted run yet.");
    assertThat(first.err()).contains("accepted: no limit was judged. The champion was not judged");
    Manifest manifest = manifest("n1");
    assertThat(manifest.verdictInWords()).isEqualTo("accepted, nothing judged");
    assertThat(manifest.references().champion().runId()).isNull();
    assertThat(compared("n1").champion().notJudged()).isEqualTo("the job has no accepted run yet");
    assertThat(report("n1")).contains("Not judged: the job has no accepted run yet.");
  }

  /** Its inputs join the projection: the job no longer reads two of them. */
  @Test
  @Order(2)
  void theSecondNightIsJudgedAgainstTheFirstOnTheSameRows() throws IOException {
    Cli.Ended second = night("run", "n2", CREDITS, "--job", fewer().toString());

    assertThat(second.code()).as(second.err()).isZero();
    Manifest manifest = manifest("n2");
    ChampionComparison compared = compared("n2");
    assertThat(manifest.references().champion().runId()).isEqualTo("n1");
    assertThat(manifest.references().anchor().runId()).isEqualTo("n1");
    assertThat(compared.champion().model()).isEqualTo(manifest.references().champion().model());
    assertThat(compared.isOneModel()).isTrue();
    assertThat(compared.champion().comparison().rows())
        .isEqualTo(manifest.split().parts().get(SplitPart.TEST).rows());
    // The same rows, so both models have the metrics that their own runs have published.
    for (PairedDifference found : compared.champion().comparison().differences()) {
      MetricName metric = MetricName.of(found.metric()).orElseThrow();
      assertThat(found.own())
          .isCloseTo(manifest.metric(metric).orElseThrow().value(), within(1e-12));
      assertThat(found.other())
          .isCloseTo(manifest("n1").metric(metric).orElseThrow().value(), within(1e-12));
      assertThat(found.difference()).isBetween(found.low(), found.high()).isNotZero();
    }
    assertThat(manifest.gates())
        .extracting(Judgement::metric)
        .containsExactly("champion.auc", "champion.brier", "champion.swapShare");
    assertThat(manifest.access().columns()).contains("telephone", "job");
    assertThat(report("n2")).contains("Champion: run n1", "It is the champion as well");
    assertThat(SchemaValidation.requireJob(cli.store(), JOB)).contains("runs/n2/manifest.json");
    Cli.verify(cli.store(), manifest);
  }

  @Test
  @Order(3)
  void comparesTheTwoRowByRow() {
    PairedDifference auc = compared("n2").champion().comparison().difference(MetricName.AUC);

    Cli.Ended ended = cli.run("runs compare n1 n2", "--set", GATE);

    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out())
        .contains(
            String.format(
                Locale.ROOT,
                "paired   auc %+.4f (%+.4f - %+.4f), paired DeLong on %d test rows",
                auc.difference(),
                auc.low(),
                auc.high(),
                compared("n2").champion().comparison().rows()));
  }

  /** It began before the first night was published, and is finished after the second. */
  @Test
  @Order(4)
  void aResumedRunIsJudgedAgainstWhatItFoundFirst() {
    Cli.Ended late = night("run", "late", CREDITS);

    assertThat(late.code()).as(late.err()).isZero();
    assertThat(manifest("late").references().champion().runId()).isNull();
    assertThat(compared("late").champion().notJudged())
        .isEqualTo("the job has no accepted run yet");
  }

  /** The first night's champion was none, and none is what its repetition has. */
  @Test
  @Order(4)
  void aRepeatedRunIsJudgedAgainstTheSameTwo() throws IOException {
    Path job = folder.resolve("again.yaml");
    assertThat(cli.run("runs show n2", "--write-job", job.toString()).code()).isZero();
    assertThat(job)
        .content()
        .containsPattern("champion: \"?n1\"?")
        .containsPattern("anchor: \"?n1");

    Cli.Ended again = cli.run("run", "--job", job.toString(), "--run-id", "again");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(manifest("again").references().champion().runId()).isEqualTo("n1");
    assertThat(compared("again").champion().comparison())
        .isEqualTo(compared("n2").champion().comparison());
  }

  @Test
  @Order(5)
  void aWorseModelIsRefusedAndLatestStays() {
    String latest = latest();

    Cli.Ended worse =
        night(
            "run",
            "bad",
            CREDITS,
            "--set",
            "training.rounds=1",
            "--set",
            "training.params={max_depth: 1, eta: 0.01}");

    assertThat(worse.code()).as(worse.err()).isEqualTo(40);
    assertThat(worse.err()).contains("entirely worse by more than the margin 0.01.");
    assertThat(latest()).isEqualTo(latest);
  }

  @Test
  @Order(6)
  void whereNoRowIsKnownToBeNewNothingIsJudged() {
    Cli.Ended other = night("run", "other", CREDITS, "--set", "split.seed=7");

    assertThat(other.code()).as(other.err()).isZero();
    assertThat(compared("other").champion().notJudged())
        .contains("split by another rule", "source.eventTime");
    assertThat(cli.run("runs compare n2 other").out())
        .contains("paired   auc not compared row by row: the runs split by different rules");
    assertThat(cli.run("runs promote n1 --reason better").code()).isZero();
  }

  @Test
  @Order(7)
  void aColumnThatIsGoneStopsTheComparisonAlone() throws IOException {
    Path narrow = without("telephone");
    Cli.Ended gone = night("run", "gone", narrow, "--job", fewer().toString());

    assertThat(gone.code()).as(gone.err()).isZero();
    assertThat(compared("gone").champion().notJudged())
        .startsWith("run n1 cannot score the test rows: ")
        .contains("telephone");
    assertThat(cli.run("runs promote n1 --reason better").code()).isZero();
  }

  @Test
  @Order(8)
  void aDamagedChampionIsNamedAndRefusesNothing() {
    cli.store().write(new RunPaths(JOB, "n1").published(RunPaths.MODEL), new byte[] {1});

    Cli.Ended ended = night("run", "n3", CREDITS);

    assertThat(ended.code()).as(ended.err()).isZero();
    ReferenceResult champion = compared("n3").champion();
    assertThat(champion.runId()).isEqualTo("n1");
    assertThat(champion.notJudged())
        .startsWith("run n1 cannot be used: ")
        .contains("is not the file that run n1 published");
    assertThat(ended.out()).contains("gate     The champion was not judged: run n1");
  }

  private Cli.Ended night(String command, String run, Path credits, String... more) {
    List<String> args = new ArrayList<>(List.of("--run-id", run, "--set", GATE, "--set", KEY));
    args.addAll(
        List.of(
            "--set",
            "source.table=null",
            "--set",
            "source.path=" + credits.toAbsolutePath(),
            "--set",
            "source.format=csv"));
    if (!Arrays.asList(more).contains("training.rounds=1")) {
      args.addAll(List.of("--set", "training.rounds=60"));
    }
    args.addAll(Arrays.asList(more));
    return cli.run(command, args.toArray(String[]::new));
  }

  /** Writes the default job without two features, whose columns nothing else reads. */
  private static Path fewer() throws IOException {
    String job = Files.readString(Path.of("conf/credit-risk.yaml"));
    String less =
        job.lines()
            .filter(line -> !line.contains("{name: telephone,") && !line.contains("{name: job,"))
            .collect(Collectors.joining("\n"));
    return Files.writeString(folder.resolve("fewer.yaml"), less);
  }

  private static Path without(String column) throws IOException {
    List<String> lines = Files.readAllLines(CREDITS);
    int at = List.of(lines.get(0).split(",", -1)).indexOf(column);
    List<String> kept =
        lines.stream()
            .map(
                line -> {
                  List<String> values = new ArrayList<>(List.of(line.split(",", -1)));
                  values.remove(at);
                  return String.join(",", values);
                })
            .toList();
    return Files.write(folder.resolve("narrow.csv"), kept);
  }

  private Manifest manifest(String run) {
    return cli.manifest(JOB, run).orElseThrow();
  }

  private ChampionComparison compared(String run) {
    return JsonText.read(
        manifest(run).readFile(cli.store(), "evaluation/champion.json"), ChampionComparison.class);
  }

  private String report(String run) {
    return new String(
        manifest(run).readFile(cli.store(), "report/report.html"), StandardCharsets.UTF_8);
  }

  private String latest() {
    return new String(
        cli.store().read(new RunPaths(JOB, "x").ofJob().latest()).orElseThrow(),
        StandardCharsets.UTF_8);
  }
}
