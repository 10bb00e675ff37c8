package io.riskmesh.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.SparkTest;
import io.riskmesh.contract.SchemaValidation;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.RunPaths;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A job for a table that has nothing in common with the credits, without a line of code. */
@ExtendWith(SparkTest.class)
class OtherShapeIT {
  private static final String JOB = "test-data/loans/loans.yaml";

  @TempDir Path folder;

  @Test
  void dotsUpperCaseStringsDatesNullsAndAKeyColumnNeedNoCode() throws Exception {
    Cli cli = new Cli(folder);
    Cli.Ended ended = cli.run("run", "--job", JOB, "--run-id", "loans");
    assertThat(ended.code()).as(ended.err()).isZero();
    Manifest manifest = cli.manifest(job(), "loans").orElseThrow();
    Cli.verify(cli.store(), manifest);
    assertThat(manifest.metrics().get(0).value()).isBetween(0.65, 0.90);
    assertThat(manifest.source().kind()).isEqualTo("files");
    assertThat(SchemaValidation.requireJob(cli.store(), job()))
        .contains(
            "outcomes/loans.json",
            "runs/loans/features/features.json",
            "runs/loans/manifest.json",
            "runs/loans/monitor/baseline.json");
  }

  @Test
  void csvParquetAndJsonGiveTheSameSplitAndSpec(SparkSession spark) throws Exception {
    Cli cli = new Cli(folder);
    String expected = prepared(cli, "csv");
    for (String format : List.of("json", "parquet")) {
      Path path = folder.resolve(format);
      spark
          .read()
          .option("header", true)
          .option("inferSchema", format.equals("parquet"))
          .csv("test-data/loans/loans.csv")
          .write()
          .format(format)
          .save(path.toString());
      assertThat(
              prepared(
                  cli,
                  format,
                  "--set",
                  "source.path=" + path,
                  "--set",
                  "source.format=" + format,
                  "--set",
                  "source.options={}"))
          .as(format.toUpperCase(Locale.ROOT))
          .isEqualTo(expected);
    }
  }

  private String prepared(Cli cli, String run, String... set) throws Exception {
    String[] args = new String[set.length + 4];
    args[0] = "--job";
    args[1] = JOB;
    args[2] = "--run-id";
    args[3] = run;
    System.arraycopy(set, 0, args, 4, set.length);
    Cli.Ended ended = cli.run("prepare", args);
    assertThat(ended.code()).as(ended.err()).isZero();
    Work work = new Work(cli.store(), new RunPaths(job(), run));
    byte[] spec = work.file("features", "features.json");
    return work.result("split").path("parts") + new String(spec, StandardCharsets.UTF_8);
  }

  private static String job() throws Exception {
    return Files.readAllLines(Path.of(JOB)).stream()
        .filter(line -> line.startsWith("name:"))
        .map(line -> line.substring(5).replaceAll("#.*", "").trim())
        .findFirst()
        .orElseThrow();
  }
}
