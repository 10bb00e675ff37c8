package io.riskmesh.conf;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.riskmesh.Python;
import io.riskmesh.aws.Moto;
import io.riskmesh.config.EffectiveConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.config.yaml.TimeSpans;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The requests of {@code jobs}: valid for AWS's own models of the services, accepted by moto, and
 * with arguments that the program takes. What a platform then does, nobody can see here.
 */
@ExtendWith(Moto.class)
class JobsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** How a program ended, and what it printed. */
  private record Ended(int code, String text) {}

  @Test
  void everyRequestFitsTheServicesOwnModel() throws IOException {
    JsonNode found = JSON.readTree(Python.run("check_jobs.py", "valid"));

    assertThat(found).hasSizeGreaterThanOrEqualTo(28);
    found.properties().forEach(one -> assertThat(one.getValue()).as(one.getKey()).isEmpty());
  }

  @Test
  void everyMisspeltFieldIsNoticed() throws IOException {
    JsonNode found = JSON.readTree(Python.run("check_jobs.py", "mutants"));

    assertThat(found.get(0).asInt()).isGreaterThan(250);
    assertThat(found.get(1)).isEmpty();
  }

  @Test
  void everyRequestIsAcceptedAndReadsBackTheSame() {
    assertThat(Python.run("submit_jobs.py", Moto.endpoint()).lines())
        .contains(
            "a cluster for one run",
            "a step of a running cluster",
            "an application and a job run",
            "a job run on a virtual cluster",
            "a glue job and its runs",
            "the configuration of processing jobs",
            "a processing job",
            "a model and a batch transform with it",
            "a pipeline that is brought up to date",
            "waiting ends with the outcome");
  }

  @Test
  void theProgramTakesItsArguments() throws Exception {
    Map<String, List<String>> told =
        JSON.readValue(Python.run("check_jobs.py", "arguments"), new TypeReference<>() {});

    assertThat(told)
        .containsKeys(
            "emr run",
            "emr score",
            "emr-serverless score",
            "emr-serverless drift",
            "emr-eks run",
            "glue run",
            "glue score",
            "sagemaker run",
            "sagemaker score",
            "pipeline Run",
            "pipeline Register");
    for (Map.Entry<String, List<String>> one : told.entrySet()) {
      Ended ended = riskmesh(one.getValue());
      assertThat(ended.code()).as(one.getKey() + ": " + ended.text()).isZero();
      // Its environment file is read: what variables hold is not printed. A Glue job has none.
      assertThat(ended.text())
          .as(one.getKey())
          .contains(
              one.getKey().startsWith("glue")
                  ? "s3://risk-artifacts/riskmesh"
                  : "${env:RISKMESH_ARTIFACTS}");
    }
    List<String> misspelt = new ArrayList<>(told.get("emr run"));
    misspelt.replaceAll(arg -> arg.replace("training.workers", "training.wokers"));
    assertThat(riskmesh(misspelt).code()).isEqualTo(2);
  }

  /** The command line in a JVM of its own, with a driver's environment; the job file is ours. */
  private static Ended riskmesh(List<String> args) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classPath(), "io.riskmesh.cli.Main"));
    command.addAll(args);
    command.set(command.indexOf("--job") + 1, "conf/credit-risk.yaml");
    command.add("--dry-run");
    ProcessBuilder builder = new ProcessBuilder(command);
    if (args.stream().noneMatch(arg -> arg.startsWith("artifacts.uri="))) {
      builder.environment().put("RISKMESH_ARTIFACTS", "bucket/prefix");
    }
    return end(builder);
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  @Test
  void theSparkOperatorsManifestIsTheSameRun() throws IOException {
    assertThat(JSON.readTree(Python.run("check_jobs.py", "operator"))).isEmpty();
  }

  @Test
  void aWorkerHoldsHeapAndNativeMemoryOfItsExecutor() throws Exception {
    String sized = "glue run --param executorMemory=%s --param memoryOverhead=%s --param %s";
    assertThat(submit(sized.formatted("8g", "4g", "executorCores=4")).text()).contains("G.1X");
    assertThat(submit(sized.formatted("8g", "4097m", "executorCores=4")).text()).contains("R.1X");
    assertThat(submit(sized.formatted("8g", "4g", "executorCores=5")).text()).contains("G.2X");
    assertThat(submit(sized.formatted("8g", "30g", "executorCores=4")).text()).contains("R.2X");
    assertThat(submit(sized.formatted("8g", "30g", "workerType=G.4X")).text()).contains("G.4X");
    assertThat(submit(sized.formatted("8g", "30g", "workerType=G.2X")))
        .isEqualTo(
            new Ended(
                2,
                "submit: executorMemory, memoryOverhead: an executor with 4 cores and 38 GB;"
                    + " workerType must be one of R.2X, G.4X, R.4X, G.8X, R.8X\n"));
    assertThat(submit("glue/job --param glueVersion=6.0").text())
        .contains("riskmesh-0.1.0-spark3.jar is not for the Spark of Glue 6.0");
  }

  @Test
  void theReadmesCommandsWork() throws Exception {
    String readme = Files.readString(Path.of("jobs/README.md")).replace("\\\n", " ");
    List<String> commands =
        Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL)
            .matcher(readme)
            .results()
            .map(MatchResult::group)
            .flatMap(block -> Arrays.stream(block.split("\n")))
            .filter(line -> line.startsWith("scripts/submit "))
            .toList();

    assertThat(commands).hasSizeGreaterThan(8);
    for (String command : commands) {
      Ended ended = end(new ProcessBuilder("bash", "-c", command + " --dry-run"));
      assertThat(ended.code()).as(command + "\n" + ended.text()).isZero();
    }
    assertThat(templates()).allSatisfy(target -> assertThat(readme).contains(target));
  }

  /** Every file of a platform is in the README, by what it is called there. */
  private static List<String> templates() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("jobs"), 2)) {
      return files
          .filter(file -> file.getNameCount() == 3 && file.toString().endsWith(".json"))
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .toList();
    }
  }

  @Test
  void aPlatformThatEndsTheJobBeforeItsTrainingIsRefused() throws Exception {
    assertRefused("emr-serverless run", "--set training.timeout=4h");
    assertRefused("emr-serverless run", "--set training.timeout=PT4H");
    assertRefused("emr-serverless train", "--param arguments=--set,training.timeout=240m");
    assertRefused("sagemaker run", "--set training.timeout=5h");
    assertRefused("glue run", "--set training.timeout=5h");
    assertRefused("sagemaker/pipeline", "--set training.timeout=1d");
    for (String fits :
        List.of(
            "emr-serverless run --set training.timeout=239m",
            "emr-serverless run --set training.timeout=6h --set training.timeout=1h",
            "emr-serverless run --set training.timeout=4h --param timeoutMinutes=241",
            "emr-serverless run --set training.timeout=soon",
            "emr-serverless score --set training.timeout=4h",
            // A step has no time-out.
            "emr run --set training.timeout=1d --param cluster=j-2AXXXXXXGAPLF")) {
      Ended ended = submit(fits);
      assertThat(ended.code()).as(fits + "\n" + ended.text()).isZero();
    }
  }

  private static void assertRefused(String target, String timeout) throws Exception {
    Ended ended = submit(target + " " + timeout);
    assertThat(ended.code()).as(ended.text()).isEqualTo(2);
    assertThat(ended.text())
        .startsWith("submit: timeoutMinutes: 240 minutes are not longer than training.timeout (");
  }

  private static Ended submit(String arguments) throws Exception {
    String night = arguments.contains("pipeline") ? "" : " --run-id 2026-11-23";
    return end(
        new ProcessBuilder(
            "bash",
            "-c",
            "scripts/submit " + arguments + night + " --params jobs/account.json --dry-run"));
  }

  /** The scripts know what training.timeout is where nobody says it. */
  @Test
  void theDefaultOfTheTrainingsTimeoutIsTheProgramsOwn() throws Exception {
    JobConfig job =
        EffectiveConfig.load(
                Optional.empty(),
                Optional.empty(),
                List.of("training={params: {eta: 0.1}}", "artifacts.uri=/tmp"))
            .job();
    Matcher told =
        Pattern.compile("TRAINING_TIMEOUT = \"(.*)\"")
            .matcher(Files.readString(Path.of("python/riskmesh/derived.py")));

    assertThat(told.find()).isTrue();
    assertThat(job.training().timeout())
        .isEqualTo(Duration.ofHours(1))
        .isEqualTo(TimeSpans.span(told.group(1)));
  }

  @Test
  void withoutBoto3OnlyADryRunWorks() throws Exception {
    // -S: no installed packages.
    List<String> submit =
        List.of("python3", "-S", "scripts/submit", "sagemaker/configuration", "--param");

    Ended dry = end(new ProcessBuilder(with(submit, "codeBucket=risk-artifacts", "--dry-run")));
    Ended real = end(new ProcessBuilder(with(submit, "codeBucket=risk-artifacts")));

    assertThat(dry.code()).as(dry.text()).isZero();
    assertThat(real).isEqualTo(new Ended(1, real.text()));
    assertThat(real.text()).startsWith("submit: boto3 is not installed: pip install boto3");
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Arrays.stream(more)).toList();
  }

  private static Ended end(ProcessBuilder builder) throws Exception {
    String python = System.getProperty("riskmesh.python", "python3");
    Path folder = Path.of(python).toAbsolutePath().getParent();
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    Process process = builder.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), text);
  }
}
