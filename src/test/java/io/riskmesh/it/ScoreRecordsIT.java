package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.SparkTest;
import io.riskmesh.aws.AwsClients;
import io.riskmesh.aws.Moto;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Records of a file, scored by a process whose class path has no Spark. */
@ExtendWith({SparkTest.class, Moto.class})
class ScoreRecordsIT {
  private static final String BUCKET = "records";
  private static final Path CREDITS = Path.of("test-data/credit_card/credit_card.csv");
  private static final RunPaths RUN = new RunPaths("credit-risk", "first");

  /** What belongs to Spark or comes with it, apart from Jackson, SnakeYAML and the log. */
  private static final String SPARKS =
      ".*/(org/apache/(spark|hadoop|iceberg|parquet|hive)|org/scala-lang|ml/dmlc|com/holdenkarau)/.*";

  @TempDir static Path folder;
  private static Cli cli;
  private static Path table;

  /** The output of a process. */
  private record Scored(int code, String out, String err) {}

  @BeforeAll
  static void train() throws IOException {
    cli = new Cli(folder);
    assertThat(train("first").code()).isZero();
    assertThat(train("bad", "--set", "gates.auc.min=0.99").code()).isEqualTo(40);
    table = folder.resolve("credits.csv");
    List<String> lines = Files.readAllLines(CREDITS);
    List<String> numbered = new ArrayList<>(List.of("id," + lines.get(0)));
    for (int i = 1; i < lines.size(); i++) {
      numbered.add("%d,%s".formatted(i, lines.get(i)));
    }
    Files.write(table, numbered);
  }

