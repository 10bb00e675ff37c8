package io.riskmesh.cluster;

import io.riskmesh.PlatformS3a;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Spark distribution: the one that PyPI's {@code pyspark} carries, which {@code -Pfull}
 * installs beside the tests' other Python packages.
 */
final class SparkDistribution {
  private final Path home;
  private final Map<String, String> variables;

  /** How a program ended, with everything it printed. */
  record Ended(int code, String output) {}

  private SparkDistribution(Path home, Map<String, String> variables) {
    this.home = home;
    this.variables = variables;
  }

  /** The same, whose programs have these environment variables as well. */
  SparkDistribution with(Map<String, String> more) {
    return new SparkDistribution(home, more);
  }

  /** Its jars, for a class path. */
  String jars() {
    return home.resolve("jars") + "/*";
  }

  /** What it lacks for s3a, out of the build's own class path. */
  static List<String> hadoopAws() throws IOException {
    String classpath =
        Files.readString(Path.of(System.getProperty("riskmesh.build"), "classpath.txt")).strip();
    return Stream.of(classpath.split(File.pathSeparator))
        .filter(jar -> PlatformS3a.JARS.matcher(jar).matches())
        .toList();
  }

  /** The distribution for which this build is made. */
  static SparkDistribution ofPython() throws Exception {
    return ofPython(System.getProperty("riskmesh.pyspark"));
  }

  /** The distribution in a Python environment. */
  static SparkDistribution ofPython(String interpreter) throws Exception {
    Process python =
        new ProcessBuilder(
                interpreter, "-c", "import os, pyspark; print(os.path.dirname(pyspark.__file__))")
            .redirectErrorStream(true)
            .start();
    String out = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    if (python.waitFor() != 0) {
      throw new AssertionError("no pyspark; the build installs it with -Pfull: " + out);
    }
    return new SparkDistribution(Path.of(out), Map.of());
  }

  /** Submits the application jar and waits; kills it after the given minutes. */
  Ended submit(Path log, long minutes, List<String> options, List<String> arguments)
      throws Exception {
    List<String> command = new ArrayList<>();
    command.addAll(options);
    command.add(System.getProperty("riskmesh.jar"));
    command.addAll(arguments);
    return run("spark-submit", command, log, minutes);
  }

  /** Runs one of the distribution's programs to its end; kills it after the given minutes. */
  Ended run(String program, List<String> arguments, Path log, long minutes) throws Exception {
    Process process = start(program, arguments, log);
    if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
      Processes.stop(process);
      throw new AssertionError(
          program + " took over " + minutes + " minutes:\n" + Files.readString(log));
    }
    return new Ended(process.exitValue(), Files.readString(log));
  }

  /** Starts one of them in an environment without anybody else's settings of Spark or AWS. */
  Process start(String program, List<String> arguments, Path log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.directory(log.getParent().toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(key -> key.matches("(SPARK|RISKMESH|AWS)_.*"));
    environment.put("SPARK_HOME", home.toString());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_DAEMON_MEMORY", "256m");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.putAll(variables);
    return builder.start();
  }
}
