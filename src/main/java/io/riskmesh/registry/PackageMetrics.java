package io.riskmesh.registry;

import software.amazon.awssdk.services.sagemaker.model.Bias;
import software.amazon.awssdk.services.sagemaker.model.DriftCheckBaselines;
import software.amazon.awssdk.services.sagemaker.model.DriftCheckBias;
import software.amazon.awssdk.services.sagemaker.model.DriftCheckExplainability;
import software.amazon.awssdk.services.sagemaker.model.DriftCheckModelDataQuality;
import software.amazon.awssdk.services.sagemaker.model.DriftCheckModelQuality;
import software.amazon.awssdk.services.sagemaker.model.Explainability;
import software.amazon.awssdk.services.sagemaker.model.MetricsSource;
import software.amazon.awssdk.services.sagemaker.model.ModelDataQuality;
import software.amazon.awssdk.services.sagemaker.model.ModelMetrics;
import software.amazon.awssdk.services.sagemaker.model.ModelQuality;

/**
 * Refers a model package to the files of its run. A slot without a file is left out, and so is a
 * kind of metrics without any.
 */
final class PackageMetrics {
  private final PublishedRun run;

  private PackageMetrics(PublishedRun run) {
    this.run = run;
  }

  /** Returns what was measured of the model. */
  static ModelMetrics of(PublishedRun run) {
    return new PackageMetrics(run).metrics();
  }

  /** Returns what later rows are compared with. */
  static DriftCheckBaselines baselines(PublishedRun run) {
    return new PackageMetrics(run).baselines();
  }

  private ModelMetrics metrics() {
    MetricsSource bias = source(PackageFiles.BIAS);
    MetricsSource explained = source(PackageFiles.EXPLAINABILITY);
    ModelMetrics.Builder metrics =
        ModelMetrics.builder()
            .modelQuality(
                ModelQuality.builder()
                    .statistics(run.evaluation())
                    .constraints(source(PackageFiles.MODEL_CONSTRAINTS))
                    .build());
    if (source(PackageFiles.DATA_STATISTICS) != null) {
      metrics.modelDataQuality(
          ModelDataQuality.builder()
              .statistics(source(PackageFiles.DATA_STATISTICS))
              .constraints(source(PackageFiles.DATA_CONSTRAINTS))
              .build());
    }
    if (bias != null) {
      metrics.bias(Bias.builder().report(bias).build());
    }
    if (explained != null) {
      metrics.explainability(Explainability.builder().report(explained).build());
    }
    return metrics.build();
  }

  private DriftCheckBaselines baselines() {
    MetricsSource bias = source(PackageFiles.BIAS);
    MetricsSource explained = source(PackageFiles.EXPLAINABILITY);
    DriftCheckBaselines.Builder baselines =
        DriftCheckBaselines.builder()
            .modelQuality(
                DriftCheckModelQuality.builder()
                    .statistics(run.evaluation())
                    .constraints(source(PackageFiles.MODEL_CONSTRAINTS))
                    .build());
    if (source(PackageFiles.DATA_STATISTICS) != null) {
      baselines.modelDataQuality(
          DriftCheckModelDataQuality.builder()
              .statistics(source(PackageFiles.DATA_STATISTICS))
              .constraints(source(PackageFiles.DATA_CONSTRAINTS))
              .build());
    }
    if (bias != null) {
      baselines.bias(
          DriftCheckBias.builder()
              .preTrainingConstraints(bias)
              .postTrainingConstraints(bias)
              .build());
    }
    if (explained != null) {
      baselines.explainability(DriftCheckExplainability.builder().constraints(explained).build());
    }
    return baselines.build();
  }

  /** Returns null, which the request leaves out, if the run lacks the file. */
  private MetricsSource source(String file) {
    return run.source(file).orElse(null);
  }
}