  private static Cli.Ended train(String id, String... more) {
    String[] args = {"--run-id", id, "--set", "training.rounds=40"};
    return cli.run("run", Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }

  /** Runs a command line in a process of its own. */
  private static Scored score(String input, List<String> arguments)
      throws IOException, InterruptedException {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String path =
        Arrays.stream(all.split(File.pathSeparator))
            .filter(entry -> !entry.matches(SPARKS))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(path).isNotEqualTo(all).doesNotContain("spark-core", "spark-sql");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", path, "io.riskmesh.cli.Main"));
    command.addAll(arguments);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Path in = folder.resolve("in");
    Files.writeString(in, input);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("AWS_ACCESS_KEY_ID", Moto.ACCESS_KEY);
    builder.environment().put("AWS_SECRET_ACCESS_KEY", Moto.SECRET_KEY);
    Process process = builder.start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Scored(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static String[] table(String... more) {
    String[] set = {
      "--set", "source.table=null", "--set", "source.path=" + table, "--set", "source.key=[id]"
    };
    return Stream.concat(Stream.of(set), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void theAnswersAreTheScoresOfTheBatch(SparkSession spark)
      throws IOException, InterruptedException {
    Cli.Ended batch = cli.run("score", table("--replace"));
    assertThat(batch.code()).as(batch.err()).isZero();
    Map<String, Row> scores = new HashMap<>();
    scores(spark, batch).forEach(row -> scores.put(row.getAs("id"), row));
    assertThat(scores).hasSize(1000);

    Scored scored = score("", cli.arguments("score", table("--input", table.toString())));

    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(scored.err()).contains("scored   1,000 records by run first");
    List<String> lines = scored.out().lines().toList();
    assertThat(lines.get(0)).isEqualTo("id,probability,calibrated,band,decision,errors,remarks");
    assertThat(lines).hasSize(1001);
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      Row row = scores.get(Integer.toString(i));
      assertThat(cells[0]).isEqualTo(Integer.toString(i));
      assertThat(Float.floatToRawIntBits(Float.parseFloat(cells[1])))
          .isEqualTo(Float.floatToRawIntBits(row.getAs("probability")));
      assertThat(Double.doubleToRawLongBits(Double.parseDouble(cells[2])))
          .isEqualTo(Double.doubleToRawLongBits(row.getAs("calibrated")));
      assertThat(cells[3]).isEqualTo(row.<String>getAs("band"));
      assertThat(cells[4]).isEqualTo(row.<String>getAs("decision"));
      assertThat(cells[5] + cells[6]).isEmpty();
    }
  }

  @Test
  void theJobsBandsReasonsAndMaskApplyAsInTheBatch(SparkSession spark)
      throws IOException, InterruptedException {
    String[] other = {
      "--set", "score.bands=[{name: lo, below: 0.5}, {name: hi}]",
      "--set", "privacy.mask=[age, duration]",
      "--set", "score.reasons={top: 2, reference: train}"
    };
    Cli.Ended batch =
        cli.run(
            "score",
            Stream.concat(Stream.of(table(other)), Stream.of("--replace")).toArray(String[]::new));
    assertThat(batch.code()).as(batch.err()).isZero();
    Map<String, Row> scores = new HashMap<>();
    scores(spark, batch).forEach(row -> scores.put(row.getAs("id"), row));

    Scored scored =
        score(
            "",
            cli.arguments(
                "score",
                Stream.concat(
                        Stream.of(table(other)),
                        Stream.of("--input", table.toString(), "--output", "-"))
                    .toArray(String[]::new)));

    assertThat(scored.code()).as(scored.err()).isZero();
    List<String> lines = scored.out().lines().toList();
    assertThat(lines.get(0)).contains("reason_2_contribution").doesNotContain("reason_3");
    int masked = 0;
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", -1);
      Row row = scores.get(Integer.toString(i));
      assertThat(cells[3]).isEqualTo(row.<String>getAs("band")).isIn("lo", "hi");
      List<Row> reasons = row.getList(row.fieldIndex("reasons"));
      for (int reason = 0; reason < reasons.size(); reason++) {
        String value = reasons.get(reason).getAs("value");
        int at = 7 + 5 * reason;
        assertThat(cells[at]).isEqualTo(reasons.get(reason).<String>getAs("feature"));
        assertThat(cells[at + 3]).isEqualTo(value == null ? "" : value);
        masked += cells[at].equals("age") || cells[at].equals("duration") ? 1 : 0;
        assertThat(value == null || !cells[at].matches("age|duration")).isTrue();
      }
    }
    assertThat(masked).isPositive();
  }

  private static List<Row> scores(SparkSession spark, Cli.Ended batch) throws IOException {
    Path manifest =
        batch
            .out()
            .lines()
            .filter(line -> line.startsWith("scores "))
            .map(line -> Path.of(line.substring("scores ".length()).strip()))
            .findFirst()
            .orElseThrow();
    JsonNode said = JsonText.read(Files.readAllBytes(manifest), JsonNode.class);
    assertThat(said.path("rows").asInt()).isEqualTo(1000);
    return spark.read().parquet(manifest.resolveSibling("rows-*").toString()).collectAsList();
  }

  @Test
  void theModelAloneScoresAndSaysWhatIsWrong() throws IOException, InterruptedException {
    Path model = folder.resolve("model.tar.gz");
    Files.write(model, cli.store().read(RUN.published(RunPaths.MODEL)).orElseThrow());
    List<String> lines = Files.readAllLines(CREDITS);
    String good = json(lines, 1);
    String input =
        String.join(
            "\n",
            good,
            "{\"age\":",
            good.replace("\"age\":", "\"ages\":"),
            json(lines, 2).replaceFirst("\"age\":[0-9]+", "\"age\":\"secret\""));

    Scored scored = score(input, List.of("score", "--input", "-", "--model", model.toString()));

    assertThat(scored.code()).as(scored.err()).isEqualTo(30);
    assertThat(scored.err())
        .contains("3 of 4 records are not scored by run first", "line 2: it is not valid JSON")
        .doesNotContain("secret");
    List<JsonNode> answers =
        scored
            .out()
            .lines()
            .map(line -> JsonText.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class))
            .toList();
    assertThat(answers).hasSize(4);
    assertThat(answers.get(0).path("decision").asText()).isIn("accept", "refuse");
    assertThat(answers.get(1).path("line").asInt()).isEqualTo(2);
    assertThat(answers.get(2).path("errors"))
        .extracting(error -> error.path("field").asText() + " " + error.path("fault").asText())
        .containsExactly("age absent", "ages unknown");
    assertThat(answers.get(3).path("errors"))
        .extracting(error -> error.path("field").asText() + " " + error.path("fault").asText())
        .containsExactly("age mistyped");
    assertThat(answers.get(3).path("line").asInt()).isEqualTo(4);
    assertThat(scored.out()).doesNotContain("secret");

    Scored lenient =
        score(
            good.replace("\"age\":", "\"ages\":"),
            List.of(
                "score",
                "--input",
                "-",
                "--model",
                model.toString(),
                "--absent-fields",
                "missing",
                "--unknown-fields",
                "ignore",
                "--reasons",
                "2"));
    assertThat(lenient.code()).as(lenient.err()).isZero();
    JsonNode answer = JsonText.read(lenient.out().getBytes(StandardCharsets.UTF_8), JsonNode.class);
    assertThat(answer.path("remarks").path(0).path("field").asText()).isEqualTo("age");
    assertThat(answer.path("reasons").size()).isBetween(1, 2);
  }

  /** A line of the table as JSON, without the label. */
  private static String json(List<String> lines, int row) {
    String[] names = lines.get(0).split(",");
    String[] values = lines.get(row).split(",");
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      if (!names[i].equals("credit_risk")) {
        fields.add("\"%s\":%s".formatted(names[i], values[i]));
      }
    }
    return "{" + String.join(",", fields) + "}";
  }

  @Test
  void readsTheRunFromABucket() throws IOException, InterruptedException {
    try (AwsClients aws = new AwsClients(Moto.config(Moto.endpoint(), 1))) {
      aws.s3()
          .createBucket(
              b ->
                  b.bucket(BUCKET)
                      .createBucketConfiguration(c -> c.locationConstraint("eu-west-1")));
    }
    String uri = "s3://%s/artifacts".formatted(BUCKET);
    try (Store bucket = Moto.store(uri)) {
      for (String file : List.of(RUN.manifest(), RUN.published(RunPaths.MODEL))) {
        bucket.write(file, cli.store().read(file).orElseThrow());
      }
    }
    Path answers = folder.resolve("answers.json");

    Scored scored =
        score(
            "",
            List.of(
                "score",
                "--input",
                CREDITS.toString(),
                "--run-id",
                "first",
                "--output",
                answers.toString(),
                "--set",
                "artifacts.uri=" + uri,
                "--set",
                "aws.region=eu-west-1",
                "--set",
                "aws.endpoint=" + Moto.endpoint(),
                "--set",
                "aws.s3.pathStyle=true"));

    assertThat(scored.code()).as(scored.err()).isZero();
    JsonNode document = JsonText.read(Files.readAllBytes(answers), JsonNode.class);
    assertThat(document.path("predictions").size()).isEqualTo(1000);
    assertThat(document.path("model").path("run").asText()).isEqualTo("first");
  }

  @Test
  void refusesWhatTheGatesRefusedAndWhatWasChanged() throws IOException {
    String input = CREDITS.toString();
    Path output = folder.resolve("refused.csv");
    assertThat(score(output, "--input", input, "--run-id", "bad").code()).isEqualTo(40);
    assertThat(output).doesNotExist();
    assertThat(score(output, "--input", input, "--run-id", "bad", "--allow-refused").code())
        .isZero();
    assertThat(output).exists();

    Path changed =
        cli.artifacts().resolve(new RunPaths("credit-risk", "bad").published(RunPaths.MODEL));
    byte[] model = Files.readAllBytes(changed);
    model[model.length / 2] ^= 1;
    Files.write(changed, model);
    Cli.Ended ended = score(output, "--input", input, "--run-id", "bad", "--allow-refused");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.err()).contains("model.tar.gz is not the file that run bad published");
  }

  private static Cli.Ended score(Path output, String... more) {
    String[] args = {"--output", output.toString()};
    return cli.run("score", Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
  }
}
