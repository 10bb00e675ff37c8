package io.riskmesh.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.riskmesh.store.JsonText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stages of an application and what their tasks took, by Spark's own event log. */
final class StageLog {
  /** Settings that write the log; Spark 4 would compress and divide it. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "spark.eventLog.enabled", "true",
          "spark.eventLog.compress", "false",
          "spark.eventLog.rolling.enabled", "false");

  private final Map<Integer, Double> cores = new TreeMap<>();
  private final Map<Integer, Integer> profiles = new TreeMap<>();
  private final Map<Integer, List<RanTask>> tasks = new TreeMap<>();

  /** When and where a task ran, in milliseconds since 1970. */
  private record RanTask(long from, long to, String executor) {}

  /**
   * A stage that ran.
   *
   * @param cores cores of each task by the stage's own profile; 0 if it has none
   * @param tasks number of tasks
   * @param atOnce most tasks that ran at the same time
   * @param executors where they ran
   */
  record RanStage(int cores, int tasks, long atOnce, Set<String> executors) {}

  /** Reads the log of the only application on a cluster. */
  static StageLog ofCluster(Path folder) throws Exception {
    StageLog log = new StageLog();
    try (Stream<Path> files = Files.list(folder)) {
      Path only =
          files.filter(file -> file.getFileName().toString().startsWith("app-")).findAny().get();
      for (String line : Files.readAllLines(only)) {
        log.add(JsonText.read(line.getBytes(StandardCharsets.UTF_8), JsonNode.class));
      }
    }
    return log;
  }

  private void add(JsonNode event) {
    switch (event.path("Event").asText()) {
      case "SparkListenerResourceProfileAdded" ->
          cores.put(
              event.path("Resource Profile Id").asInt(),
              event.path("Task Resource Requests").path("cpus").path("Amount").asDouble());
      case "SparkListenerStageSubmitted" -> {
        JsonNode stage = event.path("Stage Info");
        profiles.put(stage.path("Stage ID").asInt(), stage.path("Resource Profile Id").asInt());
      }
      case "SparkListenerTaskEnd" -> {
        JsonNode task = event.path("Task Info");
        tasks
            .computeIfAbsent(event.path("Stage ID").asInt(), id -> new ArrayList<>())
            .add(
                new RanTask(
                    task.path("Launch Time").asLong(),
                    task.path("Finish Time").asLong(),
                    task.path("Executor ID").asText()));
      }
      default -> {}
    }
  }

  /** Returns the stages that asked for resources themselves, or the others. */
  List<RanStage> stages(boolean areOwn) {
    return tasks.entrySet().stream()
        .filter(stage -> (profiles.get(stage.getKey()) != 0) == areOwn)
        .map(stage -> stage(profiles.get(stage.getKey()), stage.getValue()))
        .toList();
  }

  private RanStage stage(int profile, List<RanTask> ran) {
    return new RanStage(
        profile == 0 ? 0 : cores.get(profile).intValue(),
        ran.size(),
        ran.stream().mapToLong(task -> running(ran, task.from())).max().orElse(0),
        ran.stream().map(RanTask::executor).collect(Collectors.toSet()));
  }

  private static long running(List<RanTask> ran, long at) {
    return ran.stream().filter(task -> task.from() <= at && at < task.to()).count();
  }
}
