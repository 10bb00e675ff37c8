package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.store.OutcomeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every wrong input ends with its outcome and one clear message, and nothing is published. */
@ExtendWith(io.riskmesh.SparkTest.class)
class BadInputIT {
  private static final Path CREDITS = Path.of("test-data/credit_card/credit_card.csv");

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @Test
  void aMisspeltKeyIsNamedWithTheNearestOne() throws IOException {
    Path job = job(yaml -> yaml.replaceFirst("(?m)^training:", "trainnig:"));
    Cli.Ended ended = run("--job", job.toString());
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("trainnig").contains("training");
    nothingIsPublished();
  }

  @Test
  void everyProblemIsToldAtOnce() {
    Cli.Ended ended =
        run(
            "--set", "training.rounds=-1",
            "--set", "split.ratios=60/30/20",
            "--set", "quality.minRows=many",
            "--set", "evaluation.cost.falsePositive=0");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .contains("training.rounds", "-1")
        .contains("split.ratios", "60/30/20")
        .contains("quality.minRows", "many")
        .contains("evaluation.cost.falsePositive");
    nothingIsPublished();
  }

  @Test
  void aMisspeltBoosterParameterIsRefusedBeforeSparkStarts() {
    Cli.Ended ended =
        run(
            "--run-id",
            "misspelt",
            "--set",
            "training.params.learning_rate=0.1",
            "--set",
            "training.params.max_dept=3");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("learning_rate", "eta").contains("max_dept", "max_depth");
    assertThat(cli.outcome("credit-risk", "misspelt").kind()).isEqualTo("usage");
    nothingIsPublished();
  }

  @Test
  void moreWorkersThanSlotsAreRefused() {
    fails(2, "training.workers", "--set", "training.workers=64");
  }

