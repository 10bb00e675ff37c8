package io.riskmesh.it;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rand;
import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.cli.Main;
import io.riskmesh.store.JsonText;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a run is a function of, and what it is not. */
@ExtendWith(SparkTest.class)
class RepeatIT {
  private static final String CREDITS = "test-data/credit_card/credit_card.csv";

  @TempDir Path folder;
  private Cli cli;

  @BeforeEach
  void open() {
    cli = new Cli(folder);
  }

  @Test
  void theSameJobDataAndSeedGiveTheSameRun() {
    String[] asOf = {"--set", "source.asOf=2026-11-23T02:00:00Z", "--run-id"};
    for (String run : new String[] {"a", "b"}) {
      assertThat(cli.run("run", asOf[0], asOf[1], asOf[2], run).code()).isZero();
    }
    for (String file :
        new String[] {"features/features.json", "evaluation/metrics.json", RunPaths.BASELINE}) {
      assertThat(published("a", file)).as(file).isEqualTo(published("b", file));
    }
    assertThat(cli.manifest("credit-risk", "a").orElseThrow().split())
        .isEqualTo(cli.manifest("credit-risk", "b").orElseThrow().split());
  }

  @Test
  void aRunIsRepeatedFromItsManifestThoughTheTableHasGrown() throws Exception {
    assertThat(cli.run("run", "--run-id", "a").code()).isZero();
    grow();
    Path job = folder.resolve("again.yaml");
    assertThat(cli.run("runs show a", "--write-job", job.toString()).code()).isZero();
    assertThat(cli.run("run", "--job", job.toString(), "--run-id", "b").code()).isZero();
    for (String file : new String[] {"features/features.json", "evaluation/metrics.json"}) {
      assertThat(published("a", file)).as(file).isEqualTo(published("b", file));
    }
    assertThat(cli.run("runs compare a b").out())
        .contains("on the same test rows", "+0.0000")
        .doesNotContain("input ");
  }

  private void grow() throws Exception {
    String table = "riskmesh.`rl_credit-card`.credit_card";
    cli.warehouse().table(table).limit(50).writeTo(table).append();
  }

  @Test
  void theOrderTheFilesTheTypesAndOtherColumnsDoNotMatter(SparkSession spark) {
    String expected = prepared("iceberg");
    Dataset<Row> credits =
        spark.read().option("header", true).option("inferSchema", true).csv(CREDITS);
    assertThat(prepared("csv", "csv", Path.of(CREDITS).toAbsolutePath().toString()))
        .isEqualTo(expected);
    assertThat(
            prepared(
                "shuffled", "parquet", write(credits.orderBy(rand(7)).repartition(7), "shuffled")))
        .isEqualTo(expected);
    Column[] wide =
        Arrays.stream(credits.columns())
            .map(c -> col(c).cast("bigint").as(c))
            .toArray(Column[]::new);
    assertThat(prepared("bigint", "parquet", write(credits.select(wide), "bigint")))
        .isEqualTo(expected);
    assertThat(
            prepared(
                "wider", "orc", write(credits.withColumn("a_new.one", lit("x")), "wider", "orc")))
        .isEqualTo(expected);
  }

  @Test
  void growingTheTableMovesNoRow(SparkSession spark) {
    prepared("before");
    Dataset<Row> credits =
        spark.read().option("header", true).option("inferSchema", true).csv(CREDITS);
    Dataset<Row> more = credits.withColumn("amount", col("amount").plus(lit(100_000)));
    prepared("after", "parquet", write(credits.union(more), "grown"));
    for (String part : new String[] {"train", "validation", "test"}) {
      Dataset<Row> before = spark.read().parquet(cli.store().uri(data("before", part)));
      Dataset<Row> after = spark.read().parquet(cli.store().uri(data("after", part)));
      assertThat(before.select("_row").except(after.select("_row")).count()).isZero();
      assertThat(after.count()).isGreaterThan(before.count());
    }
  }

  @Test
  void theLocaleOfTheMachineDoesNotMatter() {
    String expected = prepared("root");
    Locale before = Locale.getDefault();
    try {
      for (String tag : new String[] {"tr-TR", "de-DE"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(prepared(tag)).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  /**
   * In a process of its own: the digits of its locale would be in names of files, ours and Spark's.
   */
  @Test
  void theDigitsOfTheMachineDoNotMatter() throws Exception {
    String expected = prepared("root");
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("@conf/java.options");
    command.addAll(List.of("-Duser.language=ar", "-Duser.country=EG"));
    command.addAll(List.of("-Duser.extensions=u-nu-arab", "-Duser.timezone=UTC", "-Xmx1g"));
    command.addAll(List.of("-cp", classPath(), Main.class.getName()));
    command.addAll(cli.arguments("prepare", "--run-id", "arab"));
    Path log = folder.resolve("arab.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();

    assertThat(result("arab")).isEqualTo(expected);
    assertThat(cli.store().list("credit-risk"))
        .extracting(Store.Entry::path)
        .anyMatch(path -> path.contains("/work/arab/lease/1."))
        .allMatch(path -> path.matches("\\p{ASCII}+"));
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private String prepared(String run) {
    return prepare(run);
  }

  private String prepared(String run, String format, String path) {
    return prepare(
        run,
        "--set",
        "source.table=null",
        "--set",
        "source.path=" + path,
        "--set",
        "source.format=" + format);
  }

  private String prepare(String run, String... set) {
    String[] args = new String[set.length + 2];
    args[0] = "--run-id";
    args[1] = run;
    System.arraycopy(set, 0, args, 2, set.length);
    Cli.Ended ended = cli.run("prepare", args);
    assertThat(ended.code()).as(ended.err()).isZero();
    return result(run);
  }

  /** The split's membership and the fitted spec, as one text. */
  private String result(String run) {
    Work work = new Work(cli.store(), new RunPaths("credit-risk", run));
    return JsonText.line(work.result("split"))
        + new String(work.file("features", "features.json"), StandardCharsets.UTF_8);
  }

  private String write(Dataset<Row> rows, String name) {
    return write(rows, name, "parquet");
  }

  private String write(Dataset<Row> rows, String name, String format) {
    String path = folder.resolve(name).toString();
    rows.write().format(format).save(path);
    return path;
  }

  private byte[] published(String run, String file) {
    return cli.store().read(new RunPaths("credit-risk", run).published(file)).orElseThrow();
  }

  private String data(String run, String part) {
    return new Work(cli.store(), new RunPaths("credit-risk", run)).data(part);
  }
}
