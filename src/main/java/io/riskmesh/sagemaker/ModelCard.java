package io.riskmesh.sagemaker;

import io.riskmesh.config.AboutConfig;
import io.riskmesh.config.SplitPart;
import io.riskmesh.gate.Verdict.Judgement;
import io.riskmesh.model.DeclaredFeature;
import io.riskmesh.model.MonotoneDirection;
import io.riskmesh.train.TrainSummary;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The content of a model card, in the schema that SageMaker has for model packages (Amazon
 * SageMaker AI Developer Guide, "Model package model card schema"). What only people know comes
 * from the job; what the job does not say is left out, the risk rating always.
 */
final class ModelCard {
  private static final int MAX_URI = 1024;
  private static final int MAX_OBSERVATION = 2096;
  private static final int MAX_PARAMETERS = 100;
  private static final int MAX_VALUE = 255;
  private static final int MAX_DETAIL = 1024;

  private final DescribedRun run;

  private ModelCard(DescribedRun run) {
    this.run = run;
  }

  static Map<String, Object> of(DescribedRun run) {
    return new ModelCard(run).content();
  }

  private Map<String, Object> content() {
    AboutConfig about = run.job().about();
    Map<String, Object> uses = new LinkedHashMap<>();
    about.purpose().ifPresent(text -> uses.put("purpose_of_model", text));
    about.population().ifPresent(text -> uses.put("intended_uses", text));
    Map<String, Object> business = new LinkedHashMap<>();
    about.owner().ifPresent(text -> business.put("business_stakeholders", text));
    Map<String, Object> more = new LinkedHashMap<>();
    about.limits().ifPresent(text -> more.put("caveats_and_recommendations", text));
    more.put("custom_details", details());
    Map<String, Object> content = new LinkedHashMap<>();
    put(content, "model_overview", overview());
    put(content, "intended_uses", uses);
    put(content, "business_details", business);
    content.put("training_details", training());
    content.put("evaluation_details", List.of(evaluation()));
    content.put("additional_information", more);
    return content;
  }

  private static void put(Map<String, Object> content, String name, Map<String, Object> section) {
    if (!section.isEmpty()) {
      content.put(name, section);
    }
  }

  private Map<String, Object> overview() {
    return run.model().length() > MAX_URI
        ? Map.of()
        : Map.of("model_artifact", List.of(run.model()));
  }

  private Map<String, String> details() {
    Map<String, String> details = new TreeMap<>();
    details.put("riskmesh job", run.job().name());
    details.put("riskmesh run", run.runId());
    details.put("as of", run.asOf());
    details.put("verdict", run.verdict().word().word());
    details.put("sha256 of features.json", run.features().digest());
    run.job()
        .about()
        .reviewBy()
        .map(LocalDate::toString)
        .ifPresent(d -> details.put("review by", d));
    for (MonotoneDirection direction : MonotoneDirection.values()) {
      addDetail(details, "monotone " + direction.word(), constrained(direction));
    }
    addDetail(
        details,
        "interactions",
        run.job().interactions().stream()
            .map(names -> String.join(", ", names))
            .collect(Collectors.joining("; ")));
    return details;
  }

  private String constrained(MonotoneDirection direction) {
    return run.features().declared().stream()
        .filter(feature -> feature.monotone() == direction)
        .map(DeclaredFeature::name)
        .collect(Collectors.joining(", "));
  }

  private static void addDetail(Map<String, String> details, String name, String value) {
    if (!value.isEmpty() && value.length() <= MAX_DETAIL) {
      details.put(name, value);
    }
  }

  private Map<String, Object> training() {
    TrainSummary training = run.training();
    Map<String, Object> job = new LinkedHashMap<>();
    job.put("training_datasets", datasets());
    job.put("training_metrics", learned());
    job.put(
        "hyper_parameters",
        new TreeMap<>(training.params())
            .entrySet().stream()
                .filter(param -> !param.getValue().isEmpty())
                .filter(param -> param.getValue().length() <= MAX_VALUE)
                .limit(MAX_PARAMETERS)
                .map(param -> Map.of("name", param.getKey(), "value", param.getValue()))
                .toList());
    return Map.of(
        "objective_function",
        Map.of(
            "function",
            Map.of("function", "Minimize", "facet", "Loss"),
            "notes",
            String.valueOf(training.params().get("objective"))),
        "training_observations",
        training.hasScorecard()
            ? "scorecard of %d features, a logistic regression on weights of evidence"
                .formatted(training.scorecard().features().size())
            : run.split().hasFolds()
                ? "%d rounds, the median of the folds, on all rows"
                    .formatted(training.bestIteration() + 1)
                : "%d of %d rounds kept, chosen by %s on validation"
                    .formatted(
                        training.bestIteration() + 1, training.history().size(), training.metric()),
        "training_job_details",
        job);
  }

  private List<String> datasets() {
    String name = run.source().shown();
    return name.length() > MAX_URI ? List.of() : List.of(name);
  }

  private List<Map<String, Object>> learned() {
    TrainSummary training = run.training();
    if (training.bestIteration() >= training.history().size()) {
      return List.of();
    }
    TrainSummary.Round best = training.history().get(training.bestIteration());
    List<Map<String, Object>> metrics = new ArrayList<>();
    addFinite(metrics, "train " + training.metric(), best.trainOrNaN());
    if (!run.split().hasFolds()) {
      addFinite(metrics, "validation " + training.metric(), best.validation());
      best.otherMetrics()
          .forEach(other -> addFinite(metrics, "validation " + other.metric(), other.validation()));
    }
    return metrics;
  }

  private static void addFinite(List<Map<String, Object>> metrics, String name, float value) {
    if (Float.isFinite(value)) {
      metrics.add(Map.of("name", name, "value", value));
    }
  }

  private Map<String, Object> evaluation() {
    Map<String, Object> evaluation = new LinkedHashMap<>();
    evaluation.put(
        "name", run.split().hasFolds() ? "all rows " + run.split().measuredOn() : "test rows");
    evaluation.put("evaluation_observation", observation());
    evaluation.put("datasets", datasets());
    Map<String, String> rows = new TreeMap<>();
    for (SplitPart part : run.split().filled()) {
      rows.put(part.key() + " rows", Long.toString(run.split().parts().get(part).rows()));
      rows.put(part.key() + " defaults", Long.toString(run.split().parts().get(part).positives()));
    }
    evaluation.put("metadata", rows);
    evaluation.put("metric_groups", CardMetrics.of(run));
    return evaluation;
  }

  private String observation() {
    String limits =
        run.verdict().judgements().stream()
            .map(Judgement::message)
            .collect(Collectors.joining(" "));
    String all = run.verdict().inWords() + (limits.isEmpty() ? "" : ". " + limits);
    return all.length() <= MAX_OBSERVATION ? all : run.verdict().inWords();
  }
}
