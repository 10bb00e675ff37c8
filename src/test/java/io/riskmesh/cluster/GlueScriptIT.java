package io.riskmesh.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of a Glue job, compiled with the Scala of the build's Spark as Glue does it. */
@Tag("full")
class GlueScriptIT {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  @Test
  void theProgramGetsItsOwnArgumentsOfAllThatGlueGives(@TempDir Path folder) throws Exception {
    String scala = SparkDistribution.ofPython().jars();
    String compiled =
        java(
            0,
            scala,
            "scala.tools.nsc.Main",
            "-classpath",
            CLASS_PATH + ":" + scala,
            "-d",
            folder.toString(),
            "jobs/glue/riskmesh.scala");
    assertThat(compiled).isEmpty();

    String commandLine =
        "[\"run\", \"--job\", \"conf/credit-risk.yaml\", \"--env\", \"conf/env/glue.yaml\","
            + " \"--set\", \"artifacts.uri=s3://risk artifacts/a\", \"--dry-run\"]";
    String classes = folder + ":" + CLASS_PATH;
    assertThat(
            java(
                0,
                classes,
                "GlueApp",
                "--JOB_NAME",
                "credit-risk",
                "--riskmesh",
                commandLine,
                "--submission",
                "night"))
        .contains("s3://risk artifacts/a");
    assertThat(java(1, classes, "GlueApp", "--JOB_NAME", "credit-risk"))
        .contains("--riskmesh is missing: the command line as a JSON array");
  }

  private static String java(int code, String classPath, String... command) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath));
    words.addAll(Arrays.asList(command));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isEqualTo(code);
    return said;
  }
}
