package io.riskmesh.airflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Job runs whose program is run with the arguments of the request, on this machine and with a job
 * file of ours, when they are asked for their state the first time.
 */
final class SubmittedProgram implements Serverless.Course {
  private final Path log;
  private final Map<String, String> variables;
  private final Map<String, Integer> ended = new ConcurrentHashMap<>();
  private final AtomicReference<Runnable> interruption = new AtomicReference<>(() -> {});

  SubmittedProgram(Path log, Map<String, String> variables) {
    this.log = log;
    this.variables = variables;
  }

  /** Does this once, before the submitter of the next job run is told that it was accepted. */
  void interrupt(Runnable next) {
    interruption.set(next);
  }

  @Override
  public void accepted(JsonNode request) {
    interruption.getAndSet(() -> {}).run();
  }

  @Override
  public String state(JsonNode request) {
    int code = ended.computeIfAbsent(request.path("clientToken").asText(), token -> run(request));
    return code == 0 ? "SUCCESS" : "FAILED";
  }

  /** How each job run ended, by its token. */
  Map<String, Integer> ended() {
    return Map.copyOf(ended);
  }

  private int run(JsonNode request) {
    List<String> command = new ArrayList<>(List.of("scripts/riskmesh"));
    request
        .at("/jobDriver/sparkSubmit/entryPointArguments")
        .forEach(argument -> command.add(argument.asText()));
    command.set(command.indexOf("--job") + 1, "conf/credit-risk.yaml");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new AssertionError("scripts/riskmesh cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
