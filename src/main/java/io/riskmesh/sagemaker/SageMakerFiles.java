package io.riskmesh.sagemaker;

import io.riskmesh.registry.PackageFiles;
import io.riskmesh.store.JsonText;
import java.util.Map;

/** Writes the files that describe a run to SageMaker; equal runs give identical bytes. */
public final class SageMakerFiles {
  private SageMakerFiles() {}

  /** Returns the content of each file, by its path below the run's folder. */
  public static Map<String, byte[]> of(DescribedRun run) {
    DataFiles data = DataFiles.of(run);
    return Map.of(
        PackageFiles.MODEL_CARD, JsonText.bytes(ModelCard.of(run)),
        PackageFiles.DATA_STATISTICS, JsonText.bytes(data.statistics()),
        PackageFiles.DATA_CONSTRAINTS, JsonText.bytes(data.constraints()),
        PackageFiles.MODEL_CONSTRAINTS, JsonText.bytes(MetricConstraints.of(run)),
        PackageFiles.EXPLAINABILITY, JsonText.bytes(ShapAnalysis.of(run.explanation())));
  }
}
