package io.riskmesh.pipeline;

import io.riskmesh.config.FeatureConfig;
import io.riskmesh.config.JobConfig;
import io.riskmesh.evaluate.BaseMargin;
import io.riskmesh.model.ModelInfo;
import io.riskmesh.model.ReferenceGroups;
import io.riskmesh.model.ServingRules;
import io.riskmesh.model.SourceInput;
import io.riskmesh.quality.QualityReport;
import io.riskmesh.quality.QualityReport.FeatureShare;
import io.riskmesh.scoring.JobReasons;
import io.riskmesh.store.FileHashes;
import io.riskmesh.store.RunPaths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Composes what a scoring service must know about a run's model. */
final class ModelFacts {
  private ModelFacts() {}

  static ModelInfo compose(
      JobConfig job,
      RunPaths run,
      String asOf,
      StageResults results,
      ReferenceGroups references,
      byte[] booster) {
    return new ModelInfo(
        run.job(),
        run.runId(),
        asOf,
        results.training().params().get("objective"),
        results.training().bestIteration() + 1,
        results.evaluation().decision().threshold(),
        results.evaluation().recalibration().calibrator(),
        results.features().digest(),
        results.split().measured().membership(),
        results.features().names(),
        results.features().declared(),
        job.interactions(),
        references,
        shares(job, results.quality()),
        serving(job, booster),
        job.training().model().points().orElse(null));
  }

  private static ServingRules serving(JobConfig job, byte[] booster) {
    return new ServingRules(
        FileHashes.sha256(booster),
        BaseMargin.read(booster),
        job.score().bands().bands(),
        JobReasons.of(job));
  }

  private static List<ModelInfo.Share> shares(JobConfig job, QualityReport quality) {
    Map<String, FeatureShare> counted = new HashMap<>();
    quality.features().forEach(share -> counted.put(share.name(), share));
    return job.features().stream()
        .filter(feature -> feature.columns().size() == 1 && counted.containsKey(feature.name()))
        .map(feature -> share(feature, counted.get(feature.name()), quality.rows()))
        .toList();
  }

  private static SourceInput.ValueReading reading(FeatureConfig feature) {
    if (!feature.times().isEmpty()) {
      return SourceInput.ValueReading.DAY;
    }
    return feature.numbers().isEmpty()
        ? SourceInput.ValueReading.TEXT
        : SourceInput.ValueReading.NUMBER;
  }

  private static ModelInfo.Share share(FeatureConfig feature, FeatureShare counted, long rows) {
    return new ModelInfo.Share(
        feature.columns().get(0),
        reading(feature),
        counted.missingShare(rows),
        counted.unknownShare(rows));
  }
}