  @Test
  void aWrongRunIdIsAUsageError() {
    Cli.Ended ended = run("--run-id", "../../etc");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err()).contains("--run-id");
    nothingIsPublished();
  }

  @Test
  void aMissingDatabaseTableColumnOrPathIsASourceThatIsMissing() throws IOException {
    fails(20, "nowhere", "--set", "source.table=nowhere.credit_card");
    fails(20, "credit_crad", "--set", "source.table=rl_credit-card.credit_crad");
    fails(20, "telefone", "--set", "features.telephone.column=telefone");
    csv(folder.resolve("not-there.csv"), 20, "not-there.csv");
  }

  @Test
  void anEmptyOrUnreadableFileIsASourceThatIsMissing() throws IOException {
    csv(write("empty.csv", ""), 20, "empty.csv");
    csv(write("header.csv", lines().get(0) + "\n"), 20, "header.csv");
    Path garbage = write("garbage.parquet", "PAR1 this is not what its name says PAR1");
    fails(20, "garbage.parquet", files(garbage, "parquet"));
  }

  @Test
  void aFileThatBreaksInTheMiddleIsASourceThatIsMissing(SparkSession spark) throws IOException {
    Path parquet = folder.resolve("damaged");
    spark
        .read()
        .option("header", true)
        .option("inferSchema", true)
        .csv(CREDITS.toString())
        .coalesce(1)
        .write()
        .option("compression", "none")
        .parquet(parquet.toString());
    try (Stream<Path> files = Files.list(parquet)) {
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".parquet")) {
          Arrays.fill(bytes, 4, bytes.length / 2, (byte) 0x5a);
          Files.write(file, bytes);
        } else {
          Files.delete(file);
        }
      }
    }
    fails(20, "damaged", files(parquet, "parquet"));
  }

  @Test
  void aTypeThatDoesNotFitIsNamedBeforeARowIsRead(SparkSession spark) {
    Path parquet = folder.resolve("typed");
    spark.read().option("header", true).csv(CREDITS.toString()).write().parquet(parquet.toString());
    fails(20, "amount", files(parquet, "parquet"));
  }

  @Test
  void numbersThatCannotBeReadAreCountedAndMasked() throws IOException {
    Path csv =
        write(
            "comma.csv",
            edited(
                row ->
                    row.replaceFirst(
                        "^(\\d+),(\\d+),(\\d+),(\\d+),(\\d+),", "$1,$2,$3,$4,\"$5,77\",")));
    Cli.Ended ended = csv(csv, 30, "amount");
    assertThat(ended.err()).contains("1000").doesNotContain("1049,77");
  }

  @Test
  void aRecordWithoutTheHeadersShapeIsNotRepairedUnseen() throws IOException {
    Path csv = write("short.csv", String.join("\n", lines()) + "\n1,2,3\n");
    csv(csv, 30, "1 ");
  }

  @Test
  void aLabelOfOneClassTooFewRowsAndABrokenRuleAreDataQuality() throws IOException {
    csv(write("good.csv", edited(row -> row.replaceFirst("0$", "1"))), 30, "credit_risk");
    csv(write("few.csv", String.join("\n", lines().subList(0, 400)) + "\n"), 30, "minRows");
    csv(write("rule.csv", edited(row -> row.replaceFirst("^\\d+", "9"))), 30, "status");
    csv(write("nolabel.csv", edited(row -> row.replaceFirst("[01]$", ""))), 30, "credit_risk");
  }

  @Test
  void anArtifactsFolderThatCannotBeWrittenIsSaidBeforeAnythingIsRead() throws IOException {
    Path file = write("a-file", "in the way");
    Cli.Ended ended = run("--set", "artifacts.uri=" + file.resolve("below"));
    assertThat(ended.code()).isEqualTo(20);
    assertThat(ended.err())
        .contains("artifacts.uri")
        .contains("a-file")
        .doesNotContain("  source ");
  }

  @Test
  void aRunIsNotContinuedWithAnotherConfiguration() {
    assertThat(run("--run-id", "r", "--set", "training.workers=64").code()).isEqualTo(2);
    Cli.Ended ended = run("--run-id", "r", "--set", "training.rounds=5");
    assertThat(ended.code()).isEqualTo(2);
    assertThat(ended.err())
        .contains("another configuration", "training.rounds")
        .doesNotContain("training.params");
  }

  private Cli.Ended run(String... more) {
    return cli.run("run", more);
  }

  private Cli.Ended fails(int code, String words, String... more) {
    Cli.Ended ended = run(with("--run-id", "bad", more));
    assertThat(ended.code()).as(ended.err()).isEqualTo(code);
    assertThat(ended.err()).contains(words);
    OutcomeFile outcome = cli.outcome("credit-risk", "bad");
    assertThat(outcome.code()).isEqualTo(code);
    assertThat(outcome.message()).contains(words);
    assertThat(outcome.retryable()).isFalse();
    nothingIsPublished();
    cli.store().delete("credit-risk");
    return ended;
  }

  private Cli.Ended csv(Path file, int code, String words) {
    return fails(code, words, files(file, "csv"));
  }

  private static String[] files(Path file, String format) {
    return new String[] {
      "--set",
      "source.table=null",
      "--set",
      "source.path=" + file,
      "--set",
      "source.format=" + format
    };
  }

  private static String[] with(String option, String value, String... more) {
    String[] all = new String[more.length + 2];
    all[0] = option;
    all[1] = value;
    System.arraycopy(more, 0, all, 2, more.length);
    return all;
  }

  private void nothingIsPublished() {
    assertThat(cli.store().list("credit-risk/runs")).isEmpty();
    assertThat(cli.store().read("credit-risk/latest.json")).isEmpty();
  }

  private Path job(UnaryOperator<String> edit) throws IOException {
    return write("job.yaml", edit.apply(Files.readString(Path.of("conf/credit-risk.yaml"))));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static String edited(UnaryOperator<String> row) throws IOException {
    List<String> lines = lines();
    return lines.get(0)
        + "\n"
        + lines.stream().skip(1).map(row).collect(Collectors.joining("\n"))
        + "\n";
  }

  private static List<String> lines() throws IOException {
    return Files.readAllLines(CREDITS);
  }
}
