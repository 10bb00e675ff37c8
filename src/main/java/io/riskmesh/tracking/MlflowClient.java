package io.riskmesh.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of MLflow's REST API that record a run, within its limits per call. */
final class MlflowClient {
  private static final String API = "/api/2.0/mlflow/";

  /** Most metrics that one call of {@code runs/log-batch} takes. */
  private static final int METRICS = 1000;

  /** Most parameters, or tags, that one call of {@code runs/log-batch} takes. */
  private static final int TEXTS = 100;

  private static final int EARLIER = 1000;

  private final TrackerHttp http;

  MlflowClient(TrackerHttp http) {
    this.http = http;
  }

  /** A run that MLflow knows. */
  record KnownRun(String id, Map<String, String> tags) {}

  /** A value of a metric; {@code step} is 0 for a value that stands for the whole run. */
  record StepMetric(String key, double value, long timestamp, long step) {}

  /** A parameter or a tag. */
  record KeyedText(String key, String value) {

    static List<KeyedText> list(Map<String, String> texts, int longest) {
      return texts.entrySet().stream()
          .filter(text -> text.getValue() != null)
          .map(text -> new KeyedText(text.getKey(), shortened(text.getValue(), longest)))
          .toList();
    }

    private static String shortened(String text, int longest) {
      return text.length() <= longest ? text : text.substring(0, longest - 3) + "...";
    }
  }

  /** Finds an experiment by its name; empty if there is none. */
  Optional<String> findExperiment(String name) {
    try {
      JsonNode found = http.get(API + "experiments/get-by-name", Map.of("experiment_name", name));
      return Optional.of(found.path("experiment").path("experiment_id").asText());
    } catch (TrackerException e) {
      if (e.code().equals("RESOURCE_DOES_NOT_EXIST")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Creates an experiment that MLflow's page shows as one of models, not of language models. */
  String createExperiment(String name) {
    KeyedText kind = new KeyedText("mlflow.experimentKind", "custom_model_development");
    return http.post(API + "experiments/create", Map.of("name", name, "tags", List.of(kind)))
        .path("experiment_id")
        .asText();
  }

  /** Finds the runs of an experiment that have a value in a tag, newest first. */
  List<KnownRun> findRuns(String experiment, String tag, String value) {
    JsonNode found =
        http.post(
            API + "runs/search",
            Map.of(
                "experiment_ids", List.of(experiment),
                "filter", "tags.`%s` = '%s'".formatted(tag, value),
                "max_results", EARLIER));
    List<KnownRun> runs = new ArrayList<>();
    for (JsonNode run : found.path("runs")) {
      Map<String, String> tags = new HashMap<>();
      run.path("data")
          .path("tags")
          .forEach(one -> tags.put(one.path("key").asText(), one.path("value").asText()));
      runs.add(new KnownRun(run.path("info").path("run_id").asText(), tags));
    }
    return runs;
  }

  /** Creates a run and returns its id; {@code started} in milliseconds. */
  String createRun(String experiment, String name, long started, List<KeyedText> tags) {
    return http.post(
            API + "runs/create",
            Map.of(
                "experiment_id", experiment, "run_name", name, "start_time", started, "tags", tags))
        .path("run")
        .path("info")
        .path("run_id")
        .asText();
  }

  /** Ends a run; {@code ended} in milliseconds. */
  void endRun(String run, String status, long ended) {
    http.post(API + "runs/update", Map.of("run_id", run, "status", status, "end_time", ended));
  }

  void logMetrics(String run, List<StepMetric> metrics) {
    logBatches(run, "metrics", metrics, METRICS);
  }

  void logParams(String run, List<KeyedText> params) {
    logBatches(run, "params", params, TEXTS);
  }

  void logTags(String run, List<KeyedText> tags) {
    logBatches(run, "tags", tags, TEXTS);
  }

  private void logBatches(String run, String kind, List<?> all, int most) {
    for (int from = 0; from < all.size(); from += most) {
      List<?> batch = all.subList(from, Math.min(all.size(), from + most));
      http.post(API + "runs/log-batch", Map.of("run_id", run, kind, batch));
    }
  }

  /** Names the data that a run read. */
  void logInput(String run, Map<String, String> dataset) {
    Map<String, Object> input =
        Map.of(
            "tags", List.of(new KeyedText("mlflow.data.context", "training")), "dataset", dataset);
    http.post(API + "runs/log-inputs", Map.of("run_id", run, "datasets", List.of(input)));
  }

  /** Registers a run's model as a version, once; the registered model is created if necessary. */
  void register(String model, String run, String source, List<KeyedText> tags) {
    String filter = "name='%s' and run_id='%s'".formatted(model.replace("'", "''"), run);
    JsonNode known = http.get(API + "model-versions/search", Map.of("filter", filter));
    if (!known.path("model_versions").isEmpty()) {
      return;
    }
    try {
      http.post(API + "registered-models/create", Map.of("name", model));
    } catch (TrackerException e) {
      if (!e.code().equals("RESOURCE_ALREADY_EXISTS")) {
        throw e;
      }
    }
    http.post(
        API + "model-versions/create",
        Map.of("name", model, "source", source, "run_id", run, "tags", tags));
  }
}
