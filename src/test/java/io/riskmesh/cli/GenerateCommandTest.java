package io.riskmesh.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@ExtendWith(SparkTest.class)
class GenerateCommandTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void writesParquet(SparkSession spark) {
    String path = folder.resolve("credits").toString();
    assertThat(run("--rows", "300", "--out", path, "--partitions", "3")).isZero();
    Dataset<Row> written = spark.read().parquet(path);
    assertThat(written.count()).isEqualTo(300);
    assertThat(written.columns()).hasSize(21);
    assertThat(folder.resolve("credits").toFile().list((f, name) -> name.endsWith(".parquet")))
        .hasSize(3);
    assertThat(out.toString()).contains("300 rows").contains(path);
  }

  @Test
  void writesCsvWithCustomersAndMonths(SparkSession spark) throws IOException {
    String path = folder.resolve("csv").toString();
    assertThat(
            run(
                "--months",
                "3",
                "--first-month-rows",
                "24",
                "--customers",
                "50",
                "--format",
                "csv",
                "--out",
                path))
        .isZero();
    Dataset<Row> written = spark.read().option("header", true).csv(path);
    assertThat(written.count()).isEqualTo(24 + 26 + 28);
    assertThat(written.columns()).hasSize(23).endsWith("customer_id", "event_time");
  }

  @Test
  void leavesAloneWhatIsThere(SparkSession spark) throws IOException {
    Path there = Files.writeString(folder.resolve("there"), "mine");
    assertThat(run("--rows", "10", "--out", there.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("already exists");
    assertThat(there).hasContent("mine");
  }

  @Test
  void namesWhatIsWrong() {
    assertThat(run("--out", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("give either --rows or --first-month-rows");
    assertThat(run("--out", "x", "--rows", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("rows must be from 1 to 1000000000000, not 0");
    assertThat(run("--out", "x", "--rows", "5", "--months", "12")).isEqualTo(2);
    assertThat(err.toString()).contains("5 rows are too few for 12 months");
    assertThat(run("--out", "x", "--first-month-rows", "5")).isEqualTo(2);
    assertThat(err.toString()).contains("--first-month-rows requires --months");
  }

  @Test
  void explainsItself() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("--rows=N", "--first-month-rows", "Default: parquet");
  }

  private int run(String... arguments) {
    return new CommandLine(new GenerateCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }
}
