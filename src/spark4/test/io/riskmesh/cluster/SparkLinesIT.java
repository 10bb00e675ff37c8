package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.riskmesh.it.GoldenRun;
import io.riskmesh.runs.Manifest;
import io.riskmesh.store.RunPaths;
import io.riskmesh.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The jar for Spark 4 as clusters get it: by the real {@code spark-submit} of 4.0 and of 4.1, each
 * with its Iceberg, for every bundled job. The digests are those of Spark 3.5, from the same file.
 */
@Tag("full")
class SparkLinesIT {
  private static final Path PROJECT = Path.of(System.getProperty("riskmesh.basedir", "."));
  private static final Path BUILD = Path.of(System.getProperty("riskmesh.build"));
  private static final long MINUTES = 10;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"4.0", "4.1"})
  void trainTheModelsOfSpark3(String version) throws Exception {
    SparkDistribution spark = distribution("spark" + version.replace(".", ""));
    Map<String, Map<String, Object>> found = new TreeMap<>();
    found.put("credit-risk", trained(spark, version, "credit-risk"));
    found.put(
        "loans",
        trained(
            spark,
            version,
            "loans",
            "--job",
            PROJECT.resolve("test-data/loans/loans.yaml").toString()));

    GoldenRun.assertGolden(found);
  }

  @Test
  void theWrongSparkEndsWithTheNameOfItsJar() throws Exception {
    SparkDistribution spark = SparkDistribution.ofPython(System.getProperty("riskmesh.python"));

    SparkDistribution.Ended ended = submit(spark, "wrong", List.of(), List.of("check"));

    assertThat(ended.code()).as(ended.output()).isEqualTo(2);
    assertThat(ended.output())
        .containsPattern(
            "riskmesh: Spark 3\\.5\\.\\d+ with Scala 2\\.12\\.\\d+ wants riskmesh-.*-spark3\\.jar, and this is riskmesh-.*-spark4\\.jar")
        .doesNotContain("NoSuchMethodError", "NoClassDefFoundError");
  }

  private Map<String, Object> trained(
      SparkDistribution spark, String version, String job, String... more) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "--run-id",
                "golden",
                "--env",
                PROJECT.resolve("conf/env/local.yaml").toString(),
                "--set",
                "catalog.warehouse=" + folder.resolve("warehouse"),
                "--set",
                "artifacts.uri=" + folder.resolve("artifacts")));
    arguments.addAll(List.of(more));
    SparkDistribution.Ended ended =
        submit(spark, job, List.of("--jars", iceberg(version)), arguments);
    assertThat(ended.code()).as(ended.output()).isZero();

    Store store = Store.openAt(folder.resolve("artifacts").toString(), Map.of());
    Manifest manifest = Manifest.read(store, new RunPaths(job, "golden")).orElseThrow();
    assertThat(manifest.versions().get("spark")).startsWith(version);
    return GoldenRun.digests(store, manifest);
  }

  private SparkDistribution.Ended submit(
      SparkDistribution spark, String name, List<String> more, List<String> arguments)
      throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--class",
                "io.riskmesh.cli.Main",
                "--master",
                "local[2]",
                "--driver-memory",
                "2g",
                "--conf",
                "spark.ui.enabled=false",
                "--driver-java-options",
                "-XX:TieredStopAtLevel=1 -Driskmesh.home=" + PROJECT.toAbsolutePath()));
    options.addAll(more);
    return spark.submit(folder.resolve(name + ".log"), MINUTES, options, arguments);
  }

  /** scripts/python-env installs both. */
  private static SparkDistribution distribution(String name) throws Exception {
    return SparkDistribution.ofPython(
        PROJECT.resolve("target").resolve(name).resolve("bin/python").toAbsolutePath().toString());
  }

  /** The build copies them here. */
  private static String iceberg(String version) throws Exception {
    try (Stream<Path> jars = Files.list(BUILD.resolve("iceberg"))) {
      return jars.filter(jar -> jar.getFileName().toString().contains("-" + version + "_"))
          .findFirst()
          .orElseThrow()
          .toString();
    }
  }
}
