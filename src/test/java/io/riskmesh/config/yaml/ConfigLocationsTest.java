package io.riskmesh.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.EnvConfig;
import io.riskmesh.config.Loading;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLocationsTest {
  private static final String FILES = "spark.files";
  private static final String ELSEWHERE = "spark.hadoop.fs.elsewhere.impl";

  @TempDir Path folder;
  private Loading loading;

  /** A non-local file system under its own scheme. */
  public static final class Elsewhere extends RawLocalFileSystem {
    @Override
    public URI getUri() {
      return URI.create("elsewhere:///");
    }

    @Override
    public String getScheme() {
      return "elsewhere";
    }
  }

  @BeforeEach
  void writeEnvironment() {
    loading = new Loading(folder);
    loading.write("env.yaml", Loading.ENV);
  }

  @AfterEach
  void forget() {
    System.clearProperty(FILES);
    System.clearProperty(ELSEWHERE);
  }

  private Optional<String> path(String job) {
    return loading.loadFiles(job, "env.yaml").job().source().path();
  }

  @Test
  void readsPathsAndFileUris() {
    Path job = loading.write("a b/job.yaml", Loading.JOB);
    Optional<String> rows = Optional.of(folder.resolve("a b/rows.csv").toString());

    assertThat(path("a b/job.yaml")).isEqualTo(rows);
    assertThat(path(job.toString())).isEqualTo(rows);
    assertThat(path(job.toUri().toString())).isEqualTo(rows);
    assertThat(path("file:" + job)).isEqualTo(rows);
    assertThat(path("file://" + job)).isEqualTo(rows);
  }

  @Test
  void readsOtherSchemesThroughHadoop() {
    Path job = loading.write("remote/conf/job.yaml", Loading.JOB.replace("rows.csv", "../r 1.csv"));
    System.setProperty(ELSEWHERE, Elsewhere.class.getName());

    assertThat(path("elsewhere://" + job))
        .contains("elsewhere://" + folder.resolve("remote/r 1.csv"));
    assertThat(catchThrowable(() -> path("elsewhere://" + folder + "/none.yaml")))
        .hasMessageEndingWith("/none.yaml: does not exist");
  }

  @Test
  void namesASchemeThatNobodyKnows() {
    assertThat(catchThrowable(() -> path("unknown://host/conf/job.yaml")))
        .hasMessageContaining(
            "unknown://host/conf/job.yaml: cannot be read: No FileSystem for scheme");
  }

  @Test
  void aFileWithAUserIsNotRead() {
    assertThat(catchThrowable(() -> path("s3a://me:hu/sh@bucket/conf/job.yaml")))
        .hasMessageContaining(
            "s3a://***@bucket/conf/job.yaml: the location must not contain a user")
        .hasMessageNotContaining("hu/sh");
  }

  @Test
  void resolvesRelativeToAnyUri() {
    assertThat(LocationPaths.below("s3://bucket/a/b/").apply("../c/d.csv"))
        .isEqualTo("s3://bucket/a/c/d.csv");
    assertThat(LocationPaths.below("s3://bucket/").apply("../../d.csv"))
        .isEqualTo("s3://bucket/d.csv");
    assertThat(LocationPaths.below("s3://bucket").apply("d.csv")).isEqualTo("s3://bucket/d.csv");
    assertThat(LocationPaths.below("hdfs:/a/").apply("d.csv")).isEqualTo("hdfs:/a/d.csv");
  }

  @Test
  void searchesTheHomeAfterTheWorkingDirectory() {
    Path home = folder.resolve("home");
    loading.write("home/conf/credit-risk.yaml", Loading.JOB.replace("small", "home"));
    loading.write("home/conf/env/local.yaml", Loading.ENV);
    ProcessEnvironment around = new ProcessEnvironment(folder, Optional.of(home), Map.of());

    EffectiveConfig atHome =
        EffectiveConfig.load(Optional.empty(), Optional.empty(), List.of(), around);
    loading.write("conf/credit-risk.yaml", Loading.JOB.replace("small", "here"));
    EffectiveConfig here =
        EffectiveConfig.load(Optional.empty(), Optional.empty(), List.of(), around);

    assertThat(atHome.job().name()).isEqualTo("home");
    assertThat(atHome.env().artifacts()).isEqualTo(home.resolve("conf/env/out").toString());
    assertThat(here.job().name()).isEqualTo("here");
  }

  @Test
  void findsWhatSparkSubmitBrought() {
    Path job = loading.write("staging/job.yaml", Loading.JOB);
    System.setProperty(
        FILES, "file:/x/other.yaml," + job.toUri() + ", " + job.toUri() + "#alias.yaml");

    assertThat(path("job.yaml")).contains(folder.resolve("staging/rows.csv").toString());
    assertThat(path("alias.yaml")).contains(folder.resolve("staging/rows.csv").toString());
  }

  @Test
  void readsTheJarAsIfItWereUnpacked() throws IOException {
    Optional<String> rows = Optional.of(folder.resolve("packed/rows/credits.csv").toString());
    Path jar = folder.resolve("x.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("packed/job.yaml"));
      zip.write(Loading.JOB.replace("rows.csv", "rows/credits.csv").getBytes("UTF-8"));
    }

    assertThat(path("packed/job.yaml")).isEqualTo(rows);
    assertThat(path("classpath:packed/job.yaml")).isEqualTo(rows);
    assertThat(path("jar:packed/job.yaml")).isEqualTo(rows);
    assertThat(path("jar:" + jar.toUri() + "!/packed/job.yaml")).isEqualTo(rows);
  }

  @Test
  void aPackedFileFindsItsNeighboursInTheJar() {
    EnvConfig env = loading.loadFiles("packed/job.yaml", "packed/env/env.yaml").env();

    assertThat(env.catalog().warehouse()).contains(folder.resolve("packed/warehouse").toString());
    assertThat(env.catalog().seed())
        .containsEntry("a.b", "classpath:packed/job.yaml")
        .containsEntry("a.c", folder.resolve("packed/nowhere.csv").toString());
    assertThat(env.artifacts()).isEqualTo(folder.resolve("out").toString());
  }

  @Test
  void saysWhereItLooked() {
    assertThat(catchThrowable(() -> path("none.yaml")))
        .hasMessageContaining("none.yaml: was not found; looked in " + folder);
    assertThat(catchThrowable(() -> path("/none.yaml")))
        .hasMessageContaining("/none.yaml: was not found");
    assertThat(catchThrowable(() -> path("file:/none.yaml")))
        .hasMessageContaining("/none.yaml: does not exist");
    assertThat(catchThrowable(() -> path("classpath:none.yaml")))
        .hasMessageContaining("classpath:none.yaml: is not in the jar");
    assertThat(catchThrowable(() -> path(folder.toString())))
        .hasMessageContaining("is not a regular file");
  }

  @Test
  void aMissingFileAndABrokenOneAreToldTogether() {
    loading.write("env.yaml", "artifacts: {}\n");

    assertThat(catchThrowable(() -> path("none.yaml")))
        .hasMessageStartingWith("2 problems in the configuration:")
        .hasMessageContaining("env.yaml:1: artifacts.uri: is missing");
  }
}
